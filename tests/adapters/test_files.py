"""The files adapter: pickle, json and joblib on real files."""

from __future__ import annotations

import gzip
import json
import pickle
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import joblib
import numpy as np
import pytest
from sklearn.linear_model import LinearRegression
from sklearn.preprocessing import StandardScaler

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.files import ADAPTER, ADAPTERS
from tieout.arrays import digest
from tieout.core.values import file_digest

A = np.arange(12.0).reshape(4, 3)


@pytest.fixture(autouse=True)
def _in_a_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def tape() -> Iterator[RecordingTape]:
    tape = RecordingTape()
    undo = [adapter.watch(tape) for adapter in ADAPTERS]
    yield tape
    for one in undo:
        one()
    assert tape.faults == []


class Standard(AdapterContract):
    def test_the_adapter_can_be_imported_without_its_framework(self) -> None:
        """The standard library is always there."""
        assert self.adapter.supports == ""


class TestPickle(Standard):
    adapter = ADAPTER

    def script(self) -> bytes:
        with open("a.pkl", "wb") as file:
            pickle.dump({"a": A, "f": pickle.dumps}, file, protocol=4)
        with open("a.pkl", "rb") as file:
            back = pickle.load(file)
        return Path("a.pkl").read_bytes() + back["a"].tobytes()

    def faulty(self) -> None:
        with open("a.pkl", "wb") as file:
            pickle.dump(lambda: None, file)


class TestJson(Standard):
    adapter = ADAPTERS[1]

    def script(self) -> bytes:
        with open("a.json", "w") as file:
            json.dump({"a": [1, 2]}, file, indent=1)
        with open("a.json") as file:
            return repr(json.load(file, parse_int=float)).encode() + Path("a.json").read_bytes()

    def faulty(self) -> None:
        Path("a.json").write_text("{")
        with open("a.json") as file:
            json.load(file)


class TestJoblib(AdapterContract):
    adapter = ADAPTERS[2]

    def script(self) -> bytes:
        names = joblib.dump(StandardScaler().fit(A), "scaler.joblib", compress=3)
        back = joblib.load("scaler.joblib")
        return repr(names).encode() + Path("scaler.joblib").read_bytes() + back.transform(A).tobytes()

    def faulty(self) -> None:
        joblib.load("nothing.joblib")


def test_an_estimator_carries_the_digests_of_its_numbers_through_a_file(tape: RecordingTape) -> None:
    model = LinearRegression().fit(A, A[:, 0])
    joblib.dump(model, "model.joblib")
    result = joblib.load(filename="model.joblib")

    saved, loaded = tape.files
    assert (saved.path, saved.action, saved.holds, saved.data is model) == ("model.joblib", "saved", "estimator", True)
    assert (loaded.action, loaded.holds, loaded.data is result) == ("loaded", "estimator", True)
    assert saved.digest == loaded.digest == file_digest("model.joblib")
    assert saved.arrays["coef_"] == loaded.arrays["coef_"] == digest(model.coef_)
    assert loaded.facts["type"].endswith("LinearRegression")


def test_a_pickle_is_known_by_its_content_after_closing(tape: RecordingTape) -> None:
    with open("a.pkl", "wb") as file:
        pickle.dump({"x": A}, file)
    with open("a.pkl", "rb") as file:
        pickle.load(file)

    saved, loaded = tape.files
    assert saved.digest == loaded.digest == file_digest("a.pkl")
    assert saved.arrays == loaded.arrays == {"x": digest(A)}
    assert saved.where.line == loaded.where.line - 2


def test_the_digest_is_there_when_the_file_object_is_gone_or_the_run_is_over(tmp_path: Path) -> None:
    tape = RecordingTape()
    undo = ADAPTER.watch(tape)
    pickle.dump([A], open("dropped.pkl", "wb"))  # noqa: SIM115 - as scripts do
    kept = open("kept.pkl", "wb")  # noqa: SIM115 - as scripts do
    pickle.dump([A], kept)
    kept.close()
    assert [f.digest != "" for f in tape.files] == [True, False]
    undo()

    assert tape.files[0].digest == file_digest(str(tmp_path / "dropped.pkl"))
    assert tape.files[1].digest == file_digest("kept.pkl")


def test_json_and_compressed_pickles_are_told(tape: RecordingTape) -> None:
    with open("classes.json", "w") as file:
        json.dump({"cat": 0, "dog": 1}, file)
    with open("classes.json") as file:
        classes = json.load(file)
    with gzip.open("a.pkl.gz", "wb") as packed:
        pickle.dump(A, packed)

    assert [(f.path, f.action, f.holds) for f in tape.files] == [
        ("classes.json", "saved", "object"),
        ("classes.json", "loaded", "object"),
        (str(Path("a.pkl.gz")), "saved", "array"),
    ]
    assert tape.files[1].data is classes


def test_what_libraries_read_is_not_told(tape: RecordingTape) -> None:
    names: dict[str, Any] = {"json": json}
    Path("config.json").write_text("{}")
    exec(compile("def read(): return json.load(open('config.json'))", "library.py", "exec"), names)

    assert names["read"]() == {}
    assert tape.files == []
