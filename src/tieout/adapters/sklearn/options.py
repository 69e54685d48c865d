"""Metrics whose number depends on one option: what they are called with it, and its usual values."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

_PLACES = (1, 2, 3, 5, 10, 20, 50, 100, None)
_QUANTILES = (0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95)
# By function: the option, its value where it is not given, and the values that are tried.
OPTIONS: Mapping[str, tuple[str, Any, tuple[Any, ...]]] = {
    "fbeta_score": ("beta", 1.0, (0.5, 1.0, 2.0, 3.0)),
    "ndcg_score": ("k", None, _PLACES),
    "dcg_score": ("k", None, _PLACES),
    "mean_pinball_loss": ("alpha", 0.5, _QUANTILES),
    "d2_pinball_score": ("alpha", 0.5, _QUANTILES),
    "mean_tweedie_deviance": ("power", 0, (0, 1, 1.5, 2, 3)),
    "d2_tweedie_score": ("power", 0, (0, 1, 1.5, 2, 3)),
}


def with_option(function: str, options: Mapping[str, Any], value: Any) -> str:
    """Give the name of a metric with one value of its option; F-beta with a beta of 1 is F1."""
    average = options.get("average", "binary")
    averaged = f"{average} " if isinstance(average, str) and average != "binary" else ""
    if function == "fbeta_score" and value == 1:
        return f"{averaged}f1"
    plain = function.removesuffix("_score").replace("_", " ")
    shown = "none" if value is None else f"{value:g}"
    return f"{averaged}{plain} with {OPTIONS[function][0]} {shown}"
