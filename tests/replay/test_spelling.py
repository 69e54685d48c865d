"""Categories that a fitted encoder does not know because they are written otherwise."""

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.impute import SimpleImputer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import OneHotEncoder

from tieout.adapters._fitted import numbers
from tieout.replay.feeding.spelling import _encoders_in, _respelt
from tieout.replay.rows.rebuild import rebuilt


@pytest.mark.parametrize(
    ("written", "known", "meant"),
    [
        ("Red", ["red", "blue"], "red"),
        (" light blue", ["light-blue", "blue"], "light-blue"),
        ("3", [1, 2, 3], 3),
        (3.0, ["1", "3"], "3"),
    ],
)
def test_a_category_is_known_again(written: object, known: list[object], meant: object) -> None:
    """Case, blanks and the type of a number are no part of a category."""
    assert _respelt([written], known) == {written: meant}


def test_another_category_is_not_taken_for_a_known_one() -> None:
    """What has a meaning of its own, or could be two categories, is left alone."""
    assert _respelt(["green", "red", "A"], ["red", "a", "a "]) == {}


def test_encoders_are_found_inside_a_pipeline() -> None:
    """Each column of an encoder within a fitted pipeline comes with its name and its categories."""
    frame = pd.DataFrame({"fuel": ["petrol", "diesel", "petrol"], "age": [1.0, 2.0, 3.0]})
    columns = make_column_transformer((OneHotEncoder(), ["fuel"]), ("passthrough", ["age"]))
    model = make_pipeline(columns, LogisticRegression()).fit(frame, [0, 1, 0])
    assert [(known.column, list(known.values)) for known in _encoders_in(model)] == [("fuel", ["diesel", "petrol"])]


def test_an_imputer_of_another_run_fills_the_same_gaps() -> None:
    """From its fitted numbers alone it does what scikit-learn's own does."""
    rows = np.array([[1.0, np.nan, 3.0], [2.0, np.nan, np.nan], [np.nan, np.nan, 9.0]])
    imputer = SimpleImputer(strategy="median").fit(rows)
    params = {**numbers(imputer), "statistics_": imputer.statistics_, "params": imputer.get_params()}
    again = rebuilt("sklearn.impute._base", "SimpleImputer", params)
    assert again is not None
    with pytest.warns(UserWarning, match="Skipping features"):
        expected = imputer.transform(rows)
    assert np.array_equal(again(rows), expected)
