"""What a model answers otherwise on rows of another score, and what that makes of each class."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tieout.causes.numerics.environment import _are_classes_of, _by_class

OUTPUTS = np.array([[0.9, 0.1, 0.0], [0.2, 0.7, 0.1], [0.1, 0.1, 0.8]])
NAMES = np.array(["barolo", "barbera", "grignolino"])
COLUMNS = np.array([0, 1, 2])


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


@pytest.mark.parametrize(
    ("apply", "labels", "expected"),
    [
        (lambda outputs: outputs.argmax(axis=1), COLUMNS, True),
        (lambda outputs: NAMES[outputs.argmax(axis=1)], COLUMNS, False),  # names on a list of the script's own
        (lambda outputs: COLUMNS[::-1][outputs.argmax(axis=1)], COLUMNS, False),  # numbers on such a list
        (lambda outputs: outputs.argmax(axis=1), COLUMNS + 1, False),  # the labels there count from one
    ],
)
def test_answers_that_stand_for_something_else_are_left_alone(apply: Any, labels: Any, expected: bool) -> None:
    """Only the columns of the model are the same in every run; a list of names need not be."""
    view: Any = SimpleNamespace(trial=SimpleNamespace(decode=SimpleNamespace(name="argmax", apply=apply)))
    assert _are_classes_of(labels, view, OUTPUTS) is expected


def test_amounts_are_left_alone() -> None:
    """They may have been brought to another unit where they were scored."""
    view: Any = SimpleNamespace(trial=SimpleNamespace(decode=SimpleNamespace(name="as they are", apply=lambda o: o)))
    assert not _are_classes_of(np.array([10.0, 70.0, 80.0]), view, OUTPUTS[:, 0])
    assert _are_classes_of(np.array([1.0, 2.0]), view, np.array([2.0, 1.0, 2.0]))
