"""Numbers that are the root of a mean squared error which a function or a loss gave."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np

from tieout.core.trial import Metric
from tieout.replay.metrics.recipes import Found, Group, close, from_function, mean_line, number_of
from tieout.replay.outputs.passfacts import PassFacts


def from_root(tape: Any, value: float, scale: float, seq: int, facts: PassFacts, group: Group) -> Iterator[Found]:
    """Trace the root of a mean squared error that a function gave: of all rows, or the mean of the batches' roots."""
    last = group.meets[-1]
    if last.definition.name != "mse" or last.definition.summed or last.per_row is None or value <= 0:
        return
    squares = np.asarray([number_of(m.value) or 0.0 for m in group.meets])
    sizes = group.sizes
    pooled = float((squares * sizes).sum() / sizes.sum()) if sizes.sum() else 0.0
    by_batch = group.by_batch and close(float(np.sqrt(squares).mean()), value)
    if not (by_batch or close(float(np.sqrt(pooled)), value)):
        return
    for rank, recipe in from_function(tape, pooled, scale, seq, facts, group):
        alone = recipe.trial.metric
        metric = Metric("rmse", partial(_root_of, alone.value), None, alone.weights)
        trial = recipe.trial.with_(metric=metric, pooling="batch-mean" if by_batch else "pooled")
        line = mean_line(tape, value, seq, group.where) if by_batch else recipe.pooled_at
        yield rank, replace(recipe, trial=trial, metric="rmse", pooled_at=line)
        return


def _root_of(value: Callable[..., float], *arrays: Any) -> float:
    return float(np.sqrt(value(*arrays)))
