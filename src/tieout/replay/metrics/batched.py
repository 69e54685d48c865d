"""Metric functions that give one number for all rows of a call, of which a framework averages one a batch."""

from __future__ import annotations

import warnings
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.passes import Meet
from tieout.core.trial import Trial

Array = NDArray[Any]
ROUNDING = 1e-4  # between batches computed in a graph and by themselves


def gives_one_number(meet: Meet, trial: Trial) -> bool:
    """Tell whether a metric object takes means of what its function says of all rows of a call at once."""
    each = trial.metric.per_row
    if meet.kind != "object" or each is None or trial.outputs is None or not trial.batch_sizes:
        return False
    rows = trial.batch_sizes[0]
    outputs, labels = np.asarray(trial.decode.apply(trial.outputs)), np.asarray(trial.labels)
    return np.ndim(each(outputs[:rows], labels[:rows])) == 0


def of_calls(trial: Trial, value: float, *, moved: bool) -> Trial | None:
    """Give a trial as the mean over batches of what a function says of each, None where that is not the number.

    Of a pass whose weights `moved` the number cannot be made again, and stands as it was recorded.
    """
    each = trial.metric.per_row
    outputs, labels = np.asarray(trial.decode.apply(trial.outputs)), np.asarray(trial.labels)
    if each is None or trial.metric.weights is not None or not len(outputs) == len(labels) == sum(trial.batch_sizes):
        return None

    def whole(predictions: Any, truth: Any) -> float:
        return float(np.asarray(each(predictions, truth)))

    batched = trial.with_(metric=replace(trial.metric, value=whole, per_row=None, costly=True), pooling="batch-mean")
    return batched if moved or _comes_to(value, batched, outputs, labels) else None


def _comes_to(value: float, trial: Trial, outputs: Array, labels: Array) -> bool:
    """Tell whether the mean of the batches comes to a number."""
    return abs(float(by_batches(trial, outputs, labels).mean()) - value) <= ROUNDING * max(1.0, abs(value))


def by_batches(trial: Trial, predictions: Array, labels: Array) -> Array:
    """Give a metric of each batch by itself."""
    ends = np.cumsum(trial.batch_sizes)[:-1]
    parts = zip(np.split(predictions, ends), np.split(labels, ends), strict=True)
    return np.array([trial.metric.value(*part) for part in parts if len(part[0])])


def pooled(trial: Trial, predictions: Array, labels: Array, weights: Array | None, pick: Array) -> float:
    """Give a metric that is no mean over rows, on the picked rows, batch by batch if it was averaged that way."""

    def value(part: Array) -> float:
        return _safe(trial, predictions[part], labels[part], *(() if weights is None else (weights[part],)))

    if trial.pooling == "batch-mean" and trial.batch_sizes:
        ends = np.cumsum(trial.batch_sizes)
        batch_of = np.searchsorted(ends, pick, side="right")
        parts = [pick[batch_of == b] for b in range(len(ends))]
        return float(np.mean([value(part) for part in parts if len(part)]))
    return value(pick)


def _safe(trial: Trial, *arrays: Array) -> float:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(trial.metric.value(*arrays))
