"""Numbers that are the mean of one metric over groups of the rows: a value a shop, a month, a patient."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Meet
from tieout.core.trial import Metric
from tieout.core.view import Recipe
from tieout.replay.metrics.recipes import SCALES, Found, close, mean_line, number_of, rows_of_meet, trial_of
from tieout.replay.outputs.decode import matching
from tieout.replay.outputs.passfacts import PassFacts

Array = NDArray[Any]
MOST_GROUPS = 2000


def from_groups(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Trace a number that is the mean of what a function gave for groups which together are the rows of a pass."""
    rows, outputs = sum(facts.sizes), facts.outputs
    if outputs is None:
        return
    for (where, name, kind), meets in tape.meets.items():
        seen = [m for m in meets if facts.passed.seq <= m.seq <= seq and m.predictions is not None]
        found = _last(seen, rows) if kind in {"function", "loss"} else []
        values = [number for m in found if (number := number_of(m.value)) is not None]
        if len(found) < 2 or len(values) < len(found) or found[-1].recompute is None:
            continue
        scale = next((s for s in SCALES if close(float(np.mean(values)), value / s)), None)
        placed = _placed(tape, found, facts, seq) if scale is not None else None
        if placed is None or scale is None:
            continue
        predictions, labels, group = placed
        decode = matching(outputs, predictions, facts.cuts(seq))
        if decode is None:
            continue
        alone = Metric(name, found[-1].recompute, found[-1].per_row)
        metric = Metric(name, partial(_mean_of_groups, alone.value), None, group)
        trial = trial_of(facts, labels, decode, metric, outputs)
        at = mean_line(tape, value, seq, where)
        recipe = Recipe(trial, name, scale, where, at, tuple(found), found="mean of groups", grouped=alone)
        yield 1, recipe


def _last(meets: Sequence[Meet], rows: int) -> list[Meet]:
    """Give the last meetings that have so many rows together, none where no number of them has."""
    found, total = list[Meet](), 0
    for meet in reversed(meets[-MOST_GROUPS:]):
        found.append(meet)
        total += rows_of_meet(meet) or 0
        if total >= rows:
            break
    return found[::-1] if total == rows else []


def _placed(tape: Any, meets: Sequence[Meet], facts: PassFacts, seq: int) -> tuple[Array, Array, Array] | None:
    """Give predictions, labels and groups in the order of the pass, where all rows were seen together as well."""
    parts = [(as_numpy(m.predictions), as_numpy(m.labels)) for m in meets]
    pairs = [(p.ravel(), y.ravel()) for p, y in parts if p is not None and y is not None and p.size == y.size]
    if len(pairs) < len(parts):
        return None
    predictions, labels = (np.concatenate([pair[side] for pair in pairs]) for side in (0, 1))
    group = np.repeat(np.arange(len(pairs)), [len(p) for p, _ in pairs])
    for others in tape.meets.values():
        for meet in others:
            p, y = (as_numpy(meet.predictions), as_numpy(meet.labels)) if meet.predictions is not None else (None, None)
            if p is None or y is None or not facts.passed.seq <= meet.seq <= seq or p.size != len(predictions):
                continue
            whole, truth = p.ravel(), y.ravel()
            if whole.dtype.kind != predictions.dtype.kind or len(truth) != len(labels):
                continue
            here, there = np.lexsort((truth, whole)), np.lexsort((labels, predictions))
            if np.array_equal(whole[here], predictions[there]) and np.array_equal(truth[here], labels[there]):
                placed = np.empty(len(group))
                placed[here] = group[there]
                return whole, truth, placed
    return None


def _mean_of_groups(value: Callable[..., float], predictions: Array, labels: Array, group: Array) -> float:
    return float(np.mean([value(predictions[group == one], labels[group == one]) for one in np.unique(group)]))
