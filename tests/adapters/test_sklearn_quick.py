"""The quick ways of metrics give what scikit-learn gives, and nothing where they do not hold."""

from __future__ import annotations

import warnings
from typing import Any

import numpy as np
import pytest
from sklearn import metrics

from tieout.adapters.sklearn.quick import quick

RNG = np.random.default_rng(7)
CALLS: list[tuple[str, dict[str, Any]]] = [
    *(
        (name, {"average": average, "labels": None, "pos_label": 1, "zero_division": "warn"})
        for name in ("f1_score", "precision_score", "recall_score")
        for average in ("macro", "weighted", "binary")
    ),
    ("balanced_accuracy_score", {"adjusted": False}),
    ("matthews_corrcoef", {}),
]


def theirs(name: str, options: dict[str, Any], predictions: Any, labels: Any) -> float:
    """Give what scikit-learn gives."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return float(getattr(metrics, name)(labels, predictions, **options))


@pytest.mark.parametrize(("name", "options"), CALLS, ids=str)
@pytest.mark.parametrize("rows", [1, 2, 5, 40, 700])
def test_classes(name: str, options: dict[str, Any], rows: int) -> None:
    """Few rows lack classes in the labels, in the predictions, or in both."""
    classes = 2 if options.get("average") == "binary" else 6
    for _ in range(20):
        labels, predictions = (RNG.integers(0, classes, rows) for _ in range(2))
        found = quick(name, options, predictions, labels)
        assert found == pytest.approx(theirs(name, options, predictions, labels), abs=1e-12)


@pytest.mark.parametrize("value", [0, 1])
def test_one_class_alone(value: int) -> None:
    """Where nothing but one class is there, ratios of nothing are taken as scikit-learn takes them."""
    only = np.full(9, value)
    for name, options in CALLS:
        assert quick(name, options, only, only) == theirs(name, options, only, only), (name, options)


def test_scores_of_two_classes() -> None:
    """The area under the curve counts ties half."""
    labels = RNG.integers(0, 2, 300)
    for scores in (RNG.random(300), RNG.integers(0, 5, 300), labels.astype(float)):
        expected = metrics.roc_auc_score(labels, scores)
        assert quick("roc_auc_score", {"average": "macro", "max_fpr": None}, scores, labels) == pytest.approx(expected)


@pytest.mark.parametrize(
    ("name", "options", "predictions", "labels"),
    [
        ("f1_score", {"average": "binary"}, [0, 2, 1], [0, 1, 2]),  # scikit-learn refuses it
        ("f1_score", {"average": "macro"}, ["a", "b"], ["a", "a"]),
        ("f1_score", {"average": "macro", "labels": [0, 1]}, [0, 1, 2], [0, 1, 1]),
        ("f1_score", {"average": "macro", "zero_division": 1}, [0, 1], [0, 1]),
        ("f1_score", {"average": None}, [0, 1], [0, 1]),
        ("f1_score", {"average": "macro"}, [[0, 1], [1, 1]], [[0, 1], [1, 0]]),
        ("f1_score", {"average": "macro"}, [], []),
        ("precision_score", {"average": "binary", "pos_label": 0}, [0, 1], [0, 1]),
        ("balanced_accuracy_score", {"adjusted": True}, [0, 1], [0, 1]),
        ("roc_auc_score", {}, [0.1, 0.2], [1, 1]),
        ("roc_auc_score", {}, [0.1, np.nan], [0, 1]),
        ("roc_auc_score", {"max_fpr": 0.5}, [0.1, 0.2], [0, 1]),
        ("roc_auc_score", {}, [[0.1, 0.9], [0.5, 0.5]], [0, 1]),
        ("cohen_kappa_score", {}, [0, 1], [0, 1]),
    ],
    ids=str,
)
def test_what_is_left_to_scikit_learn(name: str, options: dict[str, Any], predictions: Any, labels: Any) -> None:
    """Other options, words, columns, and calls that it refuses or warns of."""
    assert quick(name, options, np.array(predictions), np.array(labels)) is None
