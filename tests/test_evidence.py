"""A helper that both runs went through is innocent: the line behind it is named that handed it what it was handed."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tieout.arrays import row_ids, shared_rows
from tieout.core.pair import Side
from tieout.core.recording import Examination as Kept
from tieout.core.recording import FileRecord, PassRecord, Recording, TrainingRecord, Values
from tieout.core.score import Score, Where
from tieout.evidence import handed_at, loading_line, told_apart

LOAD, TRAIN, TEST = Where("kit/trainer.py", 40), Where("train.py", 12), Where("test.py", 8)


def loaded(*stack: Where) -> FileRecord:
    return FileRecord("net.pt", "d", "loaded", "state", stack[0], 3, {"weight": "w"}, stack)


def recording(name: str, *files: FileRecord, trained: tuple[Where, ...] = ()) -> Recording:
    one = PassRecord("p1", "Net", "torch", "forward", LOAD, 8, 1, True, 1, 2, {}, None, None, stack=trained)
    model = TrainingRecord("Net", 8, None, None, None, None, None)
    plain = Recording(1, name, "", "", (), "ok", {}, files=files)
    return replace(plain, passes=(one,), training=(model,)) if trained else plain


def side(kept: Recording) -> Side:
    score = Score("s1", "accuracy", 0.5, kept.name, TEST, metric="accuracy")
    return Side(kept, score, Kept("s1", 0.5, (), {0: Values(0.5)}), None, Values(0.5))


def test_a_module_that_trained_too_was_told_what_to_build() -> None:
    """Settings come from the line that calls the module; a module of the test alone is where they were lost."""
    own = [loaded(LOAD, TEST)]
    there = recording("train", trained=(Where("kit/trainer.py", 21), TRAIN))
    assert handed_at(LOAD, own, [there]) == TEST
    assert handed_at(LOAD, own, [recording("train", trained=(TRAIN,))]) == LOAD
    assert handed_at(LOAD, own, [recording("earlier", loaded(LOAD, TEST))]) == LOAD  # which trained nothing
    assert handed_at(TEST, [loaded(TEST)], [there]) == TEST
    assert handed_at(LOAD, [loaded(LOAD, TRAIN)], [there]) == LOAD  # one program both trains and tests
    assert handed_at(None, [], [there]) is None


def test_a_load_of_both_runs_is_innocent() -> None:
    """What both scores had loaded by one line differs by what that line was given."""
    file = loaded(LOAD, TEST)
    closing = side(recording("test", file))
    assert loading_line(file, side(recording("train", loaded(LOAD, TRAIN))), closing) == TEST
    assert loading_line(file, side(recording("train")), closing) == LOAD
    assert loading_line(file, side(recording("test", file)), closing) == LOAD
    assert loading_line(file, side(recording("before", file)), closing) == LOAD  # the same program run twice


def rows_of(inputs: np.ndarray, labels: np.ndarray) -> Side:
    ids = row_ids(inputs[:, None])
    return replace(side(recording("test")), ids=ids, raw_ids=ids, truth=labels)


def test_rows_are_told_apart_by_their_labels_too() -> None:
    """Where most inputs come with several labels, as customers do with what they bought, inputs alone are no rows."""
    rng = np.random.default_rng(2)
    customers = np.arange(300)
    bought = rng.permutation(2400).reshape(300, 8)
    one, other = rows_of(customers, bought[:, 0]), rows_of(np.repeat(customers, 2), bought[:, 1:3].ravel())
    known = replace(one, training_ids=row_ids(np.repeat(customers, 5)[:, None]), training_labels=bought[:, 3:].ravel())
    for pair in ((one, other), (known, rows_of(customers, bought[:, 1]))):
        first, last = told_apart(*pair)
        shared = shared_rows(first.known_ids, last.known_ids)
        assert shared is not None
        assert shared.shared_of_first == 0.0
    again = rows_of(customers, bought[:, 0])
    first, last = told_apart(known, again)
    shared = shared_rows(first.known_ids, last.known_ids)
    assert shared is not None
    assert shared.same
    assert told_apart(one, again) == (one, again)
