"""Search for images that lie otherwise in one part of the file: a run of neighbours, in the order they are stored."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tieout.replay.feeding.order import turned
from tieout.replay.feeding.rows import Array, Candidate, Rows
from tieout.replay.running.augmentation import order_of

FEWEST = 60  # rows
SHORTEST, LONGEST = 0.05, 0.95  # shares of the rows that a part may have
LEAST = 0.05  # that has to be missing from the score, and that has to come back
WITHIN = 0.1  # by which a part that is put right may score less than the others
SHUFFLES = 24  # orders of the rows in which no run of neighbours may gain near as much
FAR = 2.0  # times that, which the part has to gain
MOST_NUMBERS = 5e8  # that may be fed, over all that is tried


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows with one part of them turned or mirrored, where they score as the others then and did not before.

    Turning the others must not pay: a run of neighbours has to gain far more than any run of them in random order.
    """
    if rows.fed.ndim < 3 or len(rows.fed) < FEWEST or rows.fed.size * 8 > MOST_NUMBERS:
        return
    order = _stored(rows)
    if order is None:
        return
    for says, changed in turned(rows.fed):
        if changed.shape != rows.fed.shape:
            continue
        each = rows.improves.each(rows.inputs(changed))
        if each is None or not _lacks(each[0]):
            return
        at = _part(order, *each, rows.improves.truth())
        if at is not None:
            corrected = rows.fed.copy()
            corrected[at] = changed[at]
            told = f"in {len(at)} of the {len(corrected)} rows, which follow one another, {says}"
            yield Candidate("axis-order", told, corrected, rows.origin(), doubt=0.001)


def _stored(rows: Rows) -> Array | None:
    """Give the rows of the pass in the order in which their data set holds them, None where that is not known."""
    passed = rows.passed
    if passed.iteration is None:
        return np.arange(len(rows.fed))
    items = order_of(passed, passed.iteration.loader.rows or passed.total_rows)
    return None if items is None or len(items) != len(rows.fed) else np.argsort(items, kind="stable")


def _lacks(before: Array) -> bool:
    """Tell whether rows are right or wrong, and enough of them wrong."""
    return bool(before.min() >= 0.0 and before.max() <= 1.0 and before.mean() <= 1.0 - LEAST)


def _part(order: Array, before: Array, after: Array, truth: Array | None) -> Array | None:
    """Give the run of neighbours that a change puts right, None where it is none or may be one by chance."""
    change = (after - before)[order]
    start, end, total = best_run(change)
    shuffled, draw = change.copy(), np.random.default_rng(0)
    by_chance = 0.0
    for _ in range(SHUFFLES):
        draw.shuffle(shuffled)
        by_chance = max(by_chance, best_run(shuffled)[2])
    share = (end - start) / len(change)
    if not SHORTEST <= share <= LONGEST or total < max(FAR * by_chance, LEAST * len(change)):
        return None
    at, others = order[start:end], np.concatenate([order[:start], order[end:]])
    if after[at].mean() < before[others].mean() - WITHIN:
        return None
    if truth is not None and len(np.unique(truth[at])) * 2 < len(np.unique(truth)):
        return None  # a few classes that lie together may gain by looking like others
    return np.sort(at)


def best_run(change: Array) -> tuple[int, int, float]:
    """Give the start, the end and the sum of the run of neighbours with the largest sum."""
    sums = np.concatenate([[0.0], np.cumsum(change)])
    lowest = np.minimum.accumulate(sums)
    end = int(np.argmax(sums - lowest))
    start = int(np.argmin(sums[: end + 1]))
    return start, end, float(sums[end] - sums[start])
