"""The names that labels have by the list that gave classes their numbers in training, where it is another list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Pass
from tieout.core.view import Recipe
from tieout.renaming import renamed
from tieout.replay.feeding.codes import COMMON, Codes, codes_of, encoders_of
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER

Array = NDArray[Any]
SIGMAS = 3.0  # by which the score has to gain
FEWEST = 20  # rows


def names_by_list(run: Any, passed: Pass, recipe: Recipe) -> dict[Any, Any]:
    """Give the class that each label stood for in training, as lists of classes say and the score bears out.

    Lists are what gave names their numbers: an encoder, `map` with a table, a vocabulary in a file. Nothing where both
    runs have one list, where no list is known, or where the model answers no better by the other one.
    """
    training, labels = run.training_of(passed), np.asarray(recipe.trial.labels)
    numbers = labels.ravel()
    if training is None or not training.encoders or passed.updates or len(labels) < FEWEST:
        return {}
    if numbers.size != len(labels) or numbers.dtype.kind not in "iuf" or (numbers != np.rint(numbers)).any():
        return {}
    theirs = [codes for step in training.encoders for codes in codes_of(step)]
    sign = -1.0 if recipe.metric in LOWER_IS_BETTER else 1.0
    for codes in _lists_of(run, passed, numbers):
        other = max(theirs, key=codes.common, default=None)
        if other is None or codes.common(other) < COMMON:
            continue
        names = _moved(codes, other, numbers)
        if not names:
            continue
        change, error = run.gain(passed, recipe.trial, recipe.trial.with_(labels=renamed(labels, names)))
        if sign * change > max(SIGMAS * error, 1e-9):
            return names
    return {}


def _lists_of(run: Any, passed: Pass, numbers: Array) -> Iterator[Codes]:
    """Give the lists that may have made these labels: those whose numbers they are, the latest first."""
    held = np.sort(numbers.astype(np.int64))
    known = np.unique(held)
    files = [f for f in run.tape.files if f.action == "loaded" and f.seq <= passed.seq]
    for step in reversed(encoders_of([s for s in run.tape.steps if s.seq <= passed.seq], files)):
        made = as_numpy(step.outputs) if step.outputs is not None else None
        if made is not None and not (made.size == len(held) and np.array_equal(np.sort(made.ravel()), held)):
            continue
        yield from (codes for codes in codes_of(step) if np.isin(known, codes.numbers).all())


def _moved(codes: Codes, other: Codes, numbers: Array) -> dict[Any, Any]:
    """Give the numbers that stand for another class in the other list, none where two classes would fall together."""
    theirs = dict(zip(other.words, other.numbers, strict=True))
    held = set(np.unique(numbers.astype(np.int64)).tolist())
    own = {number: word for word, number in zip(codes.words, codes.numbers, strict=True) if number in held}
    if len(own) < len(held) or not all(word in theirs for word in own.values()):
        return {}
    names = {number: theirs[word] for number, word in own.items()}
    if len(set(names.values())) < len(names):
        return {}
    return {old: new for old, new in names.items() if old != new}
