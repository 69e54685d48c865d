"""Metrics that scripts compute by hand, with what each row contributes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.trial import Metric

Array = NDArray[Any]


def _hits(predictions: Array, labels: Array) -> Array:
    predictions, labels = np.asarray(predictions), np.asarray(labels)
    if predictions.shape != labels.shape:
        if labels.ndim == 2 and labels.shape[1] > 1 and predictions.size == len(labels):
            labels = labels.argmax(axis=1)  # one-hot labels against class numbers
        predictions, labels = predictions.reshape(len(predictions), -1), labels.reshape(len(labels), -1)
    hits = predictions == labels
    return np.asarray(hits.reshape(len(hits), -1).mean(axis=1), dtype=np.float64)


def _broadcast_hits(predictions: Array, labels: Array) -> float:
    """Give what `(n, 1) == (n,)` gives when it is averaged over everything it made."""
    p, y = np.asarray(predictions).ravel(), np.asarray(labels).ravel()
    found, counts = np.unique(p, return_counts=True)
    return float(sum(c * (y == v).sum() for v, c in zip(found, counts, strict=True)) / (len(p) * len(y)))


def _found(predictions: Array, labels: Array) -> Array:
    """Tell of each row whether its label is among several predictions."""
    among_them = np.asarray(predictions) == np.asarray(labels).reshape(len(labels), 1)
    return np.asarray(among_them.any(axis=1), dtype=np.float64)


def among(count: int) -> Metric:
    """Give the metric that counts the rows whose label is among so many predictions, the best ones."""
    return Metric(f"top-{count} accuracy", lambda p, y: float(_found(p, y).mean()), _found)


def _errors(predictions: Array, labels: Array) -> Array:
    difference = np.asarray(predictions, dtype=np.float64).ravel() - np.asarray(labels, dtype=np.float64).ravel()
    return np.asarray(difference)


ACCURACY = Metric("accuracy", lambda p, y: float(_hits(p, y).mean()), _hits)
ERROR_RATE = Metric("error rate", lambda p, y: 1.0 - float(_hits(p, y).mean()), lambda p, y: 1.0 - _hits(p, y))
BROADCAST = Metric("accuracy", _broadcast_hits, None)
REGRESSION = {
    "mse": Metric("mse", lambda p, y: float((_errors(p, y) ** 2).mean()), lambda p, y: _errors(p, y) ** 2),
    "rmse": Metric("rmse", lambda p, y: float(np.sqrt((_errors(p, y) ** 2).mean())), None),
    "mae": Metric("mae", lambda p, y: float(np.abs(_errors(p, y)).mean()), lambda p, y: np.abs(_errors(p, y))),
    "bias": Metric("bias", lambda p, y: float(_errors(p, y).mean()), _errors),
}


def _spread(power: float, root: float) -> Callable[[Array, Array], float]:
    """Give a mean over every prediction against every label, as broadcast shapes make it."""

    def value(predictions: Array, labels: Array) -> float:
        p, y = np.asarray(predictions, dtype=np.float64).ravel(), np.asarray(labels, dtype=np.float64).ravel()
        return float(np.mean([np.mean(np.abs(p - one) ** power) for one in y]) ** root)

    return value


SPREAD = {
    "mse": Metric("mse", _spread(2, 1), None),
    "rmse": Metric("rmse", _spread(2, 0.5), None),
    "mae": Metric("mae", _spread(1, 1), None),
}


def of_operator(
    op: str, results: Sequence[Array], *, spread: bool, ranked: bool
) -> Iterator[tuple[Metric, list[Array]]]:
    """Give the metrics that results of an operator make, with what each batch contributes.

    Of `ranked` predictions, several a row, it counts whether the label is among them.
    """
    if ranked and op == "==":
        width = results[0].shape[-1]
        yield among(width), [np.asarray(r.reshape(-1, width).any(axis=1), dtype=np.float64) for r in results]
    if op == "-":
        for name, metric in (SPREAD if spread else REGRESSION).items():
            yield metric, [np.abs(r) if name == "mae" else r if name == "bias" else np.square(r) for r in results]
        return
    hits = [np.asarray(r, dtype=np.float64) for r in results]
    equal = BROADCAST if spread else ACCURACY
    yield (equal if op == "==" else ERROR_RATE), hits
    yield (ERROR_RATE if op == "==" else equal), [1.0 - h for h in hits]


LOWER_IS_BETTER = frozenset(
    {"mse", "rmse", "mae", "mape", "msle", "error rate", "loss", "cross_entropy", "nll_loss", "binary_cross_entropy"}
    | {"binary_cross_entropy_with_logits", "mse_loss", "l1_loss", "log_loss", "brier", "cross-entropy"}
    | {"binary cross-entropy", "rmsle", "median absolute error", "median_absolute_error", "max_error", "hinge_loss"}
    | {"hamming_loss", "zero_one_loss", "mean_pinball_loss", "mean_tweedie_deviance", "mean_poisson_deviance"}
    | {"mean_gamma_deviance", "smooth_l1_loss", "huber_loss", "poisson_nll_loss", "gaussian_nll_loss", "kl_div"}
)
