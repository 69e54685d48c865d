"""Scores of tokens: which labels stand for padding, and the score over all labels but those."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.trial import Decode, Metric, Trial
from tieout.core.view import Padded, Recipe
from tieout.replay.outputs.decode import ARGMAX

Array = NDArray[Any]
NEAR = 3e-6
HALF = 0.5  # of a count, which is whole
MOST_LABELS = 64  # different ones
ACCURATE = frozenset({"accuracy", "==", "sparse_categorical_accuracy"})


def leaving_out(recipe: Recipe, value: float) -> Recipe:
    """Give a recipe as the score over all labels but one kind, where only that makes the number.

    Hits divided by the count of the labels that are no padding are no wrong count: padding is never hit.
    """
    trial, number = recipe.trial, value / recipe.scale
    hits = _hits(recipe)
    if hits is None or (trial.denominator is None and abs(float(hits.mean()) - number) <= NEAR):
        return recipe
    labels = np.asarray(trial.labels)
    for ignored in _fillers(labels):
        counted = labels != ignored
        counts_them = trial.denominator is None or _is_count(counted, trial.denominator)
        if counts_them and abs(float(hits[counted].mean()) - number) <= NEAR:
            return replace(recipe, trial=without(trial, ignored, _rule(trial)), found="compared")
    return recipe


def _is_count(counted: Array, denominator: float) -> bool:
    """Tell whether a count is that of the marked places, told as it is or in rows of so many places."""
    count, width = float(counted.sum()), counted.size / len(counted)
    return any(abs(count - denominator * by) < HALF for by in (1.0, width))


def without(trial: Trial, ignored: int, decode: Decode) -> Trial:
    """Give a trial of an accuracy over all labels but those that are `ignored`, of predictions made by a rule."""
    labels = np.asarray(trial.labels)
    counts = (labels != ignored).reshape(len(labels), -1).sum(axis=1).astype(np.float64)
    rows = partial(_rows, ignored)
    metric = Metric("accuracy", partial(_value, ignored), rows, counts / counts.mean())
    return trial.with_(metric=metric, decode=decode, denominator=None, pooling="pooled")


def padded(recipe: Recipe, value: float) -> Padded | None:
    """Give the padding that a score counts, None where it counts none."""
    hits = _hits(recipe)
    counts_all = hits is not None and abs(float(hits.mean()) - value / recipe.scale) <= NEAR
    ignored = padding(recipe.trial) if counts_all else None
    if ignored is None:
        return None
    labels = np.asarray(recipe.trial.labels)
    left_out = partial(without, ignored=ignored, decode=_rule(recipe.trial))
    return Padded(labels.size, int((labels != ignored).sum()), left_out)


def _rule(trial: Trial) -> Decode:
    """Give the rule that makes one class a label: metrics of a framework take one number a class."""
    return ARGMAX if np.ndim(trial.outputs) == np.ndim(trial.labels) + 1 else trial.decode


def padding(trial: Trial) -> int | None:
    """Give the label that stands where the inputs are padded, and nowhere else, if that score counts it as any other.

    Inputs are padded where one token fills the ends of rows of several lengths and stands nowhere before.
    """
    labels = np.asarray(trial.labels)
    if labels.ndim != 2 or labels.dtype.kind not in "iu" or trial.metric.weights is not None or not trial.inputs:
        return None
    parts = [as_numpy(batch[0]) if len(batch) == 1 else None for batch in trial.inputs]
    tokens = [part for part in parts if part is not None]
    if len(tokens) < len(parts) or len({part.shape[1:] for part in tokens}) != 1:
        return None
    fed = np.concatenate(tokens)
    if fed.shape != labels.shape or fed.dtype.kind not in "fiu":
        return None
    filled = fed == fed[:, -1].min()
    lengths = (~filled).sum(axis=1)
    behind = np.arange(fed.shape[1]) >= lengths[:, None]
    if len(np.unique(lengths)) < 2 or not np.array_equal(filled, behind):
        return None
    found = np.unique(labels[filled])
    return int(found[0]) if len(found) == 1 and not (labels[~filled] == found[0]).any() else None


def _hits(recipe: Recipe) -> Array | None:
    """Give which labels were hit, None for any other score than an accuracy of classes."""
    trial = recipe.trial
    labels = np.asarray(trial.labels)
    if recipe.metric not in ACCURATE or labels.ndim not in (1, 2) or labels.dtype.kind not in "iu":
        return None
    if trial.outputs is None or trial.metric.weights is not None or trial.pooling != "pooled":
        return None
    outputs = np.asarray(trial.outputs)
    if outputs.ndim == labels.ndim + 1 and outputs.shape[:-1] == labels.shape and outputs.shape[-1] > 1:
        said = outputs.argmax(axis=-1)
    else:
        said = np.asarray(trial.decode.apply(outputs))
    if said.shape != labels.shape or (labels.ndim == 1 and trial.denominator is None):
        return None
    return np.asarray(said == labels)


def _fillers(labels: Array) -> Iterator[int]:
    found = np.unique(labels)
    yield from found.tolist() if 2 < len(found) <= MOST_LABELS else ()


def _rows(ignored: int, predictions: Array, labels: Array) -> Array:
    counted = (np.asarray(labels) != ignored).reshape(len(labels), -1)
    hits = (np.asarray(predictions) == np.asarray(labels)).reshape(len(labels), -1) & counted
    return np.asarray(hits.sum(axis=1) / np.maximum(counted.sum(axis=1), 1))


def _value(ignored: int, predictions: Array, labels: Array, _weights: Any = None) -> float:
    counted = np.asarray(labels) != ignored
    return float((np.asarray(predictions) == np.asarray(labels))[counted].mean()) if counted.any() else float("nan")
