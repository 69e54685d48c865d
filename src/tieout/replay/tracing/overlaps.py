"""Numbers that tell how far marks overlap, worked out by hand: Dice and IoU of masks, F1 of several labels a row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.trial import Decode, Metric
from tieout.core.view import Recipe
from tieout.replay.metrics.recipes import SCALES, Found, close, cut_of, mean_line, trial_of
from tieout.replay.outputs.decode import candidates, same
from tieout.replay.outputs.marks import counts_of, is_mark, overlap
from tieout.replay.outputs.passfacts import PassFacts

Array = NDArray[Any]
FEWEST = 8  # rows
MOST_VALUES = 40_000_000  # outputs of a pass
DIGITS = 4  # a number that is whole at so many decimals may be any metric by accident
ROUNDED = 3e-7
# What scripts add above and below the line, so that nothing is divided by nothing; without it that counts as 0, or 1.
SMOOTHED = ((0.0, 0.0), (0.0, 1.0), (1e-8, 0.0), (1e-7, 0.0), (1e-6, 0.0), (1e-5, 0.0), (1e-3, 0.0), (1.0, 0.0))


@dataclass(frozen=True)
class Marked:
    """Marks that one rule made of the outputs of a pass, and those of its labels: how many a row has, and both."""

    decode: Decode
    labels: Array
    counts: Array


def from_overlaps(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Trace a number that the script worked out by itself from marks: over all rows, or a mean of batches or rows."""
    passed = facts.passed
    if passed.updates or passed.part_of or not max(FEWEST, passed.total_rows) <= sum(facts.sizes):
        return
    if abs(value - round(value, DIGITS)) <= ROUNDED:
        return
    if facts.marked is None:
        facts.marked = [known for labels in _labels(tape, facts) for known in _marked(facts, labels)]
    for known in facts.marked:
        for name in ("dice", "iou"):
            for smoothed in SMOOTHED:
                for scale in SCALES:
                    metric, changes = _made(known, facts.sizes, name, smoothed, value / scale)
                    if metric is None:
                        continue
                    at = mean_line(tape, value, seq, None)
                    trial = trial_of(facts, known.labels, known.decode, metric, facts.outputs).with_(**changes)
                    cut = cut_of(known.decode, facts.cuts(seq))
                    found = "mean of batches" if changes else "recomputed"
                    yield 3, Recipe(trial, metric.name, scale, at, at, (), cut, facts.labels_with_rows, found)
                    return


def _labels(tape: Any, facts: PassFacts) -> Iterator[Array]:
    """Give what may be the labels: those that came with the rows, then what was laid over marks."""
    if facts.labels_with_rows is not None:
        yield facts.labels_with_rows
    rows = sum(facts.sizes)
    for pair in tape.marks:
        arrays = [array for side in pair if (array := as_numpy(side)) is not None and len(array) == rows]
        yield from (array for array in arrays[::-1] if len(arrays) == len(pair))
    if facts.labels_with_rows is None and facts.outputs is not None and facts.outputs.ndim > 1:
        yield from _filed(tape, facts.outputs.shape, facts.passed.seq)


def _filed(tape: Any, shape: tuple[int, ...], before: int) -> Iterator[Array]:
    """Give arrays of loaded files, and columns of 0 and 1 of loaded tables, that have the shape of the outputs."""
    for loaded in reversed([f for f in tape.files if f.action == "loaded" and f.data is not None and f.seq < before]):
        if loaded.holds == "table" and hasattr(loaded.data, "select_dtypes") and len(loaded.data) == shape[0]:
            numbers = loaded.data.select_dtypes(["number", "bool"])
            columns = [column for name in numbers if is_mark(column := np.asarray(numbers[name]))]
            if columns and (len(loaded.data), len(columns)) == shape:
                yield np.stack(columns, axis=1)
        array = as_numpy(loaded.data) if loaded.holds == "array" else None
        if array is not None and array.shape == shape:
            yield array


def _marked(facts: PassFacts, labels: Array) -> Iterator[Marked]:
    """Give the marks that known rules make of the outputs, against labels."""
    outputs = facts.outputs
    if outputs is None or outputs.dtype.kind not in "fiu" or outputs.size > MOST_VALUES:
        return
    if labels.size != outputs.size or labels.size <= len(labels) or not is_mark(labels):
        return
    told = list[Array]()
    for decode in candidates(outputs, facts.cuts(facts.passed.seq)):
        predictions = np.asarray(decode.apply(outputs))
        if same(predictions, labels):
            continue
        counts = counts_of(predictions, labels) if predictions.dtype.kind != "f" or decode.name == "rounded" else None
        if counts is not None and not any(np.array_equal(counts, other) for other in told):
            told.append(counts)
            yield Marked(decode, labels, counts)


def _made(
    known: Marked, sizes: tuple[int, ...], name: str, smoothed: tuple[float, float], value: float
) -> tuple[Metric | None, dict[str, Any]]:
    """Give the metric that makes a number, and what pools it; None where no way of pooling does."""
    whole = Metric(name, partial(_of_all, name, smoothed))
    if close(float(overlap(known.counts.sum(axis=0), name, smoothed)), value):
        return whole, {}
    if len(sizes) > 1:
        batches = np.add.reduceat(known.counts, np.cumsum((0, *sizes[:-1])), axis=0)
        if close(float(overlap(batches, name, smoothed).mean()), value):
            return whole, {"pooling": "batch-mean"}
    each = partial(_of_rows, name, smoothed)
    if close(float(overlap(known.counts, name, smoothed).mean()), value):
        return Metric(f"{name} of each row", partial(_mean_of_rows, each), each), {}
    return None, {}


def _of_all(name: str, smoothed: tuple[float, float], predictions: Any, labels: Any) -> float:
    counts = counts_of(predictions, labels)
    return float("nan") if counts is None else float(overlap(counts.sum(axis=0), name, smoothed))


def _of_rows(name: str, smoothed: tuple[float, float], predictions: Any, labels: Any) -> Array:
    counts = counts_of(predictions, labels)
    return np.full(len(labels), np.nan) if counts is None else overlap(counts, name, smoothed)


def _mean_of_rows(each: Any, predictions: Any, labels: Any) -> float:
    return float(each(predictions, labels).mean())
