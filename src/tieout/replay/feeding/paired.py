"""Finds what was done to the same rows where an earlier run scored them: lines, new codes, images made otherwise."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import row_ids
from tieout.profiles import TINY, flat
from tieout.replay.feeding.images import are_images
from tieout.replay.feeding.order import turned
from tieout.replay.feeding.rows import Candidate, Rows
from tieout.shifts import positions

Array = NDArray[Any]
EXACT = 1e-3  # of a column's deviation: what may be left between two ways of making one column
ENOUGH = 16  # rows that two ways are compared on
VAGUE = 0.003  # of a score: what else explains it says more
FEW_LEVELS = 64  # different values that may be codes though they are no whole numbers
OFTEN = 4  # times that a code has to occur, on average, for a renumbering to be no accident
JOINED = 0.5  # share of the columns that hold what they held, by which rows of another number are found again
COVERED = 0.98  # share of all cells whose new code is known from the sample
MUTUAL = 0.95  # share of images that are each the likest of one other: other images of the kind give half of that


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows as an earlier run fed them: columns on a line with those, or codes that stand for those."""
    fed = flat(rows.fed)
    for count, table in rows.samples:
        if len(table) < ENOUGH or table.shape[1:] != fed.shape[1:]:
            continue
        if count != len(fed):
            yield from _of_fewer(rows, fed, np.asarray(table, dtype=np.float64))
            continue
        own, theirs = fed[positions(count, len(table))], np.asarray(table, dtype=np.float64)
        found = exact_lines(own, theirs)
        if found is not None:
            yield from _rescaled(rows, fed, *found)
        else:
            yield from _renumbered(rows, fed, own, theirs)
            yield from _as_images(rows, fed, theirs)


def _of_fewer(rows: Rows, fed: Array, theirs: Array) -> Iterator[Candidate]:
    """Give the rows with a column on a line with what it was, where the other columns tell which row each one is."""
    common = np.array([np.isin(np.float32(fed[:, at]), np.float32(theirs[:, at])).all() for at in range(fed.shape[1])])
    if common.all() or common.mean() < JOINED or common.sum() < 2:
        return
    own, known = row_ids(fed[:, common]), row_ids(theirs[:, common])
    if own is None or known is None:
        return
    once, first, counts = np.unique(known, return_index=True, return_counts=True)
    at = np.minimum(np.searchsorted(once, own), len(once) - 1)
    sure = (once[at] == own) & (counts[at] == 1)
    if sure.sum() < ENOUGH or sure.mean() < COVERED:
        return
    found = exact_lines(fed[sure], theirs[first[at[sure]]])
    if found is not None:
        yield from _rescaled(rows, fed, *found)


def _rescaled(rows: Rows, fed: Array, slope: Array, offset: Array) -> Iterator[Candidate]:
    """Give the rows with a slope and an offset for each column."""
    corrected = fed * slope + offset
    if rows.alike(corrected) or not rows.closer(corrected):
        return
    other = np.flatnonzero((np.abs(slope - 1.0) > EXACT) | (np.abs(offset) > EXACT * fed.std(axis=0)))
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


def _as_images(rows: Rows, fed: Array, theirs: Array) -> Iterator[Candidate]:
    """Give the same images as they were made before, in whatever order: each is the likest of one of those."""
    if len(theirs) < len(fed) or not are_images(rows.fed):
        return
    like = _centred(fed) @ _centred(theirs).T
    at = like.argmax(axis=1)
    if (like.argmax(axis=0)[at] == np.arange(len(fed))).mean() < MUTUAL:
        return
    before = theirs[at]
    near = EXACT * max(float(before.std()), TINY)
    if exact_lines(fed, before) is not None or rows.alike(before):
        return
    if any(np.abs(flat(changed) - before).max() <= near for _, changed in turned(rows.fed)):
        return  # that is another order of the same values
    says = "the same images were scored before in another form: brought to their size in another way"
    yield Candidate("resample", says, before, rows.origin(), doubt=VAGUE)


def _centred(rows: Array) -> Array:
    """Give each row without its mean, at length one."""
    apart = rows - rows.mean(axis=1, keepdims=True)
    return np.asarray(apart / np.maximum(np.linalg.norm(apart, axis=1, keepdims=True), TINY))


def _renumbered(rows: Rows, fed: Array, own: Array, theirs: Array) -> Iterator[Candidate]:
    """Give the rows in the codes that the same tokens, or the categories of each column, had before."""
    whole = [np.arange(fed.shape[1])]
    for columns in (whole, [np.array([at]) for at in range(fed.shape[1])]):
        corrected, moved = fed.copy(), list[str]()
        for part in columns:
            codes = _codes(own[:, part], theirs[:, part])
            if codes is None:
                break
            levels, at = np.unique(fed[:, part], return_inverse=True)
            known = np.array([level in codes for level in levels.tolist()])[at]
            if known.mean() < COVERED:
                break
            new = np.array([codes.get(level, level) for level in levels.tolist()])[at].reshape(-1, len(part))
            moved += [f"{old:g} for {codes[old]:g}" for old in sorted(codes) if codes[old] != old]
            corrected[:, part] = new
        else:
            if moved and not rows.alike(corrected):
                told = ", ".join(moved[:4]) + (f" and {len(moved) - 4} more" if len(moved) > 4 else "")
                says = f"codes stand for other things than where these rows were scored before: {told}"
                yield Candidate("encoding", says, corrected, rows.origin(), exact=True)
            return


def _codes(own: Array, theirs: Array) -> dict[float, float] | None:
    """Give what each code became, None unless each became one other, and no two the same.

    Two series cut into windows pair their values just so; codes are whole numbers, or few.
    """
    pairs = np.unique(np.column_stack([own.ravel(), theirs.ravel()]), axis=0)
    if not np.isfinite(pairs).all() or len(pairs) * OFTEN > own.size:
        return None
    if len(pairs) > FEW_LEVELS and not np.array_equal(pairs, np.rint(pairs)):
        return None
    if len(np.unique(pairs[:, 0])) < len(pairs) or len(np.unique(pairs[:, 1])) < len(pairs):
        return None
    return {float(old): float(new) for old, new in pairs.tolist()}


def exact_lines(own: Array, theirs: Array) -> tuple[Array, Array] | None:
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
