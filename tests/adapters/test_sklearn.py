"""The scikit-learn adapter against real estimators."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from typing import Any

import cloudpickle
import numpy as np
import pandas as pd
import pytest
import sklearn.metrics
from sklearn.base import BaseEstimator, ClassifierMixin, TransformerMixin
from sklearn.cluster import KMeans
from sklearn.compose import ColumnTransformer
from sklearn.datasets import load_breast_cancer
from sklearn.decomposition import PCA
from sklearn.ensemble import HistGradientBoostingClassifier, RandomForestClassifier, VotingClassifier
from sklearn.linear_model import LinearRegression, LogisticRegression, SGDClassifier
from sklearn.model_selection import GridSearchCV, cross_val_score
from sklearn.neighbors import KNeighborsClassifier
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import LabelEncoder, MinMaxScaler, OneHotEncoder, StandardScaler
from sklearn.svm import SVC

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.sklearn import ADAPTER, ADAPTERS
from tieout.core.trial import Lever, Settings

pytestmark = pytest.mark.filterwarnings("ignore::sklearn.exceptions.ConvergenceWarning")

X, Y = load_breast_cancer(return_X_y=True)
X_TRAIN, Y_TRAIN, X_TEST, Y_TEST = X[:400], Y[:400], X[400:], Y[400:]


@pytest.fixture
def tape() -> Iterator[RecordingTape]:
    tape = RecordingTape()
    undo = [adapter.watch(tape) for adapter in ADAPTERS]
    yield tape
    for one in undo:
        one()
    assert tape.faults == []


class Halved(TransformerMixin, BaseEstimator):
    """A transformer of the user's own."""

    def fit(self, X: Any, y: Any = None) -> Halved:  # noqa: N803 - scikit-learn's name
        self.half_ = 0.5
        return self

    def transform(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        return X * self.half_


class ScaledClassifier(ClassifierMixin, BaseEstimator):
    """A classifier of the user's own that fits its scaler again whenever it predicts."""

    def fit(self, X: Any, y: Any) -> ScaledClassifier:  # noqa: N803 - scikit-learn's name
        self.scaler_ = StandardScaler()
        self.classes_ = np.unique(y)
        self.inner_ = LogisticRegression(max_iter=500).fit(self.scaler_.fit_transform(X), y)
        return self

    def predict(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
        return self.inner_.predict(self.scaler_.fit_transform(X))


class TestContract(AdapterContract):
    adapter = ADAPTER

    def script(self) -> bytes:
        rng = np.random.RandomState(0)
        np.random.seed(3)
        model = make_pipeline(StandardScaler(), Halved(), PCA(3), RandomForestClassifier(5, random_state=rng))
        model.fit(X_TRAIN, Y_TRAIN)
        search = GridSearchCV(LogisticRegression(max_iter=2000), {"C": [0.1, 1.0]}, cv=3).fit(X_TRAIN[:, :3], Y_TRAIN)
        results = [
            model.predict_proba(X_TEST),
            model.score(X_TEST, Y_TEST),
            search.predict(X_TEST[:, :3]),
            search.score(X_TEST[:, :3], Y_TEST),
            cross_val_score(SGDClassifier(random_state=1), X_TRAIN, Y_TRAIN, cv=3),
            ColumnTransformer([("a", MinMaxScaler(), [0, 1])]).fit(X_TRAIN).transform(X_TEST),
            rng.rand(),
            np.random.rand(),
        ]
        return pickle.dumps(results)

    def faulty(self) -> None:
        make_pipeline(StandardScaler(), LogisticRegression()).fit(X_TRAIN, Y_TRAIN).predict(X_TEST[:, :2])


def test_a_transform_is_a_step_with_its_constants_and_applies_to_other_rows(tape: RecordingTape) -> None:
    scaler = StandardScaler().fit(X_TRAIN)
    scaled = scaler.transform(X_TEST)

    fit, transform = tape.steps
    assert (fit.action, fit.inputs is X_TRAIN, fit.outputs) == ("fit", True, None)
    assert (transform.action, transform.inputs is X_TEST, transform.outputs is scaled) == ("transform", True, True)
    assert (transform.name, transform.module) == ("StandardScaler", "sklearn.preprocessing._data")
    assert transform.fit_where == fit.where
    assert transform.where.line == fit.where.line + 1
    assert transform.owner == fit.owner == id(scaler)
    np.testing.assert_array_equal(X_TRAIN.mean(axis=0), transform.params["mean_"])
    assert transform.params["params"]["with_mean"] is True
    np.testing.assert_array_equal(scaler.transform(X_TRAIN), transform.apply(X_TRAIN))


def test_a_step_keeps_applying_the_fit_it_had(tape: RecordingTape) -> None:
    scaler = StandardScaler()
    first = scaler.fit_transform(X_TRAIN)
    scaler.fit_transform(X_TEST)

    assert [step.action for step in tape.steps] == ["fit_transform", "fit_transform"]
    np.testing.assert_array_equal(first, tape.steps[0].apply(X_TRAIN))


def test_partial_fits_move_arrays_in_place_and_the_earlier_step_does_not_follow(tape: RecordingTape) -> None:
    scaler = StandardScaler().partial_fit(X_TRAIN)
    first = scaler.transform(X_TEST)
    scaler.partial_fit(X_TEST)

    assert [step.action for step in tape.steps] == ["partial_fit", "transform", "partial_fit"]
    np.testing.assert_array_equal(first, tape.steps[1].apply(X_TEST))


def test_the_steps_of_a_pipeline_count_and_its_model_is_trained_on_what_they_made(tape: RecordingTape) -> None:
    model = make_pipeline(StandardScaler(), Halved(), LogisticRegression(max_iter=500))
    model.fit(X_TRAIN, Y_TRAIN)
    result = model.predict(X_TEST)

    assert [(s.name, s.action) for s in tape.steps] == [
        ("StandardScaler", "fit_transform"),
        ("Halved", "fit_transform"),
        ("StandardScaler", "transform"),
        ("Halved", "transform"),
    ]
    assert [(p["handle"].name, p["kind"], p["training"]) for p in tape.passes] == [
        ("LogisticRegression", "fit", True),
        ("Pipeline", "fit", True),
        ("Pipeline", "predict", False),
    ]
    assert tape.passes[0]["batches"][0][0][0] is tape.steps[1].outputs
    (inputs, outputs, labels) = tape.passes[2]["batches"][0]
    assert inputs[0] is X_TEST
    assert outputs is result
    assert labels is None
    assert tape.steps[2].fit_where == tape.passes[0]["where"]


def test_a_column_transformer_is_one_step_with_the_constants_of_its_parts(tape: RecordingTape) -> None:
    frame = pd.DataFrame({"a": [1.0, 2.0, 4.0], "b": ["x", "y", "x"]})
    parts = ColumnTransformer([("num", MinMaxScaler(), ["a"]), ("cat", OneHotEncoder(), ["b"])])
    result = parts.fit_transform(frame)

    (step,) = tape.steps
    assert step.name == "ColumnTransformer"
    assert step.params["num.data_max_"] == [4.0]
    assert list(step.params["cat.categories_.0"]) == ["x", "y"]
    np.testing.assert_array_equal(result, step.apply(frame))


def test_score_is_a_pass_a_meeting_and_a_named_score(tape: RecordingTape) -> None:
    model = LogisticRegression(max_iter=5000).fit(X_TRAIN, Y_TRAIN)
    value = model.score(X_TEST, Y_TEST)

    scored = tape.passes[-1]
    (meet,) = tape.meets
    assert tape.scores == [
        {"name": "score.accuracy", "value": value, "where": meet.where, "metric": "accuracy", "pass_id": scored["id"]}
    ]
    assert scored["kind"] == "score"
    outputs = scored["batches"][0][1]
    np.testing.assert_array_equal(model.predict(X_TEST), outputs)
    assert (meet.kind, meet.name, meet.pass_id, meet.value) == ("object", "accuracy", scored["id"], value)
    assert meet.recompute(outputs, Y_TEST) == value
    assert meet.per_row(outputs, Y_TEST).mean() == pytest.approx(value, abs=1e-12)
    assert len(tape.meets) == 1, "the metric inside score is not told twice"


def test_score_of_a_regressor_a_pipeline_and_a_search(tape: RecordingTape) -> None:
    line = make_pipeline(MinMaxScaler(), LinearRegression()).fit(X_TRAIN[:, 1:], X_TRAIN[:, 0])
    line.score(X_TEST[:, 1:], X_TEST[:, 0])
    search = GridSearchCV(LogisticRegression(max_iter=5000), {"C": [1.0]}, scoring="roc_auc", cv=2)
    value = search.fit(X_TRAIN[:, :4], Y_TRAIN).score(X_TEST[:, :4], Y_TEST)

    assert [s["name"] for s in tape.scores] == ["score.r2", "cross-validation.auc", "score.auc"]
    meet, last = tape.meets[-1], tape.passes[-1]
    assert last["handle"].method == "decision_function"
    assert meet.recompute(last["batches"][0][1], Y_TEST) == value
    assert meet.per_row is None


def test_sample_weights_enter_the_recomputed_score(tape: RecordingTape) -> None:
    weights = np.linspace(0, 1, len(Y_TEST))
    model = LogisticRegression(max_iter=5000).fit(X_TRAIN, Y_TRAIN)
    value = model.score(X_TEST, Y_TEST, sample_weight=weights)

    (meet,), outputs = tape.meets, tape.passes[-1]["batches"][0][1]
    np.testing.assert_allclose(meet.definition.weights(Y_TEST), weights / weights.mean())
    assert np.average(meet.per_row(outputs, Y_TEST), weights=weights) == pytest.approx(value)


def test_cross_validation_is_not_the_users_steps(tape: RecordingTape) -> None:
    model = make_pipeline(StandardScaler(), LogisticRegression(max_iter=500))
    cross_val_score(model, X_TRAIN, Y_TRAIN, cv=3)
    assert tape.calls == ["whole_pass", "meet", "score"]

    search = GridSearchCV(model, {"logisticregression__C": [0.1, 1.0]}, cv=3).fit(X_TRAIN, Y_TRAIN)
    search.predict(X_TEST)

    assert [(s.name, s.action) for s in tape.steps] == [
        ("StandardScaler", "fit_transform"),  # the last fit, on all rows given
        ("StandardScaler", "transform"),
    ]
    assert tape.steps[0].inputs is X_TRAIN
    assert [p["kind"] for p in tape.passes] == ["cross-validation", "cross-validation", "fit", "predict"]


def test_estimators_inside_other_models_do_not_count(tape: RecordingTape) -> None:
    vote = VotingClassifier([("a", make_pipeline(StandardScaler(), LogisticRegression())), ("b", SVC())])
    vote.fit(X_TRAIN, Y_TRAIN).predict(X_TEST)

    assert tape.steps == []
    assert [p["handle"].name for p in tape.passes] == ["VotingClassifier", "VotingClassifier"]


def test_steps_in_a_class_of_the_users_own_count_at_their_own_line(tape: RecordingTape) -> None:
    model = ScaledClassifier().fit(X_TRAIN, Y_TRAIN)
    model.predict(X_TEST)

    lines = [step.where.line for step in tape.steps]
    assert [s.name for s in tape.steps] == ["StandardScaler", "StandardScaler"]
    assert lines[1] == ScaledClassifier.predict.__code__.co_firstlineno + 1
    assert [p["handle"].name for p in tape.passes] == ["ScaledClassifier", "ScaledClassifier"]


def test_a_class_defined_while_recording_is_watched_and_left_alone_afterwards() -> None:
    tape = RecordingTape()
    undo = ADAPTER.watch(tape)

    class Tripled(StandardScaler):
        def transform(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
            return super().transform(X) * 3

    Tripled().fit(X_TRAIN).transform(X_TEST)
    undo()
    after = vars(Tripled)["transform"]
    Tripled().fit(X_TRAIN).transform(X_TEST)

    assert [(s.name, s.action) for s in tape.steps] == [("Tripled", "fit"), ("Tripled", "transform")]
    assert type(after).__name__ == "function"


def test_encoders_of_labels_are_steps(tape: RecordingTape) -> None:
    LabelEncoder().fit_transform(y=np.array(["b", "a", "b"]))

    assert list(tape.steps[0].params["classes_"]) == ["a", "b"]
    assert list(tape.steps[0].outputs) == [1, 0, 1]


def test_a_clusterer_that_transforms_is_a_step(tape: RecordingTape) -> None:
    KMeans(2, random_state=0, n_init=1).fit(X_TRAIN).transform(X_TEST)

    assert [(s.name, s.action) for s in tape.steps] == [("KMeans", "fit"), ("KMeans", "transform")]
    assert tape.passes == []


@pytest.mark.parametrize(
    "estimator",
    [
        LogisticRegression(max_iter=200),
        SVC(),
        SGDClassifier(random_state=0),
        KNeighborsClassifier(),
        RandomForestClassifier(20, random_state=0),
        HistGradientBoostingClassifier(max_iter=5),
        make_pipeline(StandardScaler(), MLPClassifier((8,), max_iter=30, random_state=0)),
        make_pipeline(StandardScaler(), LogisticRegression()),
    ],
    ids=lambda e: type(e[-1] if hasattr(e, "steps") else e).__name__,
)
def test_a_handle_repeats_its_pass_after_the_estimator_was_fitted_again(tape: RecordingTape, estimator: Any) -> None:
    model = copy.deepcopy(estimator).fit(X_TRAIN, Y_TRAIN)
    first = model.predict(X_TEST)
    handle, state = tape.passes[-1]["handle"], tape.passes[-1]["state"]
    flipped = 1 - Y_TRAIN
    model.fit(X_TRAIN, flipped)
    second = model.predict(X_TEST)
    later = tape.passes[-1]

    passes, calls = len(tape.passes), len(tape.calls)
    random = np.random.get_state()[1].copy()
    np.testing.assert_array_equal(first, handle.forward([(X_TEST,)], Settings())[0])
    np.testing.assert_array_equal(second, later["handle"].forward([(X_TEST,)], Settings())[0])
    np.testing.assert_array_equal(random, np.random.get_state()[1])
    assert len(tape.calls) == calls, "our own predictions are not told"
    np.testing.assert_array_equal(second, model.predict(X_TEST))
    assert len(tape.passes) == passes + 1
    assert handle.model is model
    assert (first != second).any()
    assert any(not np.array_equal(state[key], later["state"][key]) for key in state)


def test_partial_fit_does_not_move_an_earlier_handle(tape: RecordingTape) -> None:
    model = SGDClassifier(random_state=0).partial_fit(X_TRAIN, Y_TRAIN, classes=[0, 1])
    first = model.decision_function(X_TEST)
    handle = tape.passes[-1]["handle"]
    model.partial_fit(X_TEST, 1 - Y_TEST)
    model.decision_function(X_TEST)

    np.testing.assert_array_equal(first, handle.forward([(X_TEST,)], Settings())[0])
    assert tape.passes[-1]["handle"] is not handle
    assert len(tape.moves) == 2


@pytest.mark.parametrize(
    "estimator", [LogisticRegression(max_iter=300), make_pipeline(StandardScaler(), LogisticRegression())]
)
def test_weights_of_another_fit_can_be_put_in_place(tape: RecordingTape, estimator: Any) -> None:
    one = copy.deepcopy(estimator).fit(X_TRAIN, Y_TRAIN)
    other = copy.deepcopy(estimator).fit(X_TRAIN[:100], 1 - Y_TRAIN[:100])
    expected = one.predict_proba(X_TEST)
    state = tape.passes[-1]["state"]
    before = other.predict_proba(X_TEST)
    handle = tape.passes[-1]["handle"]

    assert handle.levers == {Lever.STATE, Lever.CONFIG}
    np.testing.assert_array_equal(expected, handle.forward([(X_TEST,)], Settings(state=state))[0])
    np.testing.assert_array_equal(before, other.predict_proba(X_TEST))


def test_weights_of_trees_and_neighbours_are_seen_but_cannot_be_set(tape: RecordingTape) -> None:
    neighbours = KNeighborsClassifier(algorithm="kd_tree")
    for model in (RandomForestClassifier(20, random_state=0), neighbours, HistGradientBoostingClassifier(max_iter=5)):
        model.fit(X_TRAIN, Y_TRAIN).predict(X_TEST)
        assert tape.passes[-1]["handle"].levers == {Lever.CONFIG}
        assert tape.passes[-1]["state"]
    assert "estimators_.tree_.threshold" in tape.passes[1]["state"]


def test_an_estimator_that_refers_to_its_owner_is_no_trouble(tape: RecordingTape) -> None:
    model = ScaledClassifier().fit(X_TRAIN, Y_TRAIN)
    model.inner_.owner = model
    first = model.predict(X_TEST)
    handle = tape.passes[-1]["handle"]

    np.testing.assert_array_equal(first, handle.forward([(X_TEST,)], Settings())[0])
    np.testing.assert_array_equal(model.inner_.coef_, tape.passes[-1]["state"]["inner_.coef_"])


@pytest.mark.usefixtures("tape")
def test_hooked_objects_pickle_as_if_there_were_no_hooks() -> None:
    scorer = pickle.dumps(sklearn.metrics.make_scorer(sklearn.metrics.f1_score))
    model = make_pipeline(StandardScaler(), Halved())

    class Local(Halved):
        def transform(self, X: Any) -> Any:  # noqa: N803 - scikit-learn's name
            return X

    assert b"tieout" not in scorer + pickle.dumps(model) + pickle.dumps(model.transform)
    by_value = cloudpickle.dumps(Local)
    assert b"tieout" not in by_value + cloudpickle.dumps(Local().transform)
    assert cloudpickle.loads(by_value)().fit(X_TEST).transform(X_TEST) is not None
    assert pickle.loads(pickle.dumps(model.fit_transform))(X_TEST).shape == X_TEST.shape


def test_what_is_not_available_stays_so(tape: RecordingTape) -> None:
    with pytest.raises(AttributeError, match="predict_proba"):
        SVC(probability=False).predict_proba  # noqa: B018 - the access is the test

    assert not hasattr(make_pipeline(StandardScaler()), "predict")
    assert tape.calls == []
