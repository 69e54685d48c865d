"""Search for categories that a fitted encoder does not know because they are written otherwise than in training."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.view import Refed
from tieout.replay.feeding.rows import Array, Rows

MOST = 10_000  # categories of a column
SHORTEST = 4  # tokens of a row, and different ones in training
MANY, RARE = 0.3, 0.1  # share of the tokens that are one number, and how much of that share it may have had in training
DEEP = 6  # estimators inside one another


@dataclass(frozen=True)
class Known:
    """The categories of one column as an encoder was fitted on them, and the name or number of the column."""

    column: Any
    values: Sequence[Any]


def of_categories(rows: Rows) -> Refed | None:
    """Give the scored rows with categories written as in training, where the encoder took them for unknown ones."""
    return _inside_the_model(rows) or _in_a_step(rows)


def of_tokens(rows: Rows) -> Refed | None:
    """Tell of tokens that became one and the same number, which hardly any had in training: their words have none.

    The words behind them were not seen, so that nothing can be put right.
    """
    number = unknown_number(rows, MANY)
    if number is None:
        return None
    share, before = (float((tokens == number).mean()) for tokens in (rows.fed, np.asarray(rows.training.array)))
    says = f"{share:.0%} of the tokens are {number:g}, which {before:.1%} were in training: most words have no number"
    return Refed("encoding", rows.origin(), says, None)


def unknown_number(rows: Rows, least: float) -> float | None:
    """Give the number that at least such a share of the tokens is, and of those of training hardly any."""
    theirs = rows.training.array
    if theirs is None or rows.fed.ndim != 2 or rows.fed.shape[1] < SHORTEST:
        return None
    known = np.asarray(theirs)
    if {rows.fed.dtype.kind, known.dtype.kind} - set("iuf") or (known != np.rint(known)).any():
        return None
    if rows.fed.dtype.kind == "f" and (rows.fed != np.rint(rows.fed)).any():
        return None
    numbers, counts = np.unique(rows.fed, return_counts=True)
    if len(np.unique(known)) < SHORTEST:
        return None
    for at in np.argsort(-counts, kind="stable"):
        share = float(counts[at] / counts.sum())
        if share < least:
            return None
        if float((known == numbers[at]).mean()) <= RARE * share:
            return float(numbers[at])
    return None


def _inside_the_model(rows: Rows) -> Refed | None:
    """Look at encoders that are parts of the model: it was given the words themselves."""
    given = [batch.inputs[0] if batch.inputs and len(batch.inputs) == 1 else None for batch in rows.passed.batches]
    if len(given) != 1 or not hasattr(given[0], "columns"):
        return None
    frame: Any = given[0]
    told = []
    for known in _encoders_in(rows.passed.handle.model):
        if known.column not in frame.columns or frame[known.column].dtype.kind in "fb":
            continue
        onto = _respelt(frame[known.column].tolist(), known.values)
        if onto:
            changed = [onto.get(value, value) for value in frame[known.column].tolist()]
            frame = frame.assign(**{str(known.column): changed})
            told.append((known.column, onto))
    if not told:
        return None
    inputs = ((frame,),)
    return Refed("encoding", rows.origin(), _says(told), inputs) if rows.improves(inputs) > 0 else None


def _in_a_step(rows: Rows) -> Refed | None:
    """Look at an encoder among the transforms that were applied before the model."""
    own, raw = rows.own, rows.lineage.raw
    step = own[0] if own else None
    lists = [values for _, values in sorted(step.categories().items())] if step is not None else []
    if step is None or raw is None or raw.dtype != object or raw.ndim != 2 or raw.shape[1] != len(lists):
        return None
    changed, told = raw.copy(), []
    for at, values in enumerate(lists):
        onto = _respelt(raw[:, at].tolist(), values)
        if onto:
            changed[:, at] = [onto.get(value, value) for value in raw[:, at].tolist()]
            told.append((rows.columns[at] if at < len(rows.columns) else at, onto))
    corrected = rows.through(changed, own) if told else None
    if corrected is None:
        return None
    inputs = rows.inputs(corrected)
    return Refed("encoding", rows.origin(), _says(told), inputs) if rows.improves(inputs) > 0 else None


def _respelt(values: Sequence[Any], known: Sequence[Any]) -> dict[Any, Any]:
    """Give, for each value that is no known category, the one that it is but for case, blanks or type."""
    names: dict[str, list[Any]] = {}
    for category in known[:MOST]:
        names.setdefault(_plain(category), []).append(category)
    there = set(known[:MOST])
    found = {}
    for value in {v for v in values if isinstance(v, (str, int, float)) and v not in there}:
        alike = names.get(_plain(value), [])
        if len(alike) == 1:
            found[value] = alike[0]
    return found


def _plain(value: Any) -> str:
    """Give a category without what is no part of its meaning: case, blanks and signs between words, a trailing .0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return "".join(letter for letter in str(value).casefold() if letter.isalnum() or letter in "+<>=%.")


def _encoders_in(model: Any, deep: int = 0) -> Iterator[Known]:
    """Give the columns of categories that encoders inside a model were fitted on."""
    names = getattr(model, "feature_names_in_", None)
    lists = getattr(model, "categories_", None)
    if isinstance(lists, list) and names is not None and len(names) == len(lists):
        for name, values in zip(names, lists, strict=True):
            array: Array | None = as_numpy(values)
            if array is not None and array.ndim == 1:
                yield Known(name, np.asarray(array).tolist())
    if deep >= DEEP:
        return
    parts = [getattr(model, "best_estimator_", None), getattr(model, "estimator_", None)]
    parts += [step[1] for step in getattr(model, "steps", None) or () if len(step) > 1]
    parts += [part[1] for part in getattr(model, "transformers_", None) or () if len(part) > 1]
    for part in parts:
        if part is not None and not isinstance(part, str):
            yield from _encoders_in(part, deep + 1)


def _says(told: Sequence[tuple[Any, dict[Any, Any]]]) -> str:
    column, onto = told[0]
    other, category = next(iter(sorted(onto.items(), key=str)))
    count = sum(len(each) for _, each in told)
    more = f", and {count - 1} more" if count > 1 else ""
    return f"categories are written otherwise than in training: {other!r} for {category!r} in {column}{more}"
