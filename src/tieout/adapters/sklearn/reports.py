"""The scores inside a `classification_report`, each as if it had been asked for alone."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

import numpy as np

from tieout.adapters._calls import quiet

Part = tuple[Callable[..., Any], dict[str, Any], float, str]
AVERAGES = ("macro", "weighted")
COLUMNS = ("precision", "recall", "f1")


def scores_of(given: Mapping[str, Any], report: Any) -> Iterator[Part]:
    """Give each score that a report shows: its function, the options that make it, its value and its name.

    Args:
        given:  the arguments of the call by name.
        report: what it gave, as text or as a mapping.
    """
    package: Any = sys.modules["sklearn.metrics"]
    labels, predictions = given["y_true"], given["y_pred"]
    weight = {"sample_weight": given["sample_weight"]} if given.get("sample_weight") is not None else {}
    options = {key: given[key] for key in ("labels", "zero_division") if given.get(key) is not None} | weight
    with quiet():
        each = package.precision_recall_fscore_support(labels, predictions, **{"zero_division": 0, **options})
        accurate = float(package.accuracy_score(labels, predictions, **weight)) if "accuracy" in report else None
    if accurate is not None:
        yield package.accuracy_score, weight, accurate, "accuracy"
    for average in AVERAGES:
        if f"{average} avg" not in report:
            continue
        shares = np.ones(len(each[3])) if average == "macro" else np.asarray(each[3], dtype=float)
        if not shares.sum():
            continue
        for column, values in zip(COLUMNS, each[:3], strict=True):
            value = float(np.average(values, weights=shares))
            if np.isfinite(value):
                yield getattr(package, f"{column}_score"), {**options, "average": average}, value, f"{average} {column}"
