"""Prediction and label shapes broadcast, for example (n,1) against (n,), so every prediction met every label.

The comparison gives n x n values instead of n; their mean only depends on how often each class occurs. The score is
computed again row against row.

Bad:
    acc = (model.predict(x) > 0.5) == y        # (n, 1) == (n,)

Good:
    acc = (model.predict(x)[:, 0] > 0.5) == y
"""

from __future__ import annotations

import numpy as np

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.trial import Metric, Trial
from tieout.core.view import View

ID = "metric.broadcast"
FIX = "Give predictions and labels one shape before they are compared: squeeze(-1), ravel() or [:, 0]."


def examine(view: View) -> Finding:
    """Give the factor if the comparison made more values than there were rows."""
    shapes = [_shapes(meet) for meet in view.recipe.meets if meet.kind == "compare"]
    if not shapes:
        return None
    spread = [(one, other) for one, other in shapes if one != other and _size(one, other) > max(_n(one), _n(other))]
    if not spread:
        return RuledOut("predictions and labels have the same shape")
    one, other = spread[0]
    return Factor(
        ID,
        "mistake",
        Stage.METRIC,
        view.recipe.where,
        f"shapes {one} and {other} broadcast: every prediction met every label",
        FIX,
        undo=lambda trial: _row_by_row(trial, view.recipe.metric),
    )


def _row_by_row(trial: Trial, name: str) -> Trial:
    metric = trial.metric
    decode, labels = trial.decode, np.asarray(trial.labels).ravel()
    n = len(labels)

    def per_row(predictions: np.ndarray, truth: np.ndarray) -> np.ndarray:
        p, y = np.asarray(predictions).reshape(len(truth), -1)[:, 0], np.asarray(truth).ravel()
        if name in {"mse", "mae"}:
            error = p.astype(np.float64) - y
            return np.asarray(error**2 if name == "mse" else np.abs(error))
        return np.asarray(p == y, dtype=np.float64)

    if name == "rmse":
        changed = Metric(name, lambda p, y: float(np.sqrt(np.mean((np.ravel(p) - np.ravel(y)) ** 2))), None)
    else:
        changed = Metric(metric.name, lambda p, y: float(per_row(p, y).mean()), per_row)
    return trial.with_(metric=changed, decode=decode, labels=labels, denominator=None if n else trial.denominator)


def _shapes(meet: object) -> tuple[tuple[int, ...], tuple[int, ...]]:
    left = tuple(int(k) for k in getattr(meet.predictions, "shape", ()))  # type: ignore[attr-defined]
    right = tuple(int(k) for k in getattr(meet.labels, "shape", ()))  # type: ignore[attr-defined]
    return left, right


def _n(shape: tuple[int, ...]) -> int:
    return int(np.prod(shape)) if shape else 1


def _size(one: tuple[int, ...], other: tuple[int, ...]) -> int:
    try:
        return int(np.prod(np.broadcast_shapes(one, other)))
    except ValueError:
        return 0


CAUSE = Cause(ID, "Shapes that broadcast", examine=examine)
