"""What a model is given beside its rows and can be worked out from them: a mask of the padding, or the lengths."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.recording import Beside
from tieout.core.view import Refed
from tieout.replay.feeding.rows import Rows

Array = NDArray[Any]
MOST_BATCHES = 8  # of training that a rule has to hold in


def rules(batches: Sequence[Sequence[Any]]) -> tuple[Beside, ...]:
    """Give the rules by which the other arguments of a model's calls follow from the first, for those that do."""
    some = [list(batch) for batch in batches[:MOST_BATCHES]]
    if not some or len({len(batch) for batch in some}) != 1:
        return ()
    found: list[Beside] = []
    for place in range(1, len(some[0])):
        pairs = [pair for batch in some if (pair := _pair(batch, place)) is not None]
        if len(pairs) == len(some) and any(other.min() != other.max() for _, other in pairs):
            possible = _possible(place, *pairs[0])
            found += [rule for rule in possible if all(_holds(rule, *pair) for pair in pairs)][:1]
    return tuple(found)


def _pair(batch: Sequence[Any], place: int) -> tuple[Array, Array] | None:
    """Give the rows of a batch and another argument beside them, None where they are no arrays."""
    first, other = as_numpy(batch[0]), as_numpy(batch[place])
    if first is None or other is None or first.ndim != 2 or not first.size or not other.size:
        return None
    return (first, other) if other.dtype.kind in "biuf" else None


def left_out(rows: Rows) -> Refed | None:
    """Give the scored rows with what training gave the model beside them, where that was left out and matters."""
    known = rows.beside
    given = [batch.inputs or () for batch in rows.passed.batches]
    missing = [rule for rule in known if all(len(g) <= rule.place or g[rule.place] is None for g in given)]
    if not missing:
        return None
    inputs = []
    for batch in given:
        whole = [*batch, *[None] * (1 + max(rule.place for rule in missing) - len(batch))]
        first = as_numpy(batch[0]) if batch else None
        if first is None or first.ndim != 2:
            return None
        for rule in missing:
            whole[rule.place] = _made(rule, first)
        inputs.append(tuple(whole))
    if rows.improves(tuple(inputs)) <= 0:
        return None
    what = " and ".join("the lengths" if rule.rule == "lengths" else "a mask of the padding" for rule in missing)
    says = f"in training the model was given {what} beside each batch, here it was not"
    return Refed("padding", rows.passed.where, says, tuple(inputs), "padding: left out beside the rows")


def _possible(place: int, first: Array, other: Array) -> Iterator[Beside]:
    """Give the rules that could make an argument from the first one: by the values that stand at the ends of rows."""
    if first.dtype.kind not in "biuf":
        return  # texts are not padded
    values = np.unique(np.concatenate([first[:, 0], first[:, -1]]))[:64]
    ways: tuple[str, ...] = ("is", "is not") if other.shape == first.shape else ()
    if other.shape == first.shape[:1] and other.dtype.kind in "iu":
        ways = ("lengths",)
    for value in values.tolist():
        for way in ways:
            yield Beside(place, way, float(value), str(other.dtype))


def _holds(rule: Beside, first: Array, other: Array) -> bool:
    made = _made(rule, first)
    return made.shape == other.shape and bool((made == other).all())


def _made(rule: Beside, first: Array) -> Array:
    filler = first == rule.value
    made = (~filler).sum(axis=1) if rule.rule == "lengths" else filler if rule.rule == "is" else ~filler
    return np.asarray(made.astype(rule.dtype))
