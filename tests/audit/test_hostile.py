"""Files that are damaged or set as traps get one clear line, and no code of theirs runs."""

from __future__ import annotations

import io
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tieout.audit import models, tables
from tieout.audit.account import account
from tieout.audit.files import looked_at
from tieout.audit.sides import given_of
from tieout.errors import TieoutError

SPRUNG = "sprung"
BUILD = "import torch\ndef build():\n    return torch.nn.Linear(3, 2)\n"


class Trap:
    """A pickle of it creates a file when it is opened."""

    def __init__(self, path: Path) -> None:
        self.path = str(path)

    def __reduce__(self) -> Any:
        return open, (self.path, "w")


@pytest.fixture
def loader(tmp_path: Path) -> str:
    (tmp_path / "network.py").write_text(BUILD)
    return f"{tmp_path / 'network.py'}:build"


@pytest.mark.parametrize("name", ["model.pt", "model.ckpt", "model.joblib", "model.pkl"])
def test_a_pickle_does_not_run(tmp_path: Path, name: str, loader: str) -> None:
    """Neither a bare pickle nor one inside of a checkpoint is executed."""
    import torch

    trap = Trap(tmp_path / SPRUNG)
    if name.endswith((".pt", ".ckpt")):
        torch.save({"state_dict": trap}, tmp_path / name)
    else:
        (tmp_path / name).write_bytes(pickle.dumps(trap))
    with pytest.raises(TieoutError) as failure:
        models.load(str(tmp_path / name), loader=loader)
    assert failure.value.fix
    assert not (tmp_path / SPRUNG).exists()


def test_objects_in_arrays_do_not_run(tmp_path: Path) -> None:
    """An array file of Python objects is refused."""
    np.save(tmp_path / "x.npy", np.array([Trap(tmp_path / SPRUNG)], dtype=object), allow_pickle=True)
    with pytest.raises(TieoutError, match="cannot be used"):
        tables.load(str(tmp_path / "x.npy"), None)
    assert not (tmp_path / SPRUNG).exists()


def _archive(path: Path, entries: dict[str, bytes]) -> str:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(name, content)
    return str(path)


def test_a_zip_bomb_is_not_unpacked(tmp_path: Path) -> None:
    """A small archive of very much is refused by its own list of contents."""
    path = _archive(tmp_path / "bomb.npz", {"x.npy": bytes(300 << 20)})
    with pytest.raises(TieoutError, match="unpack"):
        looked_at(path, "the data")


@pytest.mark.parametrize("name", ["../../evil.npy", "/etc/evil.npy", "a/../../evil", "C:/evil", "..\\evil"])
def test_an_archive_that_leads_outside_is_refused(tmp_path: Path, name: str) -> None:
    """Entries that would be written elsewhere are told by their names."""
    with pytest.raises(TieoutError, match="outside"):
        looked_at(_archive(tmp_path / "model.keras", {name: b"x"}), "the model")


@pytest.mark.keras
def test_code_in_a_keras_archive_does_not_run(tmp_path: Path) -> None:
    """A Lambda layer is code; safe mode refuses it."""
    import keras

    layer = keras.layers.Lambda(lambda x: x + 1)
    keras.Sequential([keras.Input((2,)), layer]).save(tmp_path / "model.keras")
    with pytest.raises(TieoutError, match="cannot be used"):
        models.load(str(tmp_path / "model.keras"))


def test_weights_that_are_not_numbers(tmp_path: Path, loader: str) -> None:
    """NaN weights are said to be."""
    import torch

    net = torch.nn.Linear(3, 2)
    with torch.no_grad():
        net.weight[0, 0] = float("nan")
    torch.save(net.state_dict(), tmp_path / "model.pt")
    with pytest.raises(TieoutError, match="NaN"):
        models.load(str(tmp_path / "model.pt"), loader=loader)


def test_weights_of_another_shape_or_name(tmp_path: Path, loader: str) -> None:
    """Keys that do not fit are named; shapes that do not fit too."""
    import torch

    torch.save({"other.weight": torch.zeros(2, 3)}, tmp_path / "names.pt")
    torch.save({"weight": torch.zeros(5, 3), "bias": torch.zeros(5)}, tmp_path / "shapes.pt")
    with pytest.raises(TieoutError, match="missing weight"):
        models.load(str(tmp_path / "names.pt"), loader=loader)
    with pytest.raises(TieoutError, match="cannot be used"):
        models.load(str(tmp_path / "shapes.pt"), loader=loader)


@pytest.mark.parametrize("name", ["m.pt", "m.keras", "m.onnx", "m.safetensors", "m.npz", "m.npy", "m.csv", "m.parquet"])
@pytest.mark.parametrize("content", [b"", b"\x00" * 64, b"PK\x03\x04 damaged", b"\x80\x04."], ids=len)
def test_damaged_files(tmp_path: Path, name: str, content: bytes, loader: str) -> None:
    """Whatever is in the file, the answer is one line with a remedy, or a table of nonsense that has no labels."""
    path = tmp_path / name
    path.write_bytes(content)
    with pytest.raises(TieoutError) as failure:
        _opened(str(path), loader)
    assert failure.value.fix
    assert "\n" not in str(failure.value)


def _opened(path: str, loader: str) -> None:
    if path.endswith((".npz", ".npy", ".csv", ".parquet")):
        given_of(model=None, predictions=None, data=path, labels=None, metric="accuracy")
    else:
        models.load(path, loader=loader)


def _scored(tmp_path: Path, predictions: Any, labels: Any) -> None:
    np.save(tmp_path / "p.npy", predictions)
    np.save(tmp_path / "y.npy", labels)
    files = {"predictions": str(tmp_path / "p.npy"), "labels": str(tmp_path / "y.npy")}
    account(given_of(model=None, data=None, metric="accuracy", **files), "0.5", "accuracy").check()


@pytest.mark.parametrize(
    ("predictions", "labels", "says"),
    [
        (np.full((4, 2), np.nan), np.array([0, 1, 0, 1]), "NaN"),
        (np.zeros((4, 2)), np.array([0.5, np.nan, 1.0, 2.0]), "NaN"),
        (np.zeros((4, 2)), np.array([0, 1, 7, 1]), "outside"),
        (np.zeros((4, 2)), np.array([0, 1]), "4 predictions against 2 labels|rows against"),
        (np.zeros((0, 2)), np.array([], dtype=int), "label"),
    ],
)
def test_numbers_that_cannot_be_scored(tmp_path: Path, predictions: Any, labels: Any, says: str) -> None:
    """Predictions and labels that make no score are refused with what is wrong about them."""
    with pytest.raises(TieoutError, match=says):
        _scored(tmp_path, predictions, labels)


def test_one_class_can_be_scored(tmp_path: Path) -> None:
    """Labels of one class are unusual, and have an accuracy."""
    _scored(tmp_path, np.eye(2)[np.zeros(8, dtype=int)], np.zeros(8, dtype=int))


def test_an_array_in_an_unknown_place(tmp_path: Path) -> None:
    """An archive of arrays of which none is called as rows are says what it holds."""
    buffer = io.BytesIO()
    np.savez(buffer, first=np.zeros(3), second=np.zeros(3))
    (tmp_path / "x.npz").write_bytes(buffer.getvalue())
    with pytest.raises(TieoutError, match="first, second"):
        tables.load(str(tmp_path / "x.npz"), None)


END = b"PK\x05\x06"


@pytest.mark.parametrize("way", ["disks", "nameless"])
def test_archives_whose_list_of_contents_is_damaged(tmp_path: Path, way: str) -> None:
    """An archive that says it spans disks, or that has an entry without a name, is refused or read, never a crash."""
    path = tmp_path / "rows.npz"
    np.savez(path, x=np.zeros((2, 2)))
    content = bytearray(path.read_bytes())
    if way == "disks":
        content[content.rindex(END) - 20 : content.rindex(END)] = b"PK\x06\x07" + b"\x01\x00\x00\x00" * 4
    else:
        at = content.rindex(b"PK\x01\x02")
        content[at + 28 : at + 30] = b"\x00\x00"
        content[at + 46 : at + 46 + len("x.npy")] = b""
    path.write_bytes(bytes(content))
    with pytest.raises(TieoutError):
        tables.load(str(path), None)


def test_a_graph_that_takes_nothing(tmp_path: Path) -> None:
    """An ONNX graph of a constant has no rows to score."""
    onnx = pytest.importorskip("onnx")
    make = onnx.helper
    value = onnx.numpy_helper.from_array(np.zeros(2, dtype=np.float32), "c")
    given = make.make_tensor_value_info("o", onnx.TensorProto.FLOAT, [2])
    graph = make.make_graph([make.make_node("Constant", [], ["o"], value=value)], "g", [], [given])
    onnx.save(make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=8), tmp_path / "m.onnx")
    with pytest.raises(TieoutError, match="takes or gives nothing"):
        models.load(str(tmp_path / "m.onnx"))
