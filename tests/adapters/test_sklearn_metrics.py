"""The functions of `sklearn.metrics` and `sklearn.preprocessing`, called as scripts call them."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import numpy as np
import pytest
import sklearn.metrics
from sklearn import preprocessing
from sklearn.datasets import load_breast_cancer
from sklearn.metrics import accuracy_score

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.sklearn.functions import FunctionsAdapter
from tieout.adapters.sklearn.metrics import MetricsAdapter

X, Y = load_breast_cancer(return_X_y=True)
X_TRAIN, X_TEST, Y_TEST = X[:400], X[400:], Y[400:]


@pytest.fixture
def tape() -> Iterator[RecordingTape]:
    tape = RecordingTape()
    undo = [adapter.watch(tape) for adapter in (MetricsAdapter(), FunctionsAdapter())]
    yield tape
    for one in undo:
        one()
    assert tape.faults == []


class TestMetricsContract(AdapterContract):
    adapter = MetricsAdapter()

    def script(self) -> bytes:
        p = Y_TEST[::-1]
        metrics = sklearn.metrics
        values = [metrics.accuracy_score(Y_TEST, p), metrics.f1_score(Y_TEST, y_pred=p, average=None)]
        return pickle.dumps([*values, metrics.roc_auc_score(Y_TEST, p.astype(float)), np.random.rand])

    def faulty(self) -> None:
        sklearn.metrics.accuracy_score(Y_TEST, Y_TEST[:3])


class TestFunctionsContract(AdapterContract):
    adapter = FunctionsAdapter()

    def script(self) -> bytes:
        scaled = preprocessing.scale(X_TEST.copy(), copy=False), preprocessing.minmax_scale(X_TEST[0])
        return pickle.dumps([*scaled, preprocessing.robust_scale(X=X_TEST, axis=1), preprocessing.scale])

    def faulty(self) -> None:
        preprocessing.scale("no rows")


def test_scorers_and_metrics_can_be_saved_while_recording(tape: RecordingTape) -> None:
    """A scorer that scikit-learn made before and one of the user's own are read back as the plain ones."""
    own = sklearn.metrics.make_scorer(sklearn.metrics.f1_score, average="macro")
    saved = pickle.dumps([sklearn.metrics.get_scorer("balanced_accuracy"), own, sklearn.metrics.r2_score])
    assert b"tieout" not in saved
    known, again, function = pickle.loads(saved)
    assert known._score_func.__name__ == "balanced_accuracy_score"
    assert again._score_func.__name__ == "f1_score"
    assert function is sklearn.metrics.r2_score
    assert tape.meets == []


def test_a_metric_meets_its_predictions(tape: RecordingTape) -> None:
    p = (X_TEST[:, 0] < 15).astype(int)
    value = sklearn.metrics.f1_score(Y_TEST, p, average="macro")
    sklearn.metrics.accuracy_score(y_pred=p, y_true=Y_TEST)

    f1, accuracy = tape.meets
    assert (f1.kind, f1.name, f1.value) == ("function", "f1", value)
    assert (f1.predictions is p, f1.labels is Y_TEST) == (True, True)
    assert f1.per_row is None
    assert f1.recompute(p, Y_TEST) == value
    assert f1.recompute(Y_TEST, Y_TEST) == 1.0
    assert accuracy.per_row(p, Y_TEST).mean() == pytest.approx(accuracy.value)
    assert len(tape.meets) == 2


@pytest.mark.parametrize("as_mapping", [False, True])
def test_a_report_holds_scores_that_can_be_asked_about(tape: RecordingTape, as_mapping: bool) -> None:
    """Accuracy and averages in a classification report are metrics like any other."""
    p = (X_TEST[:, 0] < 15).astype(int)
    sklearn.metrics.classification_report(Y_TEST, p, output_dict=as_mapping)

    assert tape.named("report.accuracy") == [accuracy_score(Y_TEST, p)]
    assert tape.named("report.macro f1") == pytest.approx([sklearn.metrics.f1_score(Y_TEST, p, average="macro")])
    for meet in tape.meets[1:8]:
        assert meet.recompute(p, Y_TEST) == pytest.approx(meet.value)


PROBABILITY = np.clip(X_TEST[:, 0] / 30, 0.01, 0.99)


@pytest.mark.parametrize(
    ("name", "predictions", "labels", "options"),
    [
        ("accuracy_score", np.eye(3)[[0, 1, 1]], np.eye(3)[[0, 1, 2]], {}),
        ("zero_one_loss", Y_TEST[::-1], Y_TEST, {}),
        ("mean_squared_error", PROBABILITY, Y_TEST, {}),
        ("mean_squared_error", PROBABILITY[:, None], Y_TEST, {}),
        ("mean_absolute_error", X_TEST[:, :3], X_TEST[:, 3:6], {}),
        ("mean_absolute_percentage_error", PROBABILITY, X_TEST[:, 1], {}),
        ("mean_squared_log_error", PROBABILITY, X_TEST[:, 1], {}),
        ("log_loss", PROBABILITY, Y_TEST, {}),
        ("log_loss", np.column_stack([1 - PROBABILITY, PROBABILITY]), Y_TEST, {"labels": [0, 1]}),
        ("brier_score_loss", PROBABILITY, Y_TEST, {}),
    ],
)
def test_the_mean_over_rows_is_the_metric(
    tape: RecordingTape, name: str, predictions: Any, labels: Any, options: dict[str, Any]
) -> None:
    value = getattr(sklearn.metrics, name)(labels, predictions, **options)

    (meet,) = tape.meets
    assert np.mean(meet.per_row(predictions, labels)) == pytest.approx(value, abs=1e-12)
    assert len(meet.per_row(predictions[:2], labels[:2])) == 2
    assert meet.recompute(predictions, labels) == value


def test_metrics_without_a_mean_over_rows_say_so(tape: RecordingTape) -> None:
    sklearn.metrics.accuracy_score(Y_TEST, Y_TEST, normalize=False)
    sklearn.metrics.roc_auc_score(Y_TEST, PROBABILITY)
    sklearn.metrics.precision_score(Y_TEST, Y_TEST, average=None)

    assert [meet.per_row for meet in tape.meets] == [None] * 3
    assert [meet.name for meet in tape.meets] == ["accuracy", "auc", "precision"]
    assert tape.meets[-1].recompute is None


def test_weights_of_the_rows_are_told(tape: RecordingTape) -> None:
    """The terms of the rows come without their weights, which are told beside them and have a mean of one."""
    classes = (PROBABILITY > 0.5).astype(int)
    value = sklearn.metrics.accuracy_score(Y_TEST, classes, sample_weight=PROBABILITY)

    (meet,) = tape.meets
    weights = meet.definition.weights(Y_TEST)
    assert np.mean(meet.per_row(classes, Y_TEST) * weights) == pytest.approx(value, abs=1e-12)
    assert meet.recompute(classes, Y_TEST, weights) == pytest.approx(value, abs=1e-12)
    assert meet.definition.name == "accuracy"


def test_a_metric_with_an_option_has_kindred(tape: RecordingTape) -> None:
    """It is called by its option, and can be computed with the usual other values of it."""
    classes = (PROBABILITY > 0.5).astype(int)
    sklearn.metrics.fbeta_score(Y_TEST, classes, beta=2)
    sklearn.metrics.mean_pinball_loss(Y_TEST, PROBABILITY, alpha=0.9)
    sklearn.metrics.fbeta_score(Y_TEST, classes, beta=1.5, average="macro")

    plain, pinball, macro = (meet.definition for meet in tape.meets)
    names = (plain.name, pinball.name, macro.name)
    assert names == ("fbeta with beta 2", "mean pinball loss with alpha 0.9", "macro fbeta with beta 1.5")
    kindred = {name: value(classes, Y_TEST) for name, value in plain.family().items()}
    assert kindred["f1"] == pytest.approx(sklearn.metrics.f1_score(Y_TEST, classes))
    assert kindred[plain.name] == pytest.approx(tape.meets[0].value)
    assert "macro f1" in macro.family()


def test_curves_and_tables_tell_of_labels_and_are_no_scores(tape: RecordingTape) -> None:
    sklearn.metrics.confusion_matrix(Y_TEST, Y_TEST)
    sklearn.metrics.classification_report(Y_TEST, Y_TEST)
    sklearn.metrics.roc_curve(Y_TEST, PROBABILITY)
    sklearn.metrics.silhouette_score(X_TEST, Y_TEST)

    several = [meet for meet in tape.meets if not meet.op.endswith("_score")]  # those are what the report shows
    assert [meet.op for meet in several] == ["confusion_matrix", "classification_report", "roc_curve"]
    assert all(meet.recompute is None and meet.per_row is None for meet in several)
    assert all(np.array_equal(meet.labels, Y_TEST) for meet in tape.meets)


def test_a_metric_imported_by_name_before_is_not_touched(tape: RecordingTape) -> None:
    accuracy_score(Y_TEST, Y_TEST)

    assert tape.meets == []


@pytest.mark.parametrize("name", ["scale", "minmax_scale", "maxabs_scale", "robust_scale"])
def test_a_scaling_function_is_a_step_that_can_be_applied_to_other_rows(tape: RecordingTape, name: str) -> None:
    result = getattr(preprocessing, name)(X_TRAIN)

    (step,) = tape.steps
    assert (step.action, step.inputs is X_TRAIN, step.outputs is result) == ("fit_transform", True, True)
    np.testing.assert_allclose(result, step.apply(X_TRAIN))
    twin = getattr(preprocessing, step.name)().fit(X_TRAIN)
    np.testing.assert_allclose(twin.transform(X_TEST), step.apply(X_TEST))
    assert len(tape.steps) == 1
