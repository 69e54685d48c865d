"""Search for codes of one column that stand for other categories, told by the labels that go with each code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from tieout.arrays import as_numpy
from tieout.renaming import cheapest
from tieout.replay.feeding.rows import Array, Candidate, Rows

MOST_COLUMNS = 32
LEVELS = (3, 24)  # codes of a column: of two that changed places the labels could as well have been made anew
FEWEST = 10  # rows of a code, on average
MOST_CLASSES = 12
SURE = 2.0  # misfit in standard errors above which a code goes with other labels than in training
MOVED = 3  # codes that must be so
CHANCE = 1.5  # misfit up to which codes go with the same labels
STAYS = 0.5  # by which another code has to fit better than the same one
MOST = 12.0  # misfit of codes that have nothing in common
TWO = 2  # columns told of a code with two classes of labels: its share, and their mean
FLAT = 0.3  # deviation below which labels of one code are not taken to be


@dataclass(frozen=True)
class _Level:
    """The codes of one column: how often each occurs and what its labels are, with standard errors."""

    codes: Array
    counts: Array
    means: Array
    errors: Array


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows with the codes of one column exchanged, so that each goes with labels as it did in training."""
    theirs = rows.training.array
    if theirs is None or rows.fed.ndim != 2 or np.shape(theirs)[1:] != rows.fed.shape[1:]:
        return
    targets = _targets(rows) if 1 <= rows.fed.shape[1] <= MOST_COLUMNS else None
    if targets is None:
        return
    for at in range(rows.fed.shape[1]):
        own, reference = _levels(rows.fed[:, at], targets[0]), _levels(np.asarray(theirs)[:, at], targets[1])
        onto = matched(own, reference) if own is not None and reference is not None else None
        if onto is not None:
            changed = rows.fed.copy()
            for code, meant in onto.items():
                changed[rows.fed[:, at] == code, at] = meant
            yield Candidate("encoding", _says(rows, at), changed, rows.origin(), doubt=0.002)


def _says(rows: Rows, at: int) -> str:
    names = rows.columns
    name = names[at] if at < len(names) and names[at] else f"column {at}"
    return f"the codes of {name} stand for other categories than in training: each goes with another one's labels"


def _targets(rows: Rows) -> tuple[Array, Array] | None:
    """Give the labels of the scored and of the training rows as columns of numbers, None where they are not known."""
    own, theirs = as_numpy(rows.improves.labels), as_numpy(rows.training.labels)
    if (
        own is None
        or theirs is None
        or own.size != len(rows.fed)
        or theirs.size != len(np.asarray(rows.training.array))
    ):
        return None
    if own.dtype.kind not in "fiub" or theirs.dtype.kind not in "fiub":
        return None
    joined = np.concatenate([own.ravel(), theirs.ravel()]).astype(np.float64)
    if not np.isfinite(joined).all() or not np.ptp(joined):
        return None
    classes = np.unique(joined)
    columns = joined[:, None] == classes[1:] if len(classes) <= MOST_CLASSES else joined[:, None]
    table = columns.astype(np.float64)
    spread = table[own.size :].std(axis=0)
    if not spread.all():
        return None
    table = (table - table[own.size :].mean(axis=0)) / spread
    return table[: own.size], table[own.size :]


def _levels(column: Array, targets: Array) -> _Level | None:
    codes, places, counts = np.unique(column, return_inverse=True, return_counts=True)
    if not LEVELS[0] <= len(codes) <= LEVELS[1] or len(column) < FEWEST * len(codes):
        return None
    places = places.ravel()
    share = counts / len(column)
    means, errors = [share], [np.sqrt(share * (1.0 - share) / len(column)) + 0.01]
    for target in targets.T:
        mean = np.bincount(places, target) / counts
        spread = np.sqrt(np.maximum(np.bincount(places, target**2) / counts - mean**2, FLAT**2))
        means.append(mean)
        errors.append(spread / np.sqrt(counts))
    return _Level(codes, counts, np.stack(means, axis=1), np.stack(errors, axis=1))


def matched(own: _Level, reference: _Level) -> dict[float, float] | None:
    """Give the training code for each code, None where they go with the same labels or with those of no training code.

    Labels made by another rule leave no assignment of the codes under which all of them fit. Labels that stand for the
    other class do, but then every code has the opposite ones.
    """
    if len(own.codes) > len(reference.codes):
        return None
    apart = np.abs(own.means[:, None] - reference.means[None])
    errors = np.hypot(own.errors[:, None], reference.errors[None])
    misfit = (apart / errors).clip(max=MOST).mean(axis=2)
    same = own.codes[:, None] == reference.codes
    places, targets = cheapest(misfit - STAYS * same)
    onto = np.empty(len(own.codes), dtype=np.intp)
    onto[places] = targets
    moved = own.codes != reference.codes[onto]
    before = np.where(same.any(axis=1), (misfit * same).sum(axis=1), MOST)
    after = misfit[np.arange(len(onto)), onto]
    weights = own.counts / own.counts.sum()
    if own.means.shape[1] == TWO and same.any(axis=1).all():
        opposite = np.abs(own.means[:, None, 1] + reference.means[None, :, 1]) / errors[..., 1]
        if float(((opposite * same).sum(axis=1) * weights).sum()) <= CHANCE:
            return None
    if (moved & (before > SURE)).sum() < MOVED or float((after * weights).sum()) > CHANCE:
        return None
    return {float(code): float(meant) for code, meant in zip(own.codes, reference.codes[onto], strict=True)}
