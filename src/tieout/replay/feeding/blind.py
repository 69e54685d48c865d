"""Without training rows and without anything that remembers them: known mistakes, undone, judged by the score alone.

A correction is looked for on one half of the rows and has to restore the score on the other half by far more than
chance; with labels in random order it must not (Bonferroni over all that was tried).
"""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import chain, islice
from statistics import NormalDist

import numpy as np

from tieout.replay.feeding.gain import Gain
from tieout.replay.feeding.known import Known, columns, mistakes
from tieout.replay.feeding.levels import recoded
from tieout.replay.feeding.rows import Array, Candidate, Rows
from tieout.replay.running.work import per_call, per_row

FEWEST = 60  # rows
SCREENED, HELD = 512, 2048  # rows that corrections are looked for on, and rows that they are held against
LEAST = 0.05  # by which a score between 0 and 1 has to gain
SHARE = 0.1  # of what the score lacks, that a correction has to bring back
ERROR = 1e-4  # chance of a false find, over all that is tried
WORK = 1.2e10  # multiplications that all replays together may take, by the size of the model and the rows
MOST, FEW = 3000, 15  # corrections tried at most; with a model so large that fewer could be tried, none are


@dataclass(frozen=True)
class _Halves:
    """The rows that corrections are looked for on and those they are held against, with what they score as fed."""

    screen: Array
    held: Array
    before: Array


def search(rows: Rows) -> Candidate | None:
    """Give the known mistake whose undoing restores the score, None where none does.

    Nothing either where other names for the classes would restore it as well: then it is not the inputs.
    """
    gain, any_names = rows.improves, rows.improves.by_any_names()
    halves = _halves(rows, gain)
    if halves is None:
        return None
    codes = recoded(rows, gain, halves.screen, _affordable(rows) // 4)
    found = _best(rows, gain, halves, chain(mistakes(rows), codes, columns(rows)))
    if found is None:
        return None
    named, after = any_names.part(rows.fed, halves.held), _part(any_names, rows, found, halves.held)
    as_well = named is not None and after is not None and named.mean() >= after.mean()
    return None if as_well else _candidate(rows, found)


def search_by_any_names(rows: Rows, more: Iterable[Known]) -> Candidate | None:
    """Give the known mistake whose undoing lets predictions and labels agree under other names for the classes.

    Args:
        rows: the rows of a pass.
        more: what is tried beside the known mistakes.
    """
    gain = rows.improves.by_any_names()
    halves = _halves(rows, gain)
    found = _best(rows, gain, halves, chain(more, mistakes(rows))) if halves is not None else None
    return None if found is None else _candidate(rows, found)


def _best(rows: Rows, gain: Gain, halves: _Halves, candidates: Iterable[Known]) -> Known | None:
    """Give the best of some corrections on one half of the rows, if it holds on the other."""
    best: tuple[float, Known] | None = None
    tried, screened = 0, gain.above(float(halves.before.mean()) + LEAST / 2)
    for known in islice(candidates, _affordable(rows)):
        tried += 1
        after = _part(screened, rows, known, halves.screen)
        if after is not None:
            value = float(gain.sign * (after - halves.before).mean()) - known.doubt
            if best is None or value > best[0]:
                best = (value, known)
    if best is None or best[0] < LEAST / 2 or not _holds(rows, gain, best[1], halves.held, tried):
        return None
    return best[1]


def _halves(rows: Rows, gain: Gain) -> _Halves | None:
    """Split the rows; None where there are too few, or where nothing is missing from the score."""
    n = len(rows.fed)
    if n < FEWEST or not _affordable(rows):
        return None
    order = np.random.default_rng(0).permutation(n)
    screen, held = np.sort(order[: min(SCREENED, n // 2)]), np.sort(order[n // 2 :][:HELD])
    before = gain.part(rows.fed, screen)
    if before is None or not 0.0 <= float(np.mean(before)) <= 1.0:
        return None
    lacking = 1.0 - float(np.mean(before)) if gain.sign > 0 else float(np.mean(before))
    return _Halves(screen, held, before) if lacking >= LEAST else None


def _holds(rows: Rows, gain: Gain, known: Known, held: Array, tried: int) -> bool:
    """Tell whether a correction restores the score on rows that it was not found on."""
    before, after = gain.part(rows.fed, held), _part(gain, rows, known, held)
    if before is None or after is None:
        return False
    change = gain.sign * (after - before)
    error = float(change.std()) / math.sqrt(len(change))
    lacking = 1.0 - float(before.mean()) if gain.sign > 0 else float(before.mean())
    least = max(LEAST, SHARE * lacking)  # what turns wrong answers into random ones is no correction
    return bool(change.mean() >= least and change.mean() > -NormalDist().inv_cdf(ERROR / max(1, tried)) * error)


def _candidate(rows: Rows, found: Known) -> Candidate | None:
    where = found.where or (rows.given_at() if found.way == "missing" else rows.origin())
    made = found.undone(rows)
    raw = steps = None
    if found.steps is not None and found.way == "duplicate":
        steps = found.steps
    elif found.steps is not None:
        raw = found.undo(np.asarray(rows.raw, dtype=np.float64))
    return None if made is None else Candidate(found.way, found.says, made, where, raw=raw, steps=steps)


def _part(gain: Gain, rows: Rows, known: Known, at: Array) -> Array | None:
    changed = known.undone(rows, at)
    if changed is None or not np.isfinite(changed).all():
        return None
    fed = changed.astype(rows.fed.dtype) if rows.fed.dtype.kind == "f" else changed
    return gain.part(fed, at, already=True)


def _affordable(rows: Rows) -> int:
    """Give how many corrections are tried: what may be spent is counted, not timed, so that every run does the same."""
    row, call = per_row(rows.state or {}, rows.fed.shape), per_call(rows.passed.handle.framework)
    count = int(min(MOST, WORK / (row * min(SCREENED, len(rows.fed)) + call)))
    return count if count >= FEW else 0
