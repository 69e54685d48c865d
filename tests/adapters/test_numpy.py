"""The numpy adapter on real files."""

from __future__ import annotations

import io
import os
import pickle
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.numpy import ADAPTER
from tieout.arrays import digest
from tieout.core.values import file_digest

A = np.arange(12.0).reshape(4, 3)
B = np.array([1, 0, 1, 1])


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
        np.save("a", A)
        np.savez("ab.npz", A, labels=B)
        np.savetxt("a.txt", A)
        with np.load("ab.npz") as archive:
            taken = [archive["labels"], archive["arr_0"], archive.f.labels]
        read = [np.load("a.npy"), np.loadtxt("a.txt"), np.genfromtxt("a.txt")]
        return pickle.dumps([*taken, *read, np.save, np.load]) + Path("a.npy").read_bytes() + Path("a.txt").read_bytes()

    def faulty(self) -> None:
        np.load("nothing.npy")

    def test_the_adapter_can_be_imported_without_its_framework(self) -> None:
        """numpy is what every recording needs, so there is nothing to do without."""
        assert "numpy" in (Path(__file__).parents[2] / "pyproject.toml").read_text()


def test_a_saved_array_is_known_by_content_when_it_is_loaded(tape: RecordingTape) -> None:
    np.save("predictions", A)
    result = np.load("predictions.npy")

    saved, loaded = tape.files
    assert (saved.path, saved.action, saved.holds) == ("predictions.npy", "saved", "array")
    assert (loaded.path, loaded.action, loaded.data is result) == ("predictions.npy", "loaded", True)
    assert saved.digest == loaded.digest == file_digest("predictions.npy")
    assert saved.arrays == loaded.arrays == {"": digest(A)}
    assert loaded.where.line == saved.where.line + 1


def test_arrays_of_an_archive_are_told_when_they_are_taken_out(tape: RecordingTape) -> None:
    np.savez_compressed("both", A, labels=B)
    with np.load("both.npz") as archive:
        for key in archive:
            archive[key]
        archive["labels"]

    saved, opened, *taken = tape.files
    assert saved.arrays == {"arr_0": digest(A), "labels": digest(B)}
    assert (opened.data, opened.facts) == (None, {"keys": ["labels", "arr_0"]})
    assert [t.arrays for t in taken] == [{"labels": digest(B)}, {"arr_0": digest(A)}]
    assert {t.digest for t in taken} == {saved.digest}
    np.testing.assert_array_equal(taken[0].data, B)


def test_a_mapped_file_is_not_read(tape: RecordingTape) -> None:
    np.save("big.npy", A)
    np.load("big.npy", mmap_mode="r")

    assert (tape.files[1].digest, tape.files[1].arrays) == ("", {})


def test_a_file_still_open_gets_its_digest_once_closed(tape: RecordingTape) -> None:
    with open("a.npy", "wb") as file:
        np.save(file, A)
        assert tape.files[0].digest == ""
        file.write(b"more")
    np.savetxt("b.txt", B)

    assert tape.files[0].digest == file_digest("a.npy")


def test_buffers_and_libraries_are_not_told(tape: RecordingTape) -> None:
    buffer = io.BytesIO()
    np.save(buffer, A)
    names: dict[str, object] = {"np": np, "__name__": "library"}
    exec(compile("def save(a): np.save('inner.npy', a)", "library.py", "exec"), names)
    names["save"](A)

    assert tape.files == []
    assert os.path.exists("inner.npy")


def test_thousands_of_small_files_on_one_line_are_told_in_part(tape: RecordingTape) -> None:
    np.save("a.npy", A)
    for _ in range(200):
        np.load("a.npy")

    assert len(tape.files) == 65
