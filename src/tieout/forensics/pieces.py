"""What a definition is put together from: decoding rules, metrics, label readings, ways of pooling, each with a price.

The price says how far a piece is from the plain way; the definition that fits with the lowest sum is named first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.special import expit, softmax
from scipy.stats import rankdata

Array = NDArray[Any]


@dataclass(frozen=True)
class Piece:
    """One ingredient of a definition: its name, its price, and what it does to arrays."""

    name: str
    price: float
    apply: Callable[..., Any]


@dataclass(frozen=True)
class Measure:
    """A metric of (predictions, labels). `wants` says what it is computed from; `rows` gives one number a row."""

    name: str
    price: float
    wants: str  # "classes", "scores" of the positive class, "probabilities", "values"
    value: Callable[[Array, Array], float]
    rows: Callable[[Array, Array], Array] | None = None


# --- decoding --------------------------------------------------------------------------------------------------------
def decodings(outputs: Array) -> Iterator[Piece]:
    """Give the ways in which outputs become classes, the usual one for their shape first."""
    if outputs.dtype.kind in "iub" or outputs.dtype.kind != "f":
        yield Piece("", 0.0, lambda o: o.reshape(len(o)) if o.ndim > 1 and o.shape[1] == 1 else o)
        return
    columns = outputs.shape[1] if outputs.ndim > 1 else 1
    if columns > 1:
        yield Piece("argmax", 0.0, lambda o: o.argmax(axis=1))
        if columns == 2:
            yield Piece("column 1 > 0.5", 1.0, lambda o: (o[:, 1] > 0.5).astype(int))
            yield Piece("column 1 > 0", 2.0, lambda o: (o[:, 1] > 0).astype(int))
            yield Piece("column 0 > 0.5", 2.0, lambda o: (o[:, 0] > 0.5).astype(int))
        yield Piece("argmax over one column (always class 0)", 2.0, lambda o: np.zeros(len(o), dtype=int))
        return
    flat = outputs.ravel()
    within = bool(flat.min() >= 0.0 and flat.max() <= 1.0)
    yield Piece("> 0.5", 0.0 if within else 1.0, lambda o: (o.ravel() > 0.5).astype(int))
    yield Piece("> 0", 1.0 if within else 0.0, lambda o: (o.ravel() > 0).astype(int))
    for cut in (0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9):
        yield Piece(f"> {cut:g}", 2.0, partial(_above, cut=cut))
    if not within:
        yield Piece("sigmoid > 0.3", 3.0, lambda o: (expit(o.ravel()) > 0.3).astype(int))
    yield Piece("argmax over one column (always class 0)", 1.5, lambda o: np.zeros(len(o), dtype=int))


def _above(outputs: Array, cut: float) -> Array:
    return (outputs.ravel() > cut).astype(int)


def probabilities(outputs: Array) -> Iterator[Piece]:
    """Give the ways in which outputs become probabilities, the right one for their range first."""
    if outputs.ndim > 1 and outputs.shape[1] > 1:
        sums = outputs.sum(axis=1)
        proper = bool(outputs.min() >= 0.0 and np.allclose(sums, 1.0, atol=1e-3))
        yield Piece("", 0.0 if proper else 2.0, lambda o: o)
        yield Piece("softmax", 2.0 if proper else 0.0, lambda o: softmax(o, axis=1))
        yield Piece("softmax twice", 3.0, lambda o: softmax(softmax(o, axis=1), axis=1))
        return
    proper = bool(outputs.min() >= 0.0 and outputs.max() <= 1.0)
    if proper:
        yield Piece("", 0.0, np.ravel)
    yield Piece("sigmoid", 2.0 if proper else 0.0, lambda o: expit(o.ravel()))
    if not proper:
        yield Piece("sigmoid twice", 3.0, lambda o: expit(expit(o.ravel())))


# --- labels ----------------------------------------------------------------------------------------------------------
def readings(classes: Array | None, labels: Array) -> Iterator[Piece]:
    """Give the ways in which labels may have been read: as they are, mapped, shifted, in another order."""
    yield Piece("", 0.0, lambda y: y)
    if labels.dtype.kind not in "iub" or classes is None or classes.dtype.kind not in "iub":
        return
    found = np.unique(labels)
    if len(found) == 2 and set(found.tolist()) <= {0, 1}:
        yield Piece("labels 0 and 1 exchanged", 3.0, lambda y: 1 - y)
    else:
        yield Piece("labels counted from 1", 3.0, lambda y: y + 1)
        yield Piece("labels less 1", 3.0, lambda y: y - 1)
        map_ = best_map(classes, labels)
        if map_ is not None:
            yield Piece(_told(map_), 4.0, partial(mapped, map_=map_))
    yield Piece("labels one row later", 4.0, lambda y: np.roll(y, 1))
    yield Piece("labels one row earlier", 4.0, lambda y: np.roll(y, -1))
    yield Piece("labels in reverse order", 4.0, lambda y: y[::-1])
    yield Piece("labels sorted", 4.0, np.sort)


def best_map(classes: Array, labels: Array) -> dict[int, int] | None:
    """Give the relabelling under which predictions and labels agree most, None where it changes nothing.

    Optimal assignment on the confusion matrix (Kuhn-Munkres).
    """
    names = np.union1d(np.unique(classes), np.unique(labels))
    if not 1 < len(names) <= 200:
        return None
    table = np.zeros((len(names), len(names)))
    np.add.at(table, (np.searchsorted(names, labels), np.searchsorted(names, classes)), 1)
    rows, columns = linear_sum_assignment(-table)
    map_ = {int(names[r]): int(names[c]) for r, c in zip(rows, columns, strict=True) if r != c and table[r].sum()}
    return map_ or None


def mapped(labels: Array, map_: dict[int, int]) -> Array:
    """Give labels under other numbers."""
    return np.asarray([map_.get(int(label), int(label)) for label in labels])


def _told(map_: dict[int, int]) -> str:
    pairs = ", ".join(f"{a}→{b}" for a, b in list(map_.items())[:6])
    return f"labels mapped: {pairs}{', …' if len(map_) > 6 else ''}"


# --- metrics of classes ----------------------------------------------------------------------------------------------
def _hits(p: Array, y: Array) -> Array:
    return np.asarray(p == y, dtype=float)


def _counts(p: Array, y: Array) -> tuple[Array, Array, Array, Array]:
    names, at = np.unique(np.concatenate([p, y]), return_inverse=True)
    p_at, y_at = at[: len(p)], at[len(p) :]
    said, are = (np.bincount(one, minlength=len(names)).astype(float) for one in (p_at, y_at))
    hit = np.bincount(p_at[p_at == y_at], minlength=len(names)).astype(float)
    return names, hit, said, are


def _ratio(a: Array, b: Array) -> Array:
    return np.divide(a, b, out=np.zeros_like(a), where=b > 0)


def averaged(kind: str, average: str, p: Array, y: Array) -> float:
    """Give F1, precision or recall: "macro" or "weighted" over the classes, or "of class 1" or "of class 0" alone."""
    names, hit, said, are = _counts(p, y)
    each = {
        "F1": _ratio(2 * hit, said + are),
        "precision": _ratio(hit, said),
        "recall": _ratio(hit, are),
    }[kind]
    if average == "macro":
        return float(each.mean())
    if average == "weighted":
        return float((each * are).sum() / are.sum())
    wanted = 1 if average == "of class 1" else 0
    at = np.flatnonzero(names == wanted)
    return float(each[at[0]]) if len(at) else 0.0


def balanced(p: Array, y: Array) -> float:
    """Give the mean recall of the classes that labels have."""
    names, hit, _, are = _counts(p, y)
    return float(_ratio(hit, are)[np.isin(names, y)].mean())


def _kappa(p: Array, y: Array) -> float:
    _, hit, said, are = _counts(p, y)
    n = len(y)
    by_chance = float((said * are).sum()) / n**2
    return float((hit.sum() / n - by_chance) / (1 - by_chance)) if by_chance < 1 else 0.0


def matthews(p: Array, y: Array) -> float:
    """Give the correlation of predicted classes and labels, nothing where one of them never varies."""
    _, hit, said, are = _counts(p, y)
    n = len(y)
    above = hit.sum() * n - (said * are).sum()
    below = np.sqrt(n**2 - (said**2).sum()) * np.sqrt(n**2 - (are**2).sum())
    return float(above / below) if below else 0.0


def _specificity(p: Array, y: Array) -> float:
    return averaged("recall", "of class 0", p, y)


def _broadcast(p: Array, y: Array) -> float:
    names, _, said, are = _counts(p, y)
    del names
    return float((said * are).sum() / (len(p) * len(y)))


def of_classes(classes: Array, labels: Array) -> Iterator[Measure]:
    """Give the metrics of predicted classes."""
    yield Measure("accuracy", 0.0, "classes", lambda p, y: float(_hits(p, y).mean()), _hits)
    binary = set(np.union1d(np.unique(classes), np.unique(labels)).tolist()) <= {0, 1}
    for kind in ("F1", "precision", "recall"):
        if binary:
            yield Measure(kind, 0.5, "classes", partial(averaged, kind, "of class 1"))
            yield Measure(f"{kind} of class 0", 2.0, "classes", partial(averaged, kind, "of class 0"))
        for average in ("macro", "weighted"):
            price = 1.5 if binary else 0.5
            yield Measure(f"{average} {kind}", price, "classes", partial(averaged, kind, average))
    yield Measure(
        "error rate", 1.0, "classes", lambda p, y: 1.0 - float(_hits(p, y).mean()), lambda p, y: 1 - _hits(p, y)
    )
    yield Measure("balanced accuracy", 1.0, "classes", balanced)
    yield Measure("Cohen's kappa", 1.5, "classes", _kappa)
    yield Measure("Matthews correlation", 1.5, "classes", matthews)
    yield Measure("accuracy over broadcast shapes, (n, 1) == (n,)", 1.0, "classes", _broadcast)


# --- metrics of scores and probabilities -----------------------------------------------------------------------------
def _auc(scores: Array, positive: Array) -> float:
    n1 = int(positive.sum())
    n0 = len(positive) - n1
    if not n0 or not n1:
        return float("nan")
    ranks = rankdata(scores)
    return float((ranks[positive].sum() - n1 * (n1 + 1) / 2) / (n0 * n1))


def auc_binary(scores: Array, y: Array) -> float:
    """Give the area under the ROC curve of the class 1, not a number without two classes."""
    column = scores[:, 1] if scores.ndim > 1 and scores.shape[1] > 1 else scores.ravel()
    return _auc(column, y == 1)


def _auc_ovr(average: str, scores: Array, y: Array) -> float:
    names = np.unique(y)
    each = np.array([_auc(scores[:, c], y == c) for c in names])
    weights = np.array([(y == c).sum() for c in names]) if average == "weighted" else np.ones(len(names))
    return float((each * weights).sum() / weights.sum())


def _average_precision(scores: Array, y: Array) -> float:
    column = scores[:, 1] if scores.ndim > 1 and scores.shape[1] > 1 else scores.ravel()
    order = np.argsort(-column, kind="stable")
    hit = (y[order] == 1).astype(float)
    if not hit.sum():
        return 0.0
    last = np.append(np.diff(column[order]) != 0, True)  # ties count at their end
    seen = np.cumsum(hit)[last]
    precision = seen / (np.flatnonzero(last) + 1)
    return float((np.diff(np.append(0.0, seen)) * precision).sum() / hit.sum())


def _nll(p: Array, y: Array, floor: float) -> Array:
    y = y.astype(int)
    if p.ndim > 1 and p.shape[1] > 1:
        chosen = p[np.arange(len(y)), np.clip(y, 0, p.shape[1] - 1)]
    else:
        chosen = np.where(y == 1, p.ravel(), 1.0 - p.ravel())
    return np.asarray(-np.log(np.clip(chosen, floor, 1.0 - floor)))


def _brier(p: Array, y: Array) -> Array:
    column = p[:, 1] if p.ndim > 1 and p.shape[1] == 2 else p
    if column.ndim == 1:
        return np.asarray(np.square(column - (y == 1)))
    hot = np.eye(column.shape[1])[np.clip(y.astype(int), 0, column.shape[1] - 1)]
    return np.asarray(np.square(column - hot).sum(axis=1))


def _top(k: int, scores: Array, y: Array) -> Array:
    best = np.argpartition(-scores, k - 1, axis=1)[:, :k]
    return np.asarray((best == y[:, None]).any(axis=1), dtype=float)


def of_scores(outputs: Array, labels: Array) -> Iterator[Measure]:
    """Give the metrics of scores, before any class is chosen."""
    binary = set(np.unique(labels).tolist()) <= {0, 1}
    columns = outputs.shape[1] if outputs.ndim > 1 else 1
    if binary and columns <= 2:
        yield Measure("area under the ROC curve", 0.5, "scores", auc_binary)
        yield Measure("average precision", 1.0, "scores", _average_precision)
    if columns > 2 and np.unique(labels).size <= columns and labels.max() < columns:
        for average in ("macro", "weighted"):
            yield Measure(
                f"area under the ROC curve, one against rest, {average}", 1.0, "scores", partial(_auc_ovr, average)
            )
        for k in (2, 3, 5):
            if k < columns:
                yield Measure(f"top-{k} accuracy", 1.0, "scores", partial(_mean_of, partial(_top, k)), partial(_top, k))


def _mean_of(rows: Callable[..., Array], p: Array, y: Array) -> float:
    return float(rows(p, y).mean())


def of_probabilities() -> Iterator[Measure]:
    """Give the metrics of probabilities."""
    for floor, told, price in ((1e-15, "log loss", 0.5), (1e-7, "log loss, clipped at 1e-7", 1.0)):
        rows = partial(_nll, floor=floor)
        yield Measure(told, price, "probabilities", partial(_mean_of, rows), rows)
    yield Measure("Brier score", 1.0, "probabilities", partial(_mean_of, _brier), _brier)


# --- metrics of real numbers -----------------------------------------------------------------------------------------
def _r2(p: Array, y: Array) -> float:
    return float(1.0 - np.square(y - p).sum() / np.square(y - y.mean()).sum())


def _squares(p: Array, y: Array) -> Array:
    return np.asarray(np.square(p - y))


def _sizes(p: Array, y: Array) -> Array:
    return np.asarray(np.abs(p - y))


def of_values() -> Iterator[Measure]:
    """Give the metrics of real-valued predictions."""
    yield Measure("MSE", 0.0, "values", partial(_mean_of, _squares), _squares)
    yield Measure("RMSE", 0.0, "values", lambda p, y: float(np.sqrt(_squares(p, y).mean())))
    yield Measure("MAE", 0.0, "values", partial(_mean_of, _sizes), _sizes)
    yield Measure("R2", 0.0, "values", _r2)
    yield Measure("R2 with predictions and labels exchanged", 2.0, "values", lambda p, y: _r2(y, p))
    yield Measure("squared correlation", 1.0, "values", lambda p, y: float(np.corrcoef(p, y)[0, 1] ** 2))
    yield Measure("explained variance", 1.0, "values", lambda p, y: float(1.0 - np.var(y - p) / np.var(y)))
    yield Measure("median absolute error", 1.0, "values", lambda p, y: float(np.median(_sizes(p, y))))
    yield Measure("MAPE", 1.0, "values", lambda p, y: float((_sizes(p, y) / np.maximum(np.abs(y), 1e-12)).mean()))
    yield Measure("root mean squared log error", 1.5, "values", _rmsle)
    yield Measure("half the MSE", 2.0, "values", lambda p, y: float(_squares(p, y).mean() / 2))
    yield Measure("MSE over broadcast shapes, (n, 1) - (n,)", 1.0, "values", _spread_squares)
    yield Measure("MAE over broadcast shapes, (n, 1) - (n,)", 1.0, "values", _spread_sizes)
    yield Measure(
        "RMSE over broadcast shapes, (n, 1) - (n,)", 1.5, "values", lambda p, y: float(np.sqrt(_spread_squares(p, y)))
    )


def _rmsle(p: Array, y: Array) -> float:
    if p.min() <= -1 or y.min() <= -1:
        return float("nan")
    return float(np.sqrt(np.square(np.log1p(p) - np.log1p(y)).mean()))


def _spread_squares(p: Array, y: Array) -> float:
    return float(p.var() + y.var() + (p.mean() - y.mean()) ** 2)


def _spread_sizes(p: Array, y: Array) -> float:
    ordered = np.sort(y)
    sums = np.append(0.0, np.cumsum(ordered))
    at = np.searchsorted(ordered, p)
    total = p * at - sums[at] + (sums[-1] - sums[at]) - p * (len(y) - at)
    return float(total.sum() / (len(p) * len(y)))
