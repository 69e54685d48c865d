"""Printed numbers are identified: the definition that made each is named first, and a random number is claimed never.

The numbers are made by scikit-learn and by plain loops, never by what is tested.
"""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest
from sklearn import metrics
from sklearn.datasets import load_breast_cancer, load_diabetes, load_digits
from sklearn.linear_model import LogisticRegression, Ridge
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler

from tieout.forensics.identify import identify

Made = tuple[Any, Any]


def _digits() -> Made:
    x, y = load_digits(return_X_y=True)
    x, rest, y, truth = train_test_split(x, y, test_size=0.35, random_state=3)
    model = LogisticRegression(max_iter=30, C=0.001).fit(x[:200] + 4, y[:200])
    return model.predict_proba(rest), truth


def _cancer() -> Made:
    x, y = load_breast_cancer(return_X_y=True)
    x, rest, y, truth = train_test_split(x, y, test_size=0.5, random_state=5)
    scaler = StandardScaler().fit(x)
    model = LogisticRegression(C=0.01).fit(scaler.transform(x)[:, :2], y)
    return model.decision_function(scaler.transform(rest)[:, :2]), truth


def _diabetes() -> Made:
    x, y = load_diabetes(return_X_y=True)
    x, rest, y, truth = train_test_split(x, y, test_size=0.4, random_state=7)
    return Ridge(0.5).fit(x, y).predict(rest), truth


PROBABILITIES, DIGITS = _digits()
CLASSES = PROBABILITIES.argmax(axis=1)
LOGITS, TUMOURS = _cancer()
CHANCES = 1 / (1 + np.exp(-LOGITS))
CUT = (CHANCES > 0.5).astype(int)
PREDICTED, PROGRESS = _diabetes()


def _mean_of_batches(function: Any, predictions: Any, labels: Any, size: int) -> float:
    parts = [slice(at, at + size) for at in range(0, len(labels), size)]
    return float(np.mean([function(labels[part], predictions[part]) for part in parts]))


def _macro_f1(labels: Any, predictions: Any) -> float:
    return float(metrics.f1_score(labels, predictions, average="macro"))


def _mapped(labels: Any) -> Any:
    return np.array([1, 0, 2, 3, 4, 5, 6, 9, 8, 7])[labels]


_HITS = CLASSES == DIGITS
PLANTED = {
    "argmax": (np.mean(_HITS), PROBABILITIES, DIGITS, "plain", "accuracy of argmax"),
    "macro F1": (_macro_f1(DIGITS, CLASSES), PROBABILITIES, DIGITS, "metric", "macro F1"),
    "weighted F1": (
        metrics.f1_score(DIGITS, CLASSES, average="weighted"), PROBABILITIES, DIGITS, "metric", "weighted F1"),
    "macro precision": (
        metrics.precision_score(DIGITS, CLASSES, average="macro"), PROBABILITIES, DIGITS, "metric", "macro precision"),
    "balanced accuracy": (
        metrics.balanced_accuracy_score(DIGITS, CLASSES), PROBABILITIES, DIGITS, "metric", "macro recall"),
    "kappa": (metrics.cohen_kappa_score(DIGITS, CLASSES), PROBABILITIES, DIGITS, "metric", "Cohen"),
    "Matthews": (metrics.matthews_corrcoef(DIGITS, CLASSES), PROBABILITIES, DIGITS, "metric", "Matthews"),
    "top 3": (metrics.top_k_accuracy_score(DIGITS, PROBABILITIES, k=3), PROBABILITIES, DIGITS, "metric", "top-3"),
    "log loss": (metrics.log_loss(DIGITS, PROBABILITIES), PROBABILITIES, DIGITS, "metric", "log loss"),
    "softmax of probabilities": (
        metrics.log_loss(DIGITS, np.exp(PROBABILITIES) / np.exp(PROBABILITIES).sum(axis=1, keepdims=True)),
        PROBABILITIES, DIGITS, "decode", "log loss of softmax"),
    "one against rest": (
        metrics.roc_auc_score(DIGITS, PROBABILITIES, multi_class="ovr"), PROBABILITIES, DIGITS, "metric", "macro"),
    "mean of batches of 64": (
        _mean_of_batches(metrics.accuracy_score, CLASSES, DIGITS, 64),
        PROBABILITIES, DIGITS, "pooling", "batches of 64"),
    "whole batches of 128": (
        np.mean(_HITS[: len(DIGITS) // 128 * 128]), PROBABILITIES, DIGITS, "pooling", "whole batches of 128"),
    "F1 by batches of 32": (
        _mean_of_batches(_macro_f1, CLASSES, DIGITS, 32), PROBABILITIES, DIGITS, "pooling", "macro F1"),
    "steps times size": (
        _HITS.sum() / (-(-len(DIGITS) // 64) * 64), PROBABILITIES, DIGITS, "denominator", "640 instead of 629"),
    "dropped rows counted": (
        _HITS[: len(DIGITS) // 128 * 128].sum() / len(DIGITS),
        PROBABILITIES, DIGITS, "denominator", "whole batches of 128"),
    "one-based labels": (np.mean(CLASSES == DIGITS), PROBABILITIES, DIGITS + 1, "labels", "less 1"),
    "two classes exchanged": (np.mean(_HITS), PROBABILITIES, _mapped(DIGITS), "labels", "mapped"),
    "one row off": (np.mean(np.roll(DIGITS, 1) == CLASSES), PROBABILITIES, DIGITS, "labels", "one row later"),
    "cut of logits at 0": (np.mean(CUT == TUMOURS), LOGITS, TUMOURS, "plain", "> 0"),
    "cut of logits at 0.5": (np.mean((LOGITS > 0.5) == TUMOURS), LOGITS, TUMOURS, "decode", "> 0.5"),
    "probabilities cut at 0": (np.mean((CHANCES > 0) == TUMOURS), CHANCES, TUMOURS, "decode", ""),
    "operating point": (np.mean((CHANCES > 0.3) == TUMOURS), CHANCES, TUMOURS, "decode", "> 0.3"),
    "F1": (metrics.f1_score(TUMOURS, CUT), CHANCES, TUMOURS, "metric", "F1"),
    "F1 of the other class": (metrics.f1_score(TUMOURS, CUT, pos_label=0), CHANCES, TUMOURS, "metric", "of class 0"),
    "ROC": (metrics.roc_auc_score(TUMOURS, LOGITS), LOGITS, TUMOURS, "metric", "ROC"),
    "ROC by batches": (
        _mean_of_batches(metrics.roc_auc_score, CHANCES, TUMOURS, 64), CHANCES, TUMOURS, "pooling", "ROC"),
    "average precision": (
        metrics.average_precision_score(TUMOURS, CHANCES), CHANCES, TUMOURS, "metric", "average precision"),
    "binary log loss of logits": (metrics.log_loss(TUMOURS, CHANCES), LOGITS, TUMOURS, "metric", "log loss"),
    "broadcast": (np.mean(CUT[:, None] == TUMOURS), CHANCES[:, None], TUMOURS, "broadcast", "broadcast"),
    "Brier": (metrics.brier_score_loss(TUMOURS, CHANCES), CHANCES, TUMOURS, "metric", "Brier"),
    "MSE": (metrics.mean_squared_error(PROGRESS, PREDICTED), PREDICTED, PROGRESS, "plain", "MSE"),
    "RMSE": (metrics.root_mean_squared_error(PROGRESS, PREDICTED), PREDICTED, PROGRESS, "plain", "RMSE"),
    "R2": (metrics.r2_score(PROGRESS, PREDICTED), PREDICTED, PROGRESS, "plain", "R2"),
    "R2 exchanged": (metrics.r2_score(PREDICTED, PROGRESS), PREDICTED, PROGRESS, "metric", "exchanged"),
    "MAPE": (metrics.mean_absolute_percentage_error(PROGRESS, PREDICTED), PREDICTED, PROGRESS, "metric", "MAPE"),
    "broadcast MSE": (np.mean((PREDICTED[:, None] - PROGRESS) ** 2), PREDICTED, PROGRESS, "broadcast", "broadcast"),
    "RMSE by batches": (
        _mean_of_batches(metrics.root_mean_squared_error, PREDICTED, PROGRESS, 32),
        PREDICTED, PROGRESS, "pooling", "RMSE"),
}  # fmt: skip


@pytest.mark.parametrize("name", PLANTED)
def test_the_true_definition_comes_first(name: str) -> None:
    """A number printed with six digits is the definition that made it."""
    value, predictions, labels, family, word = PLANTED[name]
    found = identify(f"{value:.6f}", predictions, labels)
    assert found.fits, found.told()
    assert (found.fits[0].family, word in found.fits[0].says) == (family, True), found.told()


def test_four_digits_are_enough_for_nearly_all() -> None:
    """With four digits at least 28 of the first 30 are named first; what chance could give is not claimed."""
    missed = []
    for name, (value, predictions, labels, _, word) in list(PLANTED.items())[:30]:
        found = identify(f"{value:.4f}", predictions, labels)
        best = (*found.fits, *found.unsure)[:1]
        if not best or word not in best[0].says:
            missed.append((name, found.told()))
    assert len(missed) <= 2, missed


@pytest.mark.parametrize("seed", range(10))
def test_a_random_number_is_not_claimed(seed: int) -> None:
    """A number that nothing made is not said to be anything."""
    number = np.random.default_rng(100 + seed).uniform(0.6, 0.99)
    assert identify(f"{number:.5f}", PROBABILITIES, DIGITS).fits == ()


def test_a_number_that_no_count_gives_is_called_impossible() -> None:
    """No share of 57 rows prints as 0.9531; 54 of 57 print as 0.9474."""
    labels = np.arange(57) % 3
    assert "no share of 57 rows" in (identify("0.9531", labels, labels).impossible or "")
    assert identify("0.9474", labels, labels).impossible is None


def test_unequal_rows_are_refused() -> None:
    """Predictions and labels must be of the same rows."""
    with pytest.raises(ValueError, match="3 predictions against 4 labels"):
        identify("0.5", np.zeros(3), np.zeros(4))
