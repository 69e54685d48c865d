"""The standard metrics are those of scikit-learn, on every kind of labels."""

from __future__ import annotations

import numpy as np
import pytest
from sklearn import metrics

from tieout.replay.metrics.standard import NAMED, Standard, of_many

RNG = np.random.default_rng(0)


def test_four_classes_and_their_scores() -> None:
    """Averages over classes and rows, top-k, log loss and areas agree with scikit-learn."""
    truth = RNG.choice(4, 300, p=[0.6, 0.2, 0.15, 0.05])
    logits = RNG.normal(size=(300, 4)) + 1.5 * np.eye(4)[truth]
    shares = np.exp(logits) / np.exp(logits).sum(axis=1, keepdims=True)
    classes = logits.argmax(axis=1)
    found = Standard(logits, classes, truth).values()
    expected = {
        "accuracy": metrics.accuracy_score(truth, classes),
        "balanced accuracy": metrics.balanced_accuracy_score(truth, classes),
        "macro f1": metrics.f1_score(truth, classes, average="macro"),
        "weighted precision": metrics.precision_score(truth, classes, average="weighted"),
        "mcc": metrics.matthews_corrcoef(truth, classes),
        "kappa": metrics.cohen_kappa_score(truth, classes),
        "top-2 accuracy": metrics.top_k_accuracy_score(truth, logits, k=2),
        "cross-entropy": metrics.log_loss(truth, shares),
        "macro auc": metrics.roc_auc_score(truth, shares, multi_class="ovr"),
        "weighted auc": metrics.roc_auc_score(truth, shares, multi_class="ovr", average="weighted"),
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)
    assert found.keys() <= NAMED


def test_two_classes_and_one_column() -> None:
    """One column of logits gives the metrics of the larger class."""
    truth = (RNG.random(300) < 0.3).astype(int)
    logits = RNG.normal(size=300) + truth
    classes = (logits > 0).astype(int)
    found = Standard(logits, classes, truth).values()
    expected = {
        "f1": metrics.f1_score(truth, classes),
        "auc": metrics.roc_auc_score(truth, logits),
        "auc of the classes": metrics.roc_auc_score(truth, classes),
        "average precision": metrics.average_precision_score(truth, logits),
        "brier": metrics.brier_score_loss(truth, 1 / (1 + np.exp(-logits))),
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)


@pytest.mark.parametrize("names", [("ham", "spam"), (-1, 1)])
def test_labels_that_do_not_count_from_nought(names: tuple[object, object]) -> None:
    """Words and negative numbers are classes like any others; the larger one is the positive one."""
    truth, classes = (np.asarray(names)[(RNG.random(50) < 0.4).astype(int)] for _ in range(2))
    found = Standard(classes, classes, truth).values()
    assert found["f1"] == pytest.approx(metrics.f1_score(truth, classes, pos_label=names[1]))


def test_amounts() -> None:
    """Amounts get the metrics of errors, of chosen rows too."""
    truth = RNG.normal(size=100) * 3
    given = truth + RNG.normal(size=100)
    rows = RNG.integers(0, 100, 100)
    found = Standard(given, given, truth).values(rows)
    expected = {
        "rmse": metrics.root_mean_squared_error(truth[rows], given[rows]),
        "mae": metrics.mean_absolute_error(truth[rows], given[rows]),
        "r2": metrics.r2_score(truth[rows], given[rows]),
    }
    assert {name: found[name] for name in expected} == pytest.approx(expected)


def test_amounts_that_are_whole_numbers() -> None:
    """Ages and counts are amounts, not classes, where they are guessed with decimals."""
    truth = RNG.integers(20, 80, 100).astype(float)
    given = truth + RNG.normal(size=100) * 5
    found = Standard(given, given, truth).values()
    assert found["r2"] == pytest.approx(metrics.r2_score(truth, given))
    assert found["correlation"] == pytest.approx(np.corrcoef(truth, given)[0, 1])
    assert "accuracy" in Standard(np.rint(given), np.rint(given), truth).values()


def test_very_many_rows_have_exact_classes_and_scores_within_their_interval() -> None:
    """Accuracy of all rows is the accuracy; the area under the curve of some is near that of all, as far as it says."""
    rng = np.random.default_rng(3)
    labels = rng.integers(0, 3, 400_000)
    outputs = rng.normal(size=(400_000, 3)) + 1.2 * (labels[:, None] == np.arange(3))
    predictions = outputs.argmax(axis=1)

    exact, drawn = Standard(outputs, predictions, labels).values(), of_many(outputs, predictions, labels, 0)

    assert set(drawn) == set(exact)
    assert drawn["accuracy"].value == exact["accuracy"]
    assert not drawn["accuracy"].resampled
    for name in ("macro auc", "cross-entropy"):
        error = float(np.std(drawn[name].resampled))
        assert 0 < error < 0.02
        assert abs(drawn[name].value - exact[name]) < 4 * error
