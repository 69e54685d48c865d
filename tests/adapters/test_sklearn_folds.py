"""Cross-validation, splits and resampling of scikit-learn, on real estimators."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
import pytest
from sklearn.datasets import make_classification
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import GridSearchCV, KFold, cross_val_score, cross_validate, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.utils import resample

from adapters.tapes import RecordingTape
from tieout.adapters.sklearn import ADAPTERS

X, Y = make_classification(90, 12, random_state=0)


@pytest.fixture
def tape() -> Iterator[RecordingTape]:
    tape = RecordingTape()
    undo = [adapter.watch(tape) for adapter in ADAPTERS]
    yield tape
    for off in reversed(undo):
        off()
    assert tape.faults == []


def test_all_folds_are_one_pass_over_the_held_out_rows(tape: RecordingTape) -> None:
    """The pass holds every row once, and its metric is the mean over the folds."""
    from sklearn.model_selection import cross_val_score as called

    values = called(LogisticRegression(), X, Y, cv=KFold(7))
    (passed,) = tape.passes
    ((inputs,), outputs, labels) = passed["batches"][0]
    assert passed["kind"] == "cross-validation"
    assert np.array_equal(inputs, X)
    assert np.array_equal(labels, Y)
    (meet,) = tape.meets
    assert meet.value == pytest.approx(values.mean())
    assert meet.recompute(outputs, labels) == pytest.approx(values.mean())
    assert meet.per_row(outputs, labels).mean() == pytest.approx(values.mean())


def test_every_metric_of_cross_validate_is_told(tape: RecordingTape) -> None:
    """Metrics on classes and on scores of classes come from what each of them was given."""
    from sklearn.model_selection import cross_validate as called

    found = called(LogisticRegression(), X, Y, cv=4, scoring=["accuracy", "roc_auc"])
    told = {score["metric"]: score["value"] for score in tape.scores}
    assert told == {
        "accuracy": pytest.approx(found["test_accuracy"].mean()),
        "auc": pytest.approx(found["test_roc_auc"].mean()),
    }


def test_a_search_tells_of_its_best_settings(tape: RecordingTape) -> None:
    """The folds of the chosen settings are told, those of the others are not."""
    search = GridSearchCV(LogisticRegression(), {"C": [1e-6, 0.1, 1.0]}, cv=3).fit(X, Y)
    told = [score["value"] for score in tape.scores if score["name"].startswith("cross-validation")]
    assert told == [pytest.approx(search.best_score_)]


def test_folds_are_fitted_again_with_the_transform_inside(tape: RecordingTape) -> None:
    """What comes out is what a pipeline of transform and model gives when it is cross-validated."""
    from sklearn.model_selection import cross_val_score as called

    chosen = SelectKBest(k=3)
    called(LogisticRegression(), chosen.fit_transform(X, Y), Y, cv=KFold(5))
    handle, meet = tape.passes[-1]["handle"], tape.meets[-1]
    again = handle.refitted([tape.steps[-1].apply], X, Y)
    wanted = cross_val_score(make_pipeline(SelectKBest(k=3), LogisticRegression()), X, Y, cv=KFold(5))
    assert meet.recompute(again, Y) == pytest.approx(wanted.mean())


def test_splits_and_resampling_are_told(tape: RecordingTape) -> None:
    """What went in and what came out is known, for copies to be followed."""
    from sklearn.model_selection import train_test_split as split
    from sklearn.utils import resample as draw

    parts = split(X, Y, test_size=30, random_state=0)
    drawn = draw(X, n_samples=200, random_state=0)
    one, other = tape.drawings
    assert (one.name, [len(out) for out in one.outputs]) == ("train_test_split", [len(part) for part in parts])
    assert (other.name, other.outputs[0] is drawn) == ("resample", True)


def test_functions_are_as_they_were_afterwards() -> None:
    """No wrapper is left on scikit-learn."""
    import sklearn.model_selection as package

    before = (package.cross_validate, package._search._fit_and_score, package.train_test_split)
    undo = [adapter.watch(RecordingTape()) for adapter in ADAPTERS]
    for off in reversed(undo):
        off()
    assert (package.cross_validate, package._search._fit_and_score, package.train_test_split) == before
    assert (cross_validate, train_test_split, resample) == (package.cross_validate, package.train_test_split, resample)


def test_a_pipeline_without_scoring_is_told_by_its_last_step(tape: RecordingTape) -> None:
    """Its own `score` never calls its own `predict`."""
    from sklearn.model_selection import cross_val_score as called

    values = called(make_pipeline(SelectKBest(k=4), LogisticRegression()), X, Y, cv=KFold(5))
    ((meet,), (passed,)) = tape.meets, tape.passes
    assert meet.value == pytest.approx(values.mean())
    assert passed["kind"] == "cross-validation"


def test_folds_are_made_again_with_owners_on_one_side(tape: RecordingTape) -> None:
    """Every row is predicted by a model that saw no row of its owner."""
    from sklearn.model_selection import cross_val_score as called
    from sklearn.neighbors import KNeighborsClassifier

    rng = np.random.default_rng(0)
    owners = np.repeat(np.arange(30), 3)
    rows = rng.normal(size=(30, 4))[owners] + rng.normal(0, 0.01, (90, 4))
    answers = rng.integers(0, 2, 30)[owners]
    called(KNeighborsClassifier(1), rows, answers, cv=KFold(5, shuffle=True, random_state=0))
    (passed,) = tape.passes
    ((inputs,), outputs, labels) = passed["batches"][0]
    assert (np.asarray(outputs) == labels).mean() > 0.9
    places = [int(np.flatnonzero((rows == row).all(axis=1))[0]) for row in inputs]
    again = passed["handle"].regrouped(owners[places])
    assert (again == labels).mean() < 0.75


def test_fitted_rows_are_a_pass_of_their_own_where_they_were_scored(tape: RecordingTape) -> None:
    """With `return_train_score` the folds score the rows they were fitted to as well."""
    from sklearn.model_selection import cross_validate as called

    found = called(LogisticRegression(), X, Y, cv=KFold(3), return_train_score=True)
    fitted, held_out = tape.passes
    assert (fitted["kind"], held_out["kind"]) == ("cross-validation, fitted rows", "cross-validation")
    assert len(fitted["batches"][0][2]) == 2 * len(X)
    assert [score["value"] for score in tape.scores] == [
        pytest.approx(found["train_score"].mean()),
        pytest.approx(found["test_score"].mean()),
    ]


def test_every_point_of_a_learning_curve_is_told(tape: RecordingTape) -> None:
    """One number over fitted and one over held-out rows for each size, as the curves have them."""
    from sklearn.model_selection import learning_curve as called

    _, fitted, held_out = called(LogisticRegression(), X, Y, cv=KFold(3), train_sizes=[0.5, 1.0])
    wanted = np.stack([fitted.mean(axis=1), held_out.mean(axis=1)], axis=1).ravel()
    assert [score["value"] for score in tape.scores] == pytest.approx(wanted.tolist())
    assert [score["name"] for score in tape.scores][:2] == [
        "cross-validation.train-accuracy",
        "cross-validation.accuracy",
    ]


def test_every_point_of_a_validation_curve_is_told(tape: RecordingTape) -> None:
    """The folds of one value of the parameter belong together."""
    from sklearn.model_selection import validation_curve as called

    fitted, held_out = called(LogisticRegression(), X, Y, param_name="C", param_range=[0.01, 1.0], cv=KFold(4))
    wanted = np.stack([fitted.mean(axis=1), held_out.mean(axis=1)], axis=1).ravel()
    assert [score["value"] for score in tape.scores] == pytest.approx(wanted.tolist())
