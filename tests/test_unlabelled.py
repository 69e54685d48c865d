"""Labels that stand for no label at all."""

from typing import Any

import numpy as np
import pandas as pd
import pytest

from tieout.arrays import unlabelled


@pytest.mark.parametrize(
    "labels",
    [
        np.array(["a", None, "b"], dtype=object),
        np.array(["a", float("nan"), "b"], dtype=object),
        np.array(["a", pd.NA, "b"], dtype=object),
        np.array([1.0, np.nan, 0.0]),
        np.array([1, -100, 0]),
    ],
    ids=["none", "not a number", "pandas", "float", "passed over"],
)
def test_missing_labels_are_marked(labels: Any) -> None:
    """Whatever stands for a missing label is told from labels."""
    found = unlabelled(labels)
    assert found is not None
    assert found.tolist() == [False, True, False]


@pytest.mark.parametrize(
    "labels",
    [np.array([1, -1, 0]), np.array([-200, -100]), np.array(["a", "nan"]), np.array([np.nan]), np.zeros((2, 2))],
    ids=["minus one is a class", "numbers", "a word", "nothing else", "several values a row"],
)
def test_labels_are_left_alone(labels: Any) -> None:
    """Classes and numbers are labels, and where all are missing there is nothing to score."""
    assert unlabelled(labels) is None
