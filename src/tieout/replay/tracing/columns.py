"""Numbers that are the mean over groups of rows, where a column of a table says which group each row is of."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.trial import Metric
from tieout.core.view import Recipe
from tieout.replay.metrics.by_hand import ACCURACY, ERROR_RATE, REGRESSION
from tieout.replay.metrics.recipes import SCALES, Found, close, cut_of, mean_line, trial_of
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing.unseen import EXACT, OF_OUTPUTS, Known, standards_of

Array = NDArray[Any]
MOST_GROUPS, MOST_COLUMNS = 200, 64
FEWEST = 20  # rows
ROOTS: dict[str, Callable[[Array], Array]] = {"rmse": np.sqrt}


def from_columns(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Trace a number that is the mean over the groups of a column of what a metric is for the rows of each."""
    passed, rows = facts.passed, sum(facts.sizes)
    if passed.updates or passed.part_of or rows < FEWEST or not value:
        return
    if facts.columns is None:
        facts.columns = list(_columns(tape, rows))
    columns = facts.columns
    for known in standards_of(tape, facts) if columns else ():
        predictions = np.asarray(known.decode.apply(facts.outputs))
        for alone, terms in _terms(predictions, known):
            for group in columns:
                found = float(_each(terms, group, alone.name).mean())
                scale = next((s for s in SCALES if _is(found, value / s, alone.name)), None)
                if scale is None or _is(float(_each(terms, np.zeros_like(group), alone.name)[0]), found, alone.name):
                    continue
                metric = Metric(alone.name, partial(_mean_of_groups, alone), None, group)
                trial = trial_of(facts, known.labels, known.decode, metric, facts.outputs)
                yield (
                    2,
                    Recipe(
                        trial,
                        alone.name,
                        scale,
                        known.where,
                        mean_line(tape, value, seq, known.where),
                        cut=cut_of(known.decode, facts.cuts(seq)),
                        labels_with_rows=facts.labels_with_rows,
                        found="mean of groups",
                        grouped=alone,
                    ),
                )
                return


def _columns(tape: Any, rows: int) -> Iterator[Array]:
    """Give the groups that columns of loaded tables of so many rows make, as numbers from 0."""
    for loaded in reversed(tape.files):
        if loaded.action != "loaded" or loaded.data is None:
            continue
        if loaded.holds == "table" and getattr(loaded.data, "ndim", 0) == 2 and len(loaded.data) == rows:
            for at in range(min(loaded.data.shape[1], MOST_COLUMNS)):
                yield from _groups(as_numpy(loaded.data.iloc[:, at]))
        elif loaded.holds == "array":
            yield from _groups(as_numpy(loaded.data), rows)


def _groups(column: Array | None, rows: int | None = None) -> Iterator[Array]:
    if column is None or column.ndim != 1 or column.dtype.kind not in "iubUO" or len(column) != (rows or len(column)):
        return
    try:
        names, codes = np.unique(column, return_inverse=True)
    except TypeError:  # gaps beside words
        return
    if 2 <= len(names) <= MOST_GROUPS and 2 * len(names) <= len(column):
        yield codes


def _terms(predictions: Array, known: Known) -> Iterator[tuple[Metric, Array]]:
    """Give the metrics that a script takes the mean of, with what each row adds."""
    labels = known.labels
    if predictions.size != len(labels) or labels.size != len(labels):
        return
    if predictions.dtype.kind == "f" and labels.dtype.kind in "fiu":
        for name in ("mae", "mse", "bias"):
            each = REGRESSION[name].per_row
            assert each is not None
            yield REGRESSION[name], each(predictions, labels)
        yield REGRESSION["rmse"], np.square(predictions.ravel().astype(np.float64) - labels.ravel())
    else:
        for metric in (ACCURACY, ERROR_RATE):
            assert metric.per_row is not None
            yield metric, metric.per_row(predictions, labels)


def _each(terms: Array, group: Array, name: str) -> Array:
    """Give the metric of each group from what its rows add."""
    means = np.bincount(group, weights=terms) / np.bincount(group)
    return ROOTS[name](means) if name in ROOTS else means


def _is(one: float, other: float, name: str) -> bool:
    near = EXACT if name in {ACCURACY.name, ERROR_RATE.name} else OF_OUTPUTS
    return abs(one - other) <= near * max(abs(other), 1e-3) and close(one, other)


def _mean_of_groups(alone: Metric, predictions: Array, labels: Array, group: Array) -> float:
    return float(np.mean([alone.value(predictions[group == one], labels[group == one]) for one in np.unique(group)]))
