"""Apply a transform that another run fitted, from its fitted attributes alone; no pickle is read."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np

ALLOWED = "sklearn."


def rebuilt(module: str, name: str, params: Mapping[str, Any]) -> Callable[[Any], Any] | None:
    """Give the transform of a scikit-learn class with these fitted attributes, or None where that cannot be done.

    Only classes of scikit-learn itself are looked up, and only plain attributes are set.
    """
    if name in {"StandardScaler", "Normalization"} and "mean_" in params:
        return _standard(params)
    if not module.startswith(ALLOWED):
        return None
    try:
        kind = getattr(importlib.import_module(module), name)
        settings = params.get("params") or {}
        estimator = kind(**{k: v for k, v in settings.items() if k in kind().get_params()})
        for key, value in params.items():
            if key.endswith("_") and not key.startswith("_"):
                setattr(estimator, key, value)
        transform: Callable[[Any], Any] = estimator.transform
    except Exception:  # noqa: BLE001 - whatever a class of another version does, the answer is "cannot be done"
        return None
    return transform


def _standard(params: Mapping[str, Any]) -> Callable[[Any], Any]:
    mean, scale = params.get("mean_"), params.get("scale_")

    def apply(rows: Any) -> Any:
        moved = np.asarray(rows, dtype=np.float64)
        if mean is not None:
            moved = moved - np.asarray(mean)
        if scale is not None:
            moved = moved / np.asarray(scale)
        return moved

    return apply
