"""Which metric an estimator's own `score` method is, and the same metric for other predictions."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from tieout.adapters._calls import quiet
from tieout.adapters.sklearn.metrics import full_name, per_row_of, short_name, weighting_of
from tieout.core.passes import PLAIN, Definition


@dataclass(frozen=True, slots=True)
class ScoreMetric:
    """The metric behind a `score` method; without `recompute` only its number is known."""

    name: str
    recompute: Callable[..., float] | None = None
    per_row: Callable[[Any, Any], Any] | None = None
    definition: Definition = PLAIN


def measured(
    estimator: Any, method: str, outputs: Any, labels: Any, weights: Any, value: float, *, scorer: Any = None
) -> ScoreMetric:
    """Give the metric that turns these outputs and labels into this value; a guess that does not is not given."""
    if labels is None:
        return ScoreMetric("score")
    for function, sign, options, exact in _candidates(estimator, scorer):
        name = short_name(function.__name__)
        recompute = _recompute(function, sign, options, method)
        try:
            # Accuracy and R2 of the base classes need no test; a scorer may look at the outputs in its own way.
            counts = () if weights is None else (weights,)
            agrees = exact or (
                outputs is not None and math.isclose(recompute(outputs, labels, *counts), value, rel_tol=1e-9)
            )
        except (TypeError, ValueError):
            agrees = False
        if agrees:
            rows = per_row_of(function.__name__, labels, options) if sign > 0 and method == "predict" else None
            full = full_name(function.__name__, options, labels) if sign > 0 else ""
            return ScoreMetric(name, recompute, rows, replace(weighting_of({"sample_weight": weights}), name=full))
    return ScoreMetric("score")


def _candidates(estimator: Any, scorer: Any) -> list[tuple[Callable[..., Any], int, dict[str, Any], bool]]:
    from sklearn.base import is_classifier, is_regressor
    from sklearn.metrics import accuracy_score, r2_score

    found: list[tuple[Callable[..., Any], int, dict[str, Any], bool]] = []
    scorer = scorer or getattr(estimator, "scorer_", None)
    if isinstance(scorer, dict):
        scorer = scorer.get(getattr(estimator, "refit", None))
    if scorer is not None and hasattr(scorer, "_score_func"):
        found.append((scorer._score_func, scorer._sign, dict(scorer._kwargs), False))
    if is_classifier(estimator):
        found.append((accuracy_score, 1, {}, _keeps_base_score(estimator)))
    elif is_regressor(estimator):
        found.append((r2_score, 1, {}, _keeps_base_score(estimator)))
    return found


def _keeps_base_score(estimator: Any) -> bool:
    owner = next((cls for cls in type(estimator).__mro__ if "score" in vars(cls)), None)
    return owner is not None and owner.__module__ == "sklearn.base"


def _recompute(function: Callable[..., Any], sign: int, options: dict[str, Any], method: str) -> Callable[..., float]:
    def recompute(outputs: Any, labels: Any, shares: Any = None) -> float:
        columns = outputs
        if method == "predict_proba" and "log_loss" not in function.__name__ and getattr(outputs, "ndim", 0) == 2:
            columns = outputs[:, 1] if outputs.shape[1] == 2 else outputs
        weighted = {} if shares is None else {"sample_weight": shares}
        with quiet():
            return sign * float(function(labels, columns, **options, **weighted))

    return recompute
