"""What a model answers otherwise on rows of another score, and what that makes of each class."""

import numpy as np

from tieout.causes.numerics.environment import _by_class


def test_each_class_gets_its_own_change() -> None:
    """Labels that the other score did not have get the mean of all rows."""
    labels, change = np.repeat([1, 4], [40, 60]), np.repeat([0.5, 0.25], [40, 60])
    extra = _by_class(labels, change)
    assert np.allclose(extra(np.array([4, 1, 4])), [0.25, 0.5, 0.25])
    assert np.allclose(extra(np.array([0, 9])), change.mean())


def test_classes_may_be_words() -> None:
    """Words are looked up as they are."""
    extra = _by_class(np.repeat(["a", "b"], 50), np.repeat([1.0, 0.0], 50))
    assert extra(np.array(["b", "a"])).tolist() == [0.0, 1.0]


def test_amounts_and_few_rows_of_a_class_get_the_mean() -> None:
    """Numbers that are no classes, and classes of few rows, say nothing by themselves."""
    change = np.linspace(0.0, 1.0, 100)
    for labels in (np.linspace(0.0, 9.0, 100), np.repeat([0, 1], [95, 5])):
        assert np.allclose(_by_class(labels, change)(np.array([0, 1])), 0.5)
