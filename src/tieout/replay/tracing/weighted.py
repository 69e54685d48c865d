"""Numbers that are a weighted mean over rows, where a column of a table says how much each row counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Definition, Meet
from tieout.core.trial import Metric
from tieout.core.view import BY_COLUMN, Recipe
from tieout.replay.metrics.by_hand import ACCURACY, ERROR_RATE, REGRESSION
from tieout.replay.metrics.recipes import SCALES, Found, cut_of, mean_line, trial_of
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing.unseen import standards_of

Array = NDArray[Any]
MOST_COLUMNS = 64
FEWEST = 20  # rows
NEAR = 6e-7  # relative; sums in single precision, and no more: many columns are tried
OTHER = 1e-4  # by which the weighted mean has to differ from the plain one: else it tells of no weights


def from_weights(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Trace a number that is the mean of what each row scores, weighted by a column of a table of as many rows."""
    passed, rows = facts.passed, sum(facts.sizes)
    if passed.updates or passed.part_of or rows < FEWEST or value in {0.0, *SCALES}:
        return
    columns = list(_columns(tape, rows))
    for known in standards_of(tape, facts) if columns else ():
        predictions, labels = np.asarray(known.decode.apply(facts.outputs)), known.labels
        if predictions.size != len(labels) or labels.size != len(labels):
            continue
        for metric in _metrics(predictions, labels):
            assert metric.per_row is not None
            terms = np.asarray(metric.per_row(predictions, labels), dtype=np.float64)
            for name, column in columns:
                if labels.dtype.kind in "fiub" and np.array_equal(column, labels.ravel()):
                    continue
                found = float(np.average(terms, weights=column))
                scale = next((s for s in SCALES if abs(found - value / s) <= NEAR * abs(found)), None)
                if scale is None or abs(found - float(terms.mean())) < OTHER:
                    continue
                weights = column / column.mean()
                trial = trial_of(facts, labels, known.decode, _weighted(metric, weights), facts.outputs)
                at = mean_line(tape, value, seq, known.where)
                says = f"weights of the rows, column {name}, {weights.min():.3g} to {weights.max():.3g}"
                definition = Definition(weighting=says, weights=partial(_given, weights))
                meet = Meet("function", metric.name, predictions, labels, found, at, seq, definition=definition)
                yield (
                    2,
                    Recipe(
                        trial,
                        metric.name,
                        scale,
                        known.where or at,
                        at,
                        (meet,),
                        cut=cut_of(known.decode, facts.cuts(seq)),
                        labels_with_rows=facts.labels_with_rows,
                        found=BY_COLUMN,
                    ),
                )
                return


def _given(weights: Array, _labels: Any) -> Array:
    return weights


def _metrics(predictions: Array, labels: Array) -> Iterator[Metric]:
    if predictions.dtype.kind == "f" and labels.dtype.kind in "fiu":
        yield from (REGRESSION[name] for name in ("mae", "mse"))
    else:
        yield from (ACCURACY, ERROR_RATE)


def _weighted(metric: Metric, weights: Array) -> Metric:
    return replace(metric, value=partial(_mean, metric), weights=weights)


def _mean(metric: Metric, predictions: Array, labels: Array, weights: Array | None = None) -> float:
    assert metric.per_row is not None
    return float(np.average(metric.per_row(predictions, labels), weights=weights))


def _columns(tape: Any, rows: int) -> Iterator[tuple[str, Array]]:
    """Give the columns of loaded tables of so many rows that could be weights, the latest table first."""
    for loaded in reversed(tape.files):
        table = loaded.data
        if loaded.action != "loaded" or loaded.holds != "table" or getattr(table, "ndim", 0) != 2 or len(table) != rows:
            continue
        for at in range(min(table.shape[1], MOST_COLUMNS)):
            column = as_numpy(table.iloc[:, at])
            if column is None or column.dtype.kind not in "fiu":
                continue
            each = np.asarray(column, dtype=np.float64)
            if np.isfinite(each).all() and each.min() >= 0 and each.max() > each.min():
                yield str(table.columns[at]), each
