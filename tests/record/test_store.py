"""A recording reads back as it was written, and whatever else lies in its place is a clear error and nothing more."""

from __future__ import annotations

import copy
import dataclasses
import json
import math
import os
import pickle
import zipfile
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieout.core.recording import (
    Examination,
    FactorRecord,
    FileRecord,
    PassRecord,
    Recording,
    StateRecord,
    StepRecord,
    TrainingRecord,
    Values,
)
from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Hazard
from tieout.errors import TieoutError
from tieout.record import store

WHERE = Where("test.py", 12)
SCORE = Score("s1", "accuracy", 0.75, "run", WHERE, "accuracy", 1.0, "p1", 4, ("printed",))
EXAMINATION = Examination(
    "s1",
    0.75,
    (
        FactorRecord("mode.dropout-active", "mistake", WHERE, "dropout was on", "call eval()", "m", measured=True),
        FactorRecord("data.order", "mistake", None, "order", "", "o", measured=False, hazard=False),
    ),
    {0: Values(0.75, (0.7, 0.8)), 1: Values(0.9, (0.9, 0.9))},
    {"abc": Values(0.5)},
    (Acquittal("metric.broadcast", "same shapes"),),
    (Acquittal("preprocessing.refit", "no transforms seen"),),
    "accuracy",
    "row-s1",
    rows=120,
)
RECORDING = Recording(
    format=store.FORMAT,
    name="run",
    directory="",
    started="2026-01-01T00:00:00+00:00",
    argv=("test.py", "--batch", "32"),
    ended="ok",
    host={"python": "3.11"},
    scores=(SCORE, Score("s2", "loss", math.nan, "run", None)),
    passes=(
        PassRecord(
            "p1", "Net", "torch", "forward", WHERE, 120, 4, False, 0, 3, {"dropout:active": 8}, "abc", None, "ids-p1",
            loader={"rows": 120, "drop_last": False, "shuffle": None, "file": None, "line": None},
        ),
    ),
    states={"abc": StateRecord("abc", "Net", {"w": "1f"}, {"w": "weights-1f"}, ("b",))},
    training=(
        TrainingRecord(
            model="Net", rows=400, ids=None, raw_ids=None, labels=None, sample=None, raw_sample=None,
            steps=(StepRecord("estimator", "StandardScaler", "sklearn", {"with_mean": True}, WHERE, None, "d"),),
            norms={"bn": WHERE},
        ),
    ),
    files=(FileRecord("net.pt", "2a", "loaded", "checkpoint", WHERE, 2, {"w": "1f"}),),
    examinations={"s1": EXAMINATION},
    hazards=(Hazard("metric.broadcast", "mistake", WHERE, "shapes", "squeeze", "run"),),
    linked=("train",),
    dropped={"input batches": 2},
    faults=("torch.save: OSError",),
)  # fmt: skip
ARRAYS = {"ids-p1": np.arange(6, dtype=np.uint64), "row-s1": np.ones(6), "names": np.array(["a", "bc"])}


@pytest.fixture
def base(tmp_path: Path) -> Path:
    """Give a folder that holds one recording."""
    store.write(tmp_path, RECORDING, ARRAYS)
    return tmp_path


def edited(base: Path, change: Any) -> None:
    """Change the JSON of the recording by hand."""
    path = base / "run" / store.FILE
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


def test_what_was_written_is_read_back(base: Path) -> None:
    """Every field comes back as what it was, NaN among the scores too."""
    found = store.read(base, "run")

    assert str(found.scores[1].value) == "nan"
    assert repr(found) == repr(replaced(RECORDING, base))
    arrays = store.ArrayFile(found)
    for name, array in ARRAYS.items():
        assert np.array_equal(arrays(name), array)
    assert arrays("never kept") is None


@pytest.mark.parametrize(
    ("array", "stored"),
    [
        (np.arange(9000) % 7, 9000),
        (np.arange(9000) % 300, 18000),
        (-(np.arange(9000) % 100), 9000),
        (np.arange(9000) % 3.0, 9000),
        (np.arange(9001) % 2.0, 1126),
        (np.arange(9000, dtype=np.float32) % 2, 1125),
        (np.arange(20000) % 2 > 0, 2500),
        (np.arange(9000) % 2 - 0.5, 72000),
        (np.where(np.arange(9000) == 5, np.nan, 1.0), 72000),
        (np.where(np.arange(9000) == 5, -0.0, 1.0), 72000),
        (np.arange(9000, dtype=np.uint64) * np.uint64(2**34 + 1), 54000),
        (np.arange(9000, dtype=np.uint64) * np.uint64(2**50 + 1), 72000),
    ],
)
def test_whole_numbers_take_the_bytes_they_need(tmp_path: Path, array: Any, stored: int) -> None:
    """Labels and hits come back bit by bit in the type they had, however they are stored."""
    store.write(tmp_path, RECORDING, {"labels": array})

    found = store.ArrayFile(store.read(tmp_path, "run"))("labels")

    assert found.dtype == array.dtype
    assert found.tobytes() == array.tobytes()
    assert abs((tmp_path / "run" / store.ARRAYS).stat().st_size - stored) < 1000


def test_ids_of_an_older_format_are_shortened(tmp_path: Path) -> None:
    """Rows recorded when ids had 64 bits are still found among those of today."""
    ids = np.arange(9000, dtype=np.uint64) * np.uint64(2**50 + 1)
    store.write(tmp_path, dataclasses.replace(RECORDING, format=2), {"ids-p1": ids})

    found = store.ArrayFile(store.read(tmp_path, "run"))("ids-p1")

    assert np.array_equal(found, ids >> np.uint64(16))


def test_a_type_that_no_recording_has_is_refused(tmp_path: Path) -> None:
    """The type behind a name comes from the file, and is not believed: it could make a small file a large array."""
    store.write(tmp_path, RECORDING, {"labels~<U4000": np.arange(10)})

    with pytest.raises(TieoutError, match="cannot be read"):
        store.ArrayFile(store.read(tmp_path, "run"))("labels")


def replaced(recording: Recording, base: Path) -> Recording:
    changed = copy.copy(recording)
    object.__setattr__(changed, "directory", str(base / recording.name))
    return changed


def test_a_renamed_folder_renames_the_recording(base: Path) -> None:
    """The folder is the name, so a copy of a recording is another one."""
    (base / "run").rename(base / "baseline")

    found = store.read(base, "baseline")

    assert found.name == "baseline"
    assert {score.run for score in found.scores} == {"baseline"}


def test_names_are_given_in_order_of_writing(base: Path) -> None:
    """The oldest run comes first, and a folder without a recording is none."""
    for at, name in enumerate(("late", "early")):
        store.write(base, Recording(1, name, "", "", (), "ok", {}), {})
        os.utime(base / name / store.FILE, ns=(10**9 * (2 - at),) * 2)
    (base / "empty").mkdir()

    assert store.names(base) == ["early", "late", "run"]
    assert store.names(base / "nowhere") == []


@pytest.mark.parametrize(
    ("wanted", "name"),
    [("train", "train"), ("run", "run-2"), ("../../etc/x", "etc-x"), ("..", "run-2"), ("a b\0c", "a-b-c")],
)
def test_a_free_name_stays_in_its_folder(base: Path, wanted: str, name: str) -> None:
    """A name that is taken gets a number, and none leads out of the folder."""
    assert store.free_name(base, wanted) == name


def test_a_write_that_fails_leaves_the_old_recording(base: Path) -> None:
    """A reader never sees a part: the file is put in place whole or not at all."""
    before = (base / "run" / store.FILE).read_bytes()
    broken = replaced(RECORDING, base)
    object.__setattr__(broken, "host", {"bad": object()})

    with pytest.raises(TypeError):
        store.write(base, broken, ARRAYS)

    assert (base / "run" / store.FILE).read_bytes() == before
    assert sorted(p.name for p in (base / "run").iterdir()) == [store.ARRAYS, store.FILE]


def test_no_such_recording_is_said(base: Path) -> None:
    """A name that nothing was recorded under is not a damaged recording."""
    with pytest.raises(TieoutError, match="no-such-run"):
        store.read(base, "other")


@pytest.mark.parametrize("keep", [0, 1, 40, -1])
def test_a_truncated_recording_is_said(base: Path, keep: int) -> None:
    """A file that was cut short names its folder and says what to do with it."""
    path = base / "run" / store.FILE
    path.write_bytes(path.read_bytes()[:keep])

    with pytest.raises(TieoutError, match="unreadable-recording") as info:
        store.read(base, "run")

    assert str(base / "run") in info.value.fix


EDITS: dict[str, Any] = {
    "wrong type": lambda d: d.update(name="x", scores="many"),
    "score as text": lambda d: d["scores"][0].update(value="0.75"),
    "flag for a number": lambda d: d["passes"][0].update(rows=True),
    "unknown kind": lambda d: d["hazards"][0].update(kind="evil"),
    "kind that cannot be hashed": lambda d: d["hazards"][0].update(kind=[{}]),
    "missing field": lambda d: d["scores"][0].pop("value"),
    "mask that is no number": lambda d: d["examinations"]["s1"]["values"].update(x={"value": 1}),
    "missing mask": lambda d: d["examinations"]["s1"]["values"].pop("1"),
    "number without end": lambda d: d["scores"][0].update(value=10**400),
    "scale of nothing": lambda d: d["scores"][0].update(scale=0.0),
    "scale that is no number": lambda d: d["scores"][0].update(scale=math.nan),
    "factors without values": lambda d: d["examinations"]["s1"].update(factors=d["examinations"]["s1"]["factors"] * 40),
    "no format": lambda d: d.pop("format"),
    "format zero": lambda d: d.update(format=0),
    "format as text": lambda d: d.update(format="1"),
}


@pytest.mark.parametrize("edit", EDITS)
def test_an_edited_recording_is_said(base: Path, edit: str) -> None:
    """What is not of its type, or cannot be reckoned with, is refused."""
    edited(base, EDITS[edit])

    with pytest.raises(TieoutError, match="unreadable-recording"):
        store.read(base, "run")


def test_unknown_fields_are_passed_over(base: Path) -> None:
    """A field that this version does not know does no harm."""
    edited(base, lambda d: (d.update(colour="red"), d["scores"][0].update(mood=3)))

    assert store.read(base, "run").scores[0] == SCORE


def test_a_newer_format_is_said(base: Path) -> None:
    """A recording of a later version asks for that version."""
    edited(base, lambda d: d.update(format=store.FORMAT + 1, scores="of another kind"))

    with pytest.raises(TieoutError, match="newer-format") as info:
        store.read(base, "run")

    assert "upgrade" in info.value.fix


def test_deep_nesting_is_said(base: Path) -> None:
    """Brackets without end are no way to crash the reader."""
    (base / "run" / store.FILE).write_text("[" * 100_000, "utf-8")

    with pytest.raises(TieoutError, match="unreadable-recording"):
        store.read(base, "run")


def test_a_huge_recording_is_not_even_read(base: Path) -> None:
    """A file beyond any recording's size is refused by its size."""
    path = base / "run" / store.FILE
    os.truncate(path, store.LARGEST_JSON + 1)

    with pytest.raises(TieoutError, match="larger than any recording"):
        store.read(base, "run")


class Evil:
    """Would run code if it were unpickled."""

    def __reduce__(self) -> tuple[Any, tuple[str]]:
        return os.mkdir, ("unpickled",)


def _pickled(path: Path) -> None:
    np.savez(path, **{"ids-p1": np.array([Evil()], dtype=object)})


def _bare_pickle(path: Path) -> None:
    path.write_bytes(pickle.dumps(Evil()))


def _bomb(path: Path) -> None:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        header = b"\x93NUMPY\x01\x00v\x00" + str({"descr": "<u8", "fortran_order": False, "shape": (1 << 22,)}).encode()
        archive.writestr("ids-p1.npy", header.ljust(128) + bytes(8 << 22))


def _huge_header(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        header = b"\x93NUMPY\x01\x00v\x00" + str({"descr": "<u8", "fortran_order": False, "shape": (1 << 60,)}).encode()
        archive.writestr("ids-p1.npy", header.ljust(127) + b"\n")


def _no_array(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("ids-p1", b"text")


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-40])


def _flipped(path: Path) -> None:
    data = bytearray(path.read_bytes())
    data[data.index(b"\x93NUMPY") + 140] ^= 0xFF
    path.write_bytes(bytes(data))


@pytest.mark.parametrize("damage", [_pickled, _bare_pickle, _bomb, _huge_header, _no_array, _cut, _flipped])
def test_damaged_arrays_are_said(
    base: Path, damage: Any, monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """Arrays that are cut, packed, pickled or no arrays are refused, and nothing in them is run."""
    here = tmp_path_factory.mktemp("here")
    monkeypatch.chdir(here)
    damage(base / "run" / store.ARRAYS)

    with pytest.raises(TieoutError, match="unreadable-recording"):
        store.ArrayFile(store.read(base, "run"))("ids-p1")

    assert list(here.iterdir()) == []


def test_without_arrays_nothing_is_known(base: Path) -> None:
    """The scores of a recording can be read without its arrays."""
    (base / "run" / store.ARRAYS).unlink()

    assert store.ArrayFile(store.read(base, "run"))("ids-p1") is None


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=6) | st.just(10**400),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)
PLAIN = json.loads(json.dumps(store._plain(RECORDING)))


def places(data: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """List the way to every value inside."""
    inner = data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ()
    return [path, *(p for key, value in inner for p in places(value, (*path, key)))]


PLACES = [path for path in places(PLAIN) if path]


@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=st.lists(st.tuples(st.sampled_from(PLACES), JSON), min_size=1, max_size=3), drop=st.booleans())
def test_whatever_is_edited_reads_or_is_said(tmp_path: Path, changes: list[tuple[Any, ...]], drop: bool) -> None:
    """Any change of any field gives a recording or a TieoutError."""
    data = copy.deepcopy(PLAIN)
    for path, value in changes:
        inside = data
        for key in path[:-1]:
            inside = inside[key] if isinstance(inside, dict) and key in inside else None
            if inside is None:
                break
        if isinstance(inside, dict):
            if drop:
                inside.pop(path[-1], None)
            else:
                inside[path[-1]] = value
        elif isinstance(inside, list) and isinstance(path[-1], int) and path[-1] < len(inside):
            inside[path[-1]] = value
    home = tmp_path / "run"
    home.mkdir(exist_ok=True)
    (home / store.FILE).write_text(json.dumps(data), "utf-8")

    try:
        found = store.read(tmp_path, "run")
    except TieoutError:
        return
    assert isinstance(found, Recording)


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.binary(max_size=64) | JSON.map(lambda value: json.dumps(value).encode()))
def test_whatever_lies_there_is_said(tmp_path: Path, data: bytes) -> None:
    """Bytes that are no recording are a TieoutError."""
    home = tmp_path / "run"
    home.mkdir(exist_ok=True)
    (home / store.FILE).write_bytes(data)

    with pytest.raises(TieoutError):
        store.read(tmp_path, "run")
