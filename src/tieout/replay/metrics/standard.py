"""The standard metrics of one set of predictions and labels, so that two numbers of other metrics can be told apart."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.recording import Values
from tieout.replay.outputs.decode import sigmoid, softmax
from tieout.replay.outputs.marks import counts_of, overlap

Array = NDArray[Any]
TOP = (2, 3, 5, 10)
MOST_CLASSES = 2000
SMALL = 1e-15
SCORED, PARTS = 80_000, 16  # rows drawn where there are very many, and parts of them that tell the interval
BLOCK = 1 << 13  # rows whose terms are worked out at once: what lies between stays in the processor's cache
NAMED = frozenset(
    {"accuracy", "error rate", "balanced accuracy", "binary accuracy", "mcc", "kappa", "auc", "auc of the classes"}
    | {"macro auc", "weighted auc", "average precision", "cross-entropy", "binary cross-entropy", "brier"}
    | {"mse", "rmse", "mae", "bias", "r2", "mape", "median absolute error", "correlation"}
    | {f"{how}{name}" for how in ("", "macro ", "micro ", "weighted ") for name in ("f1", "precision", "recall")}
    | {f"top-{k} accuracy" for k in TOP}
)
OF_CLASSES = {"auc": "auc of the classes"}  # what a metric of scores is called where it was given classes
Measure = Callable[[Array], dict[str, float]]


class Standard:
    """Every standard metric that makes sense for these predictions and labels, over all rows or over chosen ones.

    `outputs` are the model's own, `predictions` what the script made of them; metrics of classes are of the
    predictions where those are classes. Those of scores are left out on request: they take far longer.
    """

    def __init__(self, outputs: Any, predictions: Any, labels: Any, *, scores: bool = True) -> None:
        outputs, predictions, labels = np.asarray(outputs), np.asarray(predictions), np.asarray(labels)
        self.rows = len(labels)
        self._measures: list[Measure] = []
        if self.rows < 2 or len(predictions) != self.rows:
            return
        if _are_amounts(labels) or _are_guesses(predictions, labels):
            if predictions.size == labels.size and predictions.dtype.kind in "fiu":
                self._measures.append(_errors(predictions, labels))
            return
        truth, names = _codes(labels)
        if truth is None:
            counts = counts_of(_as_marks(predictions), labels)
            if counts is not None:
                self._measures.append(_of_marks(counts, labels.size // len(labels)))
            return
        known = next((s for s in (predictions, outputs) if s.dtype.kind == "f" and len(s) == self.rows), None)
        if known is not None and _are_classes(known):
            known = outputs if _is_column(predictions, outputs) else None
        marked = _as_classes(predictions, names)
        if marked is None and known is not None:
            marked = _cut(known)
        if marked is not None:
            self._measures.append(_of_classes(marked, truth))
        if known is not None and scores:
            self._measures += _of_scores(known, truth)

    def values(self, pick: Array | None = None) -> dict[str, float]:
        """Give each metric by name, of the picked rows."""
        rows = np.arange(self.rows) if pick is None else pick
        found: dict[str, float] = {}
        for measure in self._measures:
            found.update(measure(rows))
        return {name: value for name, value in found.items() if np.isfinite(value)}


def of_many(outputs: Array, predictions: Array, labels: Array, seed: int) -> dict[str, Values]:
    """Give every standard metric of very many rows: of classes exactly, of scores by rows drawn from them.

    The interval of those comes from parts of the draw, whose metrics scatter `sqrt(PARTS)` times as far as its own.
    """
    exact = Standard(outputs, predictions, labels, scores=False).values()
    rows = np.sort(np.random.default_rng(seed).choice(len(labels), min(SCORED, len(labels)), replace=False))
    drawn = Standard(outputs[rows], predictions[rows], labels[rows])
    parts = [drawn.values(np.arange(at, len(rows), PARTS)) for at in range(PARTS)]
    found = {name: Values(value) for name, value in exact.items()}
    for name, value in drawn.values().items():
        if name not in found and all(name in part for part in parts):
            scatter = [value + (part[name] - value) / PARTS**0.5 for part in parts]
            found[name] = Values(value, tuple(scatter))
    return found


# --- what the arrays are ---------------------------------------------------------------------------------------------
def _are_amounts(labels: Array) -> bool:
    return labels.dtype.kind == "f" and not _are_classes(labels)


def _are_guesses(predictions: Array, labels: Array) -> bool:
    """Tell whether predictions are guesses of amounts that happen to be whole numbers, such as counts and ages."""
    one_each = predictions.dtype.kind == "f" and predictions.size == labels.size == len(labels)
    if not one_each or labels.dtype.kind not in "fiu" or _are_classes(predictions):
        return False
    return bool(len(np.unique(labels)) > 2)


def _are_classes(values: Array) -> bool:
    """Tell whether values are whole numbers as classes have; scores are told by the first of them."""
    return all(
        bool(np.isfinite(part).all() and (part == np.rint(part)).all() and np.abs(part).max() < MOST_CLASSES)
        for part in (values[:BLOCK], values)
    )


def _is_column(predictions: Array, outputs: Array) -> bool:
    """Tell whether predictions that are all 0 or 1 are a column of what the model gave: scores that are all sure."""
    wide = outputs.ndim == 2 and outputs.shape[1] > 1 and outputs.dtype.kind == "f"
    return wide and predictions.size == len(outputs) and bool((outputs == predictions.reshape(-1, 1)).all(axis=0).any())


def _codes(labels: Array) -> tuple[Array | None, Array | None]:
    """Give labels as numbers from 0, and what each of them stands for (None: for itself)."""
    if labels.ndim == 2 and labels.shape[1] > 1:
        one_hot = labels.dtype.kind in "fiub" and bool(((labels == 0) | (labels == 1)).all())
        if not one_hot or not (labels.sum(axis=1) == 1).all():
            return None, None
        return labels.argmax(axis=1), None
    if labels.size != len(labels):
        return None, None
    flat = labels.ravel()
    if flat.dtype.kind in "fiub" and flat.min() >= 0 and flat.max() < MOST_CLASSES:
        return flat.astype(np.int64), None
    try:
        names, truth = np.unique(flat, return_inverse=True)
    except TypeError:
        return None, None
    return (truth, names) if len(names) <= MOST_CLASSES else (None, names)


def _as_classes(predictions: Array, names: Array | None) -> Array | None:
    """Give predictions that are classes already as numbers from 0."""
    if predictions.size != len(predictions):
        return None
    flat = predictions.ravel()
    if flat.dtype.kind == "f" and not _are_classes(flat):
        return None
    if names is None:
        return flat.astype(np.int64) if flat.dtype.kind in "fiub" and flat.min() >= 0 else None
    if (names.dtype.kind in "fiub") != (flat.dtype.kind in "fiub"):
        return None
    at = np.searchsorted(names, flat)
    known = np.minimum(at, len(names) - 1)
    return known if bool((names[known] == flat).all()) else None


def _cut(scores: Array) -> Array | None:
    if scores.ndim == 2 and scores.shape[1] > 1:
        return np.asarray(scores.argmax(axis=1))
    if scores.size != len(scores):
        return None
    return (_shares(scores.ravel()) > 0.5).astype(np.int64)


def _shares(scores: Array) -> Array:
    """Give probabilities: the scores themselves, or what a softmax or sigmoid makes of them."""
    within = bool(((scores >= 0) & (scores <= 1)).all())
    if scores.ndim == 1:
        return scores.astype(np.float64) if within else sigmoid(scores)
    summing = within and np.allclose(scores.sum(axis=1), 1.0, atol=1e-3)
    return scores.astype(np.float64) if summing else softmax(scores)


# --- metrics ---------------------------------------------------------------------------------------------------------
def _of_classes(marked: Array, truth: Array) -> Measure:
    size = int(max(marked.max(), truth.max())) + 1
    pairs = truth * size + marked

    def measure(rows: Array) -> dict[str, float]:
        table = np.bincount(pairs[rows], minlength=size * size).reshape(size, size).astype(np.float64)
        hits, support, called = np.diag(table), table.sum(axis=1), table.sum(axis=0)
        n, present, real = len(rows), (support + called) > 0, support > 0
        each = {
            "precision": _ratio(hits, called),
            "recall": _ratio(hits, support),
            "f1": _ratio(2 * hits, support + called),
        }
        accuracy = float(hits.sum() / n)
        by_chance = float((support * called).sum() / n**2)
        spread = float(np.sqrt((n**2 - (called**2).sum()) * (n**2 - (support**2).sum())))
        found = {
            "accuracy": accuracy,
            "error rate": 1.0 - accuracy,
            "balanced accuracy": float(each["recall"][real].mean()),
            "mcc": float((hits.sum() * n - (support * called).sum()) / spread) if spread else 0.0,
            "kappa": (accuracy - by_chance) / (1.0 - by_chance) if by_chance < 1 else float("nan"),
        }
        for name, values in each.items():
            found[f"macro {name}"] = float(values[present].mean())
            found[f"weighted {name}"] = float((values * support).sum() / n)
            found[f"micro {name}"] = accuracy
            if size == 2:
                found[name] = float(values[1])
        if size == 2:
            found["auc of the classes"] = found["balanced accuracy"]
        return found

    return measure


def _as_marks(predictions: Array) -> Array:
    """Give marks as they are, and probabilities cut in the middle."""
    inside = predictions.dtype.kind == "f" and bool(((predictions >= 0) & (predictions <= 1)).all())
    return np.asarray(predictions > 0.5) if inside else predictions


def _of_marks(counts: Array, cells: int) -> Measure:
    """Measure marks of rows that have so many cells; the mean IoU is that of what is marked and of what is not."""
    said, are, both = counts.T
    unmarked = np.stack([cells - said, cells - are, cells - said - are + both], axis=1)

    def measure(rows: Array) -> dict[str, float]:
        found = {}
        for name in ("dice", "iou"):
            found[name] = float(overlap(counts[rows].sum(axis=0), name))
            found[f"{name} of each row"] = float(overlap(counts[rows], name).mean())
        found["mean iou"] = (found["iou"] + float(overlap(unmarked[rows].sum(axis=0), "iou"))) / 2.0
        found["binary accuracy"] = float((both[rows] + unmarked[rows, 2]).mean() / cells)
        return found

    return measure


def _ratio(part: Array, whole: Array) -> Array:
    return np.divide(part, whole, out=np.zeros_like(part), where=whole > 0)


def _of_scores(scores: Array, truth: Array) -> list[Measure]:
    if scores.ndim == 2 and scores.shape[1] == 1:
        scores = scores[:, 0]
    if scores.ndim == 1:
        if truth.max() > 1:
            return []
        shares = _shares(scores)
        return [_of_two(scores, shares, truth), _means(_two_rows(shares, truth))]
    columns = scores.shape[1]
    if truth.max() >= columns:
        named, truth = np.unique(truth, return_inverse=True)
        if len(named) != columns:
            return []
    if scores.ndim != 2:
        return []
    shares, inside = _shares(scores), bool(((scores >= 0) & (scores <= 1)).all())
    parts = [
        _row_terms(scores[at : at + BLOCK], shares[at : at + BLOCK], truth[at : at + BLOCK], inside=inside)
        for at in range(0, len(truth), BLOCK)
    ]
    rows = {name: np.concatenate([part[name] for part in parts]) for name in parts[0]}
    found = [_means(rows)]
    if columns == 2:
        found.append(_of_two(scores[:, 1] - scores[:, 0], shares[:, 1], truth))
    elif columns <= 100:
        found.append(_one_against_rest(shares, truth))
    return found


def _row_terms(scores: Array, shares: Array, truth: Array, *, inside: bool) -> dict[str, Array]:
    """Give what some rows add to each mean; `inside` if all scores are between 0 and 1."""
    columns = scores.shape[1]
    own = np.take_along_axis(scores, truth[:, None], axis=1)
    rank = (scores > own).sum(axis=1)
    hot = truth[:, None] == np.arange(columns)
    rows: dict[str, Array] = {f"top-{k} accuracy": rank < k for k in TOP if k < columns}
    rows["cross-entropy"] = -np.log(np.maximum(np.take_along_axis(shares, truth[:, None], axis=1)[:, 0], SMALL))
    rows["binary accuracy"] = ((scores > 0.5) == hot).mean(axis=1)
    each = scores.astype(np.float64) if inside else sigmoid(scores)
    rows["binary cross-entropy"] = -np.log(np.maximum(np.where(hot, each, 1.0 - each), SMALL)).mean(axis=1)
    return rows


def _two_rows(shares: Array, truth: Array) -> dict[str, Array]:
    loss = -np.log(np.maximum(np.where(truth == 1, shares, 1.0 - shares), SMALL))
    return {"cross-entropy": loss, "binary cross-entropy": loss, "brier": (shares - truth) ** 2}


def _means(rows: dict[str, Array]) -> Measure:
    return lambda pick: {name: float(np.mean(values[pick])) for name, values in rows.items()}


def _of_two(scores: Array, shares: Array, truth: Array) -> Measure:
    def measure(rows: Array) -> dict[str, float]:
        return {
            "auc": _auc(scores[rows], truth[rows] == 1),
            "average precision": _average_precision(scores[rows], truth[rows] == 1),
            "brier": float(np.mean((shares[rows] - truth[rows]) ** 2)),
        }

    return measure


def _one_against_rest(shares: Array, truth: Array) -> Measure:
    def measure(rows: Array) -> dict[str, float]:
        y = truth[rows]
        classes, counts = np.unique(y, return_counts=True)
        areas = np.asarray([_auc(shares[rows, c], y == c) for c in classes])
        return {"macro auc": float(areas.mean()), "weighted auc": float((areas * counts).sum() / counts.sum())}

    return measure


def _auc(scores: Array, positive: Array) -> float:
    """Give the share of pairs of a positive and a negative row that are in order, ties counting half."""
    ones, zeros = np.sort(scores[positive]), np.sort(scores[~positive])  # sorting values is faster than sorting rows
    if not len(ones) or not len(zeros):
        return float("nan")
    below = np.searchsorted(zeros, ones, "left").sum() + np.searchsorted(zeros, ones, "right").sum()
    return float(below / 2.0 / (len(ones) * len(zeros)))


def _average_precision(scores: Array, positive: Array) -> float:
    if not positive.any():
        return float("nan")
    order = np.argsort(-scores, kind="stable")
    hits, ends = np.cumsum(positive[order]), np.append(np.diff(scores[order]) != 0, True)
    precision, recall = hits[ends] / (np.flatnonzero(ends) + 1), hits[ends] / positive.sum()
    return float((np.diff(recall, prepend=0.0) * precision).sum())


def _errors(predictions: Array, labels: Array) -> Measure:
    p, y = predictions.astype(np.float64).ravel(), labels.astype(np.float64).ravel()
    columns = p.size // len(labels)

    def measure(rows: Array) -> dict[str, float]:
        at = rows if columns == 1 else (rows[:, None] * columns + np.arange(columns)).ravel()
        error, truth = p[at] - y[at], y[at]
        mse = float((error**2).mean())
        found = {"mse": mse, "rmse": mse**0.5, "mae": float(np.abs(error).mean()), "bias": float(error.mean())}
        if columns == 1:
            spread = float(((truth - truth.mean()) ** 2).mean())
            found["r2"] = 1.0 - mse / spread if spread else float("nan")
            found["mape"] = float((np.abs(error) / np.maximum(np.abs(truth), np.finfo(float).eps)).mean())
            found["median absolute error"] = float(np.median(np.abs(error)))
            guessed = p[at] - p[at].mean()
            norm = float(np.sqrt((guessed**2).sum() * ((truth - truth.mean()) ** 2).sum()))
            found["correlation"] = float((guessed * (truth - truth.mean())).sum() / norm) if norm else float("nan")
        return found

    return measure
