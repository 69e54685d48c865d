"""Finds what was done to the same rows, in the same order, where an earlier run scored them: one line a column."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.profiles import TINY, flat
from tieout.replay.feeding.rows import Candidate, Rows
from tieout.shifts import positions

Array = NDArray[Any]
EXACT = 1e-3  # of a column's deviation: what may be left between two ways of making one column
ENOUGH = 16  # rows that two ways are compared on
VAGUE = 0.003  # of a score: what else explains it says more


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows as an earlier run fed them, where a slope and an offset for each column make them so."""
    fed = flat(rows.fed)
    for count, table in rows.samples:
        if count != len(fed) or len(table) < ENOUGH or table.shape[1:] != fed.shape[1:]:
            continue
        found = _lines(fed[positions(count, len(table))], np.asarray(table, dtype=np.float64))
        if found is None:
            continue
        corrected = fed * found[0] + found[1]
        if rows.alike(corrected) or not rows.closer(corrected):
            continue
        other = np.flatnonzero((np.abs(found[0] - 1.0) > EXACT) | (np.abs(found[1]) > EXACT * fed.std(axis=0)))
        says = "these rows were scored before in another form: a slope and an offset for each column give it"
        if len(other) < fed.shape[1]:
            which = ", ".join(str(at) for at in other[:6])
            says = f"column{'s' * (len(other) > 1)} {which} in another unit than where these rows were scored before"
            yield Candidate("scale", says, corrected, rows.origin(), exact=True, doubt=VAGUE)
        elif rows.own:
            yield Candidate("scale", says, corrected, rows.given_at(), exact=True, doubt=VAGUE)
        else:
            says = f"a transform of the training rows was left out: {says}"
            yield Candidate("missing", says, corrected, rows.given_at(), exact=True, doubt=VAGUE)


def _lines(own: Array, theirs: Array) -> tuple[Array, Array] | None:
    """Give the slope and the offset that make each column of some rows that of others, None unless all are exact."""
    mean, other = own.mean(axis=0), theirs.mean(axis=0)
    spread, wanted = own.std(axis=0), theirs.std(axis=0)
    varies = spread > TINY
    if not varies.any() or (wanted[~varies] > TINY).any():
        return None
    together = ((own - mean) * (theirs - other)).mean(axis=0)
    slope = np.where(varies, together / np.where(varies, spread, 1.0) ** 2, 1.0)
    offset = other - slope * mean
    left = np.abs(own * slope + offset - theirs).max(axis=0)
    return (slope, offset) if bool((left <= EXACT * np.maximum(wanted, TINY) + 1e-6).all()) else None
