"""The pandas adapter on real files."""

from __future__ import annotations

import io
import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.pandas import ADAPTER
from tieout.core.values import file_digest

FRAME = pd.DataFrame({"id": [7, 3, 5], "name": ["x", "y", "x"], "size": [0.5, 1.5, 2.5], "label": [1, 0, 1]})


@pytest.fixture
def tape(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[RecordingTape]:
    monkeypatch.chdir(tmp_path)
    tape = RecordingTape()
    undo = ADAPTER.watch(tape)
    yield tape
    undo()
    assert tape.faults == []


@pytest.mark.usefixtures("in_a_folder")
class TestContract(AdapterContract):
    adapter = ADAPTER

    @pytest.fixture
    def in_a_folder(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)

    def script(self) -> bytes:
        FRAME.to_csv("a.csv", index=False)
        FRAME["size"].to_csv("b.csv")
        text = FRAME.to_json()
        frames = [pd.read_csv("a.csv"), pd.read_csv("b.csv", index_col=0), *pd.read_csv("a.csv", chunksize=2)]
        return (
            pickle.dumps([text, pd.read_csv, np.random.default_rng(0).random()])
            + "".join(frame.to_csv() for frame in frames).encode()
        )

    def faulty(self) -> None:
        pd.read_csv("nothing.csv")


def test_a_table_is_told_with_its_columns_and_row_keys(tape: RecordingTape) -> None:
    FRAME.to_csv("a.csv", index=False)
    result = pd.read_csv(filepath_or_buffer=Path("a.csv"))

    saved, loaded = tape.files
    assert (saved.path, saved.action, saved.holds, saved.data is FRAME) == ("a.csv", "saved", "table", True)
    assert (loaded.path, loaded.action, loaded.data.equals(result)) == ("a.csv", "loaded", True)
    assert saved.digest == loaded.digest == file_digest("a.csv")
    assert loaded.facts == {"columns": ["id", "name", "size", "label"], "rows": 3, "keys": ["id"]}


def test_other_formats_are_told_once(tape: RecordingTape) -> None:
    FRAME.to_parquet("a.parquet")
    FRAME["label"].to_pickle("labels.pkl")
    pd.read_parquet("a.parquet")
    pd.read_pickle("labels.pkl")

    assert [(f.path, f.action) for f in tape.files] == [
        ("a.parquet", "saved"),
        ("labels.pkl", "saved"),
        ("a.parquet", "loaded"),
        ("labels.pkl", "loaded"),
    ]
    assert tape.files[-1].facts["columns"] == ["label"]


def test_text_in_memory_is_no_file(tape: RecordingTape) -> None:
    FRAME.to_csv()
    FRAME.to_csv(io.StringIO())
    pd.read_csv(io.StringIO("a,b\n1,2\n"))

    assert tape.files == []


def test_a_table_read_in_chunks_is_told_without_its_rows(tape: RecordingTape) -> None:
    FRAME.to_csv("a.csv")
    list(pd.read_csv("a.csv", chunksize=2))

    assert (tape.files[1].data, tape.files[1].facts) == (None, {})


def test_codes_of_categories_are_told_with_the_categories(tape: RecordingTape) -> None:
    """`factorize`, `cat.codes` and `map` with a table each give a step with the categories in the order of codes."""
    name = FRAME["name"]
    codes, _ = pd.factorize(name)
    own, _ = name.factorize()
    accessor = name.astype("category").cat.codes
    mapped = name.map({"y": 4, "x": 9})
    name.map(str.upper)

    told = [(s.name, s.params["categories"].tolist(), s.outputs.tolist()) for s in tape.steps]
    assert told == [
        ("factorize", ["x", "y"], codes.tolist()),
        ("factorize", ["x", "y"], own.tolist()),
        ("cat.codes", ["x", "y"], accessor.tolist()),
        ("map", ["y", "x"], mapped.tolist()),
    ]
    assert tape.steps[3].params["numbers"].tolist() == [4, 9]


def test_a_column_that_the_script_takes_out_is_still_known(tape: RecordingTape) -> None:
    """What was loaded is kept as it was loaded: labels are often popped from the table."""
    FRAME.to_csv("a.csv", index=False)
    table = pd.read_csv("a.csv")
    table.pop("label")
    assert list(tape.files[-1].data.columns) == list(FRAME.columns)
    assert "label" not in table.columns


def test_rows_that_are_drawn_or_put_together_are_told(tape: RecordingTape) -> None:
    """`concat` of rows and `sample` tell what went in and what came out; `concat` of columns is another thing."""
    grown = pd.concat([FRAME, FRAME[FRAME["label"] == 1]])
    drawn = FRAME.sample(5, replace=True, random_state=0)
    pd.concat([FRAME, FRAME], axis=1)
    assert [
        (d.name, len(d.inputs), d.outputs[0] is out) for d, out in zip(tape.drawings, (grown, drawn), strict=True)
    ] == [
        ("concat", 2, True),
        ("sample", 1, True),
    ]
