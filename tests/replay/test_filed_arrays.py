"""Predictions that came out of arrays in files, and labels that stand in columns of tables."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd

from tieout.core.passes import Loaded, Pass
from tieout.core.recording import FileRecord, Recording
from tieout.core.score import Where
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.rows.keys import names_of_rows
from tieout.replay.tracing.filed_arrays import labels_of_filed, passes_of_arrays
from tieout.replay.tracing.tabled import label_columns
from tieout.replay.tracing.unseen import from_standard

RNG = np.random.default_rng(3)
LINE = Where("score.py", 8)
NAMES = ["ash", "elm", "fir", "oak"]


def loaded(path: str, data: Any, where: Where = LINE, holds: str = "array", seq: int = 1) -> Loaded:
    """Give a file that was read."""
    return Loaded(path, f"digest of {path}", "loaded", holds, where, data=data, seq=seq)


def tape_of(*files: Loaded) -> Any:
    """Give a tape of a program in which no model ran."""
    return SimpleNamespace(files=list(files), passes=[], meets={}, compares={})


def parts() -> list[Loaded]:
    """Give three parts of predictions in the order of their names: the eleventh before the third."""
    sizes = {"part-1": 12, "part-10": 5, "part-2": 12}
    return [loaded(name, RNG.random((size, 4))) for name, size in sizes.items()]


def test_arrays_of_one_line_are_one_pass() -> None:
    """What a line read in a loop belongs together; names of classes, and what another line read, do not."""
    tape = tape_of(loaded("classes", np.array(NAMES)), *parts(), loaded("other", RNG.random(30), Where("score.py", 20)))
    made = list(passes_of_arrays(tape, 9))
    assert [passed.total_rows for passed in made] == [29, 30]
    assert [p.id for p in passes_of_arrays(tape, 9)] == [p.id for p in made] == [p.id for p in tape.passes]


def test_a_program_with_a_model_has_no_such_pass() -> None:
    """There the predictions are the model's."""
    tape = tape_of(*parts())
    tape.passes = [SimpleNamespace(training=False, kind="predict")]
    assert list(passes_of_arrays(tape, 9)) == []


def run_that_saved(*paths: str) -> Recording:
    """Give a run that saved files, in this order."""
    files = tuple(FileRecord(path, f"digest of {path}", "saved", "array", None, at) for at, path in enumerate(paths))
    return Recording(1, "predict", "", "", (), "ok", {}, files=files)


def labels_by_parts(passed: Pass, *paths: str) -> list[list[int]]:
    """Give the labels that rows numbered in order have after that."""
    used = np.arange(29)
    return [own.tolist() for own in labels_of_filed([], [run_that_saved(*paths)], passed, None, used)]


def test_labels_follow_the_order_in_which_parts_were_saved() -> None:
    """Rows of the part that was read too early have the last labels."""
    (passed,) = passes_of_arrays(tape_of(*parts()), 9)
    told = labels_by_parts(passed, "part-1", "part-2", "part-10")
    assert told == [[*range(12), *range(24, 29), *range(12, 24)]]


def test_parts_in_order_or_of_another_run_say_nothing() -> None:
    """Nothing is told of the order where it is right, and where the files are not known."""
    (passed,) = passes_of_arrays(tape_of(*parts()), 9)
    assert labels_by_parts(passed, "part-1", "part-10", "part-2") == []
    assert labels_by_parts(passed, "part-1", "part-2") == []


def test_labels_are_columns_of_classes_that_were_not_fed() -> None:
    """Measurements, names of rows and columns that the model was given are no labels."""
    words = RNG.choice(NAMES[:3], 60)
    flag = RNG.integers(0, 2, 60)
    fed = np.stack([flag, RNG.random(60)], axis=1)
    table = pd.DataFrame({"id": np.arange(60), "flag": flag, "size": fed[:, 1], "tree": words})
    tape = tape_of(loaded("plots.csv", table, holds="table"), loaded("trees.json", NAMES, holds="object"))
    told = list(label_columns(tape, 60, [(fed,)], 4))
    assert [column.tolist() for column in told] == [words.tolist(), [NAMES.index(word) for word in words]]
    assert len(list(label_columns(tape, 60, [(fed,)], 7))) == 1  # the list has as many words as there are outputs
    assert list(label_columns(tape, 59, [(fed[:59],)], 4)) == []


def archive(place: Path) -> tuple[Loaded, np.ndarray, np.ndarray]:
    """Give an archive of predictions whose names of rows nobody asked for, its predictions and its names."""
    names, said = RNG.permutation(400)[:120], RNG.random((120, 3))
    np.savez(place / "p.npz", said=said, names=names)
    whole = Loaded(str(place / "p.npz"), "", "loaded", "array", LINE, facts={"keys": ["said", "names"]})
    return whole, said, names


def test_rows_are_named_by_what_stood_beside_the_predictions(tmp_path: Path) -> None:
    """Labels of a table that names the rows are brought into the order of the predictions."""
    whole, said, names = archive(tmp_path)
    kinds = RNG.choice(NAMES[:3], 120)
    table = pd.DataFrame({"row": names, "kind": kinds}).sort_values("row", ignore_index=True)
    tape = tape_of(whole, loaded("p.npz", said), loaded("labels.csv", table, holds="table"))
    (passed,) = passes_of_arrays(tape, 9)
    used = table["kind"].to_numpy()
    found = {tuple(own) for own in labels_of_filed(tape.files, [], passed, said, used)}
    assert found == {tuple(kinds)}
    told = [column.tolist() for column in label_columns(tape, 120, (), 3)]
    assert told == [used.tolist(), kinds.tolist()]


def test_an_archive_that_is_gone_names_nothing(tmp_path: Path) -> None:
    """What cannot be read any more is left out."""
    whole, said, _ = archive(tmp_path)
    (tmp_path / "p.npz").unlink()
    assert list(names_of_rows([whole, loaded("p.npz", said)], 120)) == []


def test_an_accuracy_of_few_digits_is_taken_for_one_where_only_files_are_scored() -> None:
    """Of 40 rows it never has more digits; beside a model any number could be it by accident."""
    labels = np.repeat(np.arange(4), 10)
    said = np.eye(4)[np.where(np.arange(40) % 4 == 0, (labels + 1) % 4, labels)]
    table = pd.DataFrame({"kind": np.array(NAMES)[labels]})
    tape = tape_of(loaded("p.npy", said), loaded("labels.csv", table, holds="table"))
    tape.drawings = []
    (passed,) = passes_of_arrays(tape, 9)
    ((_, recipe),) = from_standard(tape, 0.75, 9, PassFacts(tape, passed, None), predictions_only=True)
    assert recipe.metric == "accuracy"
    assert list(from_standard(tape, 0.75, 9, PassFacts(tape, passed, None))) == []
    assert list(from_standard(tape, 0.7, 9, PassFacts(tape, passed, None), predictions_only=True)) == []
