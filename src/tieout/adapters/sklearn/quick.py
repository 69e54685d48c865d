"""Metrics of scikit-learn without all that it checks at every call: resamples ask for them by the thousand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
_KINDS = {"f1_score": "F1", "precision_score": "precision", "recall_score": "recall"}
_AVERAGES = {"binary": "of class 1", "macro": "macro", "weighted": "weighted"}
_USUAL: Mapping[str, tuple[Any, ...]] = {  # what the options may be for these ways to hold
    "labels": (None,),
    "pos_label": (1,),
    "zero_division": ("warn", 0),
    "adjusted": (False,),
    "max_fpr": (None,),
    "multi_class": ("raise",),
}


def quick(name: str, options: Mapping[str, Any], predictions: Any, labels: Any) -> float | None:
    """Give a metric as scikit-learn does, None where it or what it is asked of is not known here.

    That is left to scikit-learn itself: classes that are words, columns, more than two classes where two are wanted.
    """
    p, y = np.asarray(predictions), np.asarray(labels)
    if p.ndim != 1 or p.shape != y.shape or not len(y) or y.dtype.kind not in "iub" or not _are_usual(options):
        return None
    from tieout.forensics import pieces  # needs parts of scipy that the metrics of scikit-learn have imported

    if name == "roc_auc_score":
        two = options.get("average", "macro") == "macro" and 0 <= y.min() < y.max() == 1
        return pieces.auc_binary(p, y) if two and p.dtype.kind in "fiu" and np.isfinite(p).all() else None
    if p.dtype.kind not in "iub":
        return None
    if name in _KINDS:
        average = options.get("average", "binary")
        known = average in _AVERAGES and (average != "binary" or (min(p.min(), y.min()) >= 0 and _most(p, y) <= 1))
        return pieces.averaged(_KINDS[name], _AVERAGES[average], p, y) if known else None
    if name == "balanced_accuracy_score":
        return pieces.balanced(p, y)
    return pieces.matthews(p, y) if name == "matthews_corrcoef" else None


def _most(p: Array, y: Array) -> int:
    return int(max(p.max(), y.max()))


def _are_usual(options: Mapping[str, Any]) -> bool:
    return all(
        any(type(value) in (type(one), float) and value == one for one in _USUAL.get(key, ()))
        for key, value in options.items()
        if key != "average"
    )
