"""Finds numbers that stand for missing values, which training knew as gaps or filled, and puts that in their place."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.profiles import flat
from tieout.replay.feeding.rows import Candidate, Rows

Array = NDArray[Any]
WIDEST = 1024  # columns
LEAST, SHARE, MOST = 3, 0.003, 0.5  # rows, and shares of all rows, that have the number
BEYOND = 0.1  # of the range in training, that it lies outside of it
CROWD = 3  # times as often as any other number out there
FILLED = 0.01  # share of training rows with one and the same number, from which on it was filled in


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows with the numbers that stand for missing values replaced in all columns that have them."""
    theirs = rows.training.array
    if theirs is None or rows.fed.dtype.kind != "f" or np.shape(theirs)[1:] != rows.fed.shape[1:]:
        return
    fed, known = flat(rows.fed), flat(theirs)
    if rows.fed.ndim != 2 or fed.shape[1] > WIDEST or not len(known):
        return
    corrected, told = fed.copy(), list[str]()
    for at in range(fed.shape[1]):
        number = _strange(fed[:, at], known[:, at])
        if number is not None:
            corrected[fed[:, at] == number, at] = _gap(known[:, at])
            names = rows.columns
            told.append(f"{number:g} in {names[at] if at < len(names) and names[at] else f'column {at}'}")
    if told:
        more = f" and {len(told) - 3} more" if len(told) > 3 else ""
        says = f"numbers stand for missing values that training did not know as such: {', '.join(told[:3])}{more}"
        yield Candidate("missing", says, corrected, rows.origin())


def _strange(own: Array, theirs: Array) -> float | None:
    """Give the number that many rows have, far from all that the column held in training."""
    seen = theirs[np.isfinite(theirs)]
    if not len(seen):
        return None
    low, high = float(seen.min()), float(seen.max())
    room = BEYOND * (high - low) + 1e-9 * max(abs(low), abs(high), 1.0)
    values, counts = np.unique(own[(own < low - room) | (own > high + room)], return_counts=True)
    if not len(values) or not max(LEAST, SHARE * len(own)) <= counts.max() <= MOST * len(own):
        return None
    others = np.delete(counts, counts.argmax())
    return float(values[counts.argmax()]) if counts.max() >= CROWD * others.max(initial=1) else None


def _gap(theirs: Array) -> float:
    """Give what stands for a missing value in training: a gap, else what gaps were filled with, else the middle."""
    if np.isnan(theirs).any():
        return float("nan")
    values, counts = np.unique(theirs, return_counts=True)
    return float(values[counts.argmax()]) if counts.max() > FILLED * len(theirs) else float(np.median(theirs))
