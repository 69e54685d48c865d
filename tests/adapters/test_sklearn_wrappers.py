"""Estimators around others: columns that a transformer picks, cuts that were tuned, fits that are made again."""

from __future__ import annotations

import numpy as np
import pandas as pd
from sklearn.compose import make_column_transformer
from sklearn.feature_selection import SelectKBest
from sklearn.linear_model import LogisticRegression
from sklearn.model_selection import FixedThresholdClassifier, TunedThresholdClassifierCV
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder, StandardScaler

from tieout.adapters.sklearn.columns import used
from tieout.adapters.sklearn.handle import SklearnHandle

RNG = np.random.default_rng(4)
FRAME = pd.DataFrame({"key": range(60), "town": RNG.choice(["a", "b"], 60), "x": RNG.normal(size=60), "y": 0.0})
LABELS = (FRAME["x"] + RNG.normal(0, 1, 60) > 0.7).astype(int)


def test_the_columns_that_are_picked_by_name_are_the_rows() -> None:
    """Other columns may be there or not, and all in any order; the fitted order counts."""
    columns = make_column_transformer((StandardScaler(), ["x"]), (OneHotEncoder(), ["town"]))
    model = make_pipeline(columns, LogisticRegression()).fit(FRAME, LABELS)
    for frame in (FRAME, FRAME[["x", "town"]], FRAME.drop(columns="key")):
        picked = used(model, frame)
        assert list(picked.columns) == ["town", "x"]
        assert np.array_equal(model.predict(picked), model.predict(FRAME))
    assert used(model, FRAME[["x"]]).shape == (60, 1)
    assert used(model, FRAME[["x"]].to_numpy()).shape == (60, 1)


def test_what_is_passed_through_counts() -> None:
    """A transformer that lets the rest through takes the frame as it is."""
    columns = make_column_transformer((OneHotEncoder(), ["town"]), remainder="passthrough")
    model = make_pipeline(columns, LogisticRegression()).fit(FRAME, LABELS)
    assert used(model, FRAME) is FRAME
    assert used(LogisticRegression().fit(FRAME[["x"]], LABELS), FRAME) is FRAME


def test_a_tuned_cut_can_be_taken_off() -> None:
    """The classes of the classifier inside are given, also where the wrapper ends a pipeline."""
    tuned = TunedThresholdClassifierCV(LogisticRegression(), scoring="balanced_accuracy", cv=3)
    rows = FRAME[["x", "y"]].to_numpy()
    for model in (tuned, make_pipeline(StandardScaler(), tuned)):
        model.fit(rows, LABELS)
        handle = SklearnHandle(model, "predict", model)
        last = model if model is tuned else model[-1]
        assert handle.cut == last.best_threshold_
        fed = rows if model is tuned else model[:-1].transform(rows)
        assert np.array_equal(handle.uncut([(rows,)]), last.estimator_.predict(fed))
        assert SklearnHandle(model, "predict_proba", model).cut is None
    fixed = FixedThresholdClassifier(LogisticRegression(), threshold=0.3).fit(rows, LABELS)
    assert SklearnHandle(fixed, "predict", fixed).cut is None


def test_a_model_is_fitted_again_beside_itself() -> None:
    """Transforms and model are new objects, and no random number is drawn from the program's own."""
    rows = RNG.normal(size=(80, 30))
    labels = RNG.integers(0, 2, 80)
    select = SelectKBest(k=3).fit(rows, labels)
    model = LogisticRegression().fit(select.transform(rows), labels)
    before, state = model.coef_.copy(), np.random.get_state()[1].copy()

    def transform(some: np.ndarray) -> np.ndarray:
        return np.asarray(select.transform(some))

    transform.owner = select  # type: ignore[attr-defined]
    made = SklearnHandle(model, "predict", model).refitted_on(rows[:50], labels[:50], rows[50:], [transform])
    own = SelectKBest(k=3).fit(rows[:50], labels[:50])
    expected = LogisticRegression().fit(own.transform(rows[:50]), labels[:50]).predict(own.transform(rows[50:]))
    assert np.array_equal(made, expected)
    assert np.array_equal(model.coef_, before)
    assert np.array_equal(np.random.get_state()[1], state)
    assert SklearnHandle(model, "predict", model).refitted_on(rows, labels[:3], rows, []) is None
