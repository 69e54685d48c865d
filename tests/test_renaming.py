"""Classes that stand for others are found and named; a bad model is not taken for a renaming."""

from typing import Any

import numpy as np
import pytest

from tieout.renaming import classes_of, columns_renamed, consistent, marks_of, renamed, renaming

Names = dict[Any, Any]


def guessed(rng: np.random.Generator, labels: Any, right: float, classes: int) -> Any:
    """Give predictions that are right in such a share of the rows."""
    return np.where(rng.random(len(labels)) < right, labels, rng.integers(0, classes, len(labels)))


@pytest.mark.parametrize("right", [0.6, 0.99])
@pytest.mark.parametrize("names", [{0: 3, 3: 1, 1: 0}, {2: 4, 4: 2}, {0: 1, 1: 2, 2: 3, 3: 4, 4: 0}], ids=str)
def test_a_renaming_is_found(names: Names, right: float) -> None:
    """Circles of classes are found among others that keep their names, and renaming the labels puts them right."""
    rng = np.random.default_rng(1)
    truth = rng.integers(0, 5, 600)
    used = renamed(truth, {new: old for old, new in names.items()})
    guesses = guessed(rng, truth, right, 5)
    assert renaming(used, guesses) == names
    assert np.array_equal(renamed(used, names), truth)


def test_counting_from_one_is_found() -> None:
    """Labels from 1 on against predictions from 0 on: each stands for the one before it."""
    rng = np.random.default_rng(2)
    truth = rng.integers(0, 4, 300)
    assert renaming(truth + 1, guessed(rng, truth, 0.9, 4)) == {1: 0, 2: 1, 3: 2, 4: 3}


def test_classes_that_close_up_over_one_that_is_lacking_are_found() -> None:
    """Numbers given to the folders that are there: from the lacking one on, each stands for the next class."""
    rng = np.random.default_rng(3)
    truth = rng.choice([0, 1, 2, 4, 5], 600)
    used = np.where(truth > 3, truth - 1, truth)
    assert renaming(used, guessed(rng, truth, 0.8, 6)) == {3: 4, 4: 5}


def test_one_class_taken_for_a_free_one_is_no_renaming() -> None:
    """Without the order of closing up, a class that is answered with one that no row has keeps its name."""
    rng = np.random.default_rng(4)
    truth = rng.choice([0, 1, 2, 4, 5], 600)
    assert renaming(truth, guessed(rng, np.where(truth == 1, 3, truth), 0.9, 6)) == {}


def test_words_are_renamed_too() -> None:
    """Names that differ in case are other names."""
    truth = np.repeat(["ale", "stout"], 60)
    found = renaming(np.char.capitalize(truth), truth)
    assert found == {"Ale": "ale", "Stout": "stout"}
    assert renamed(np.char.capitalize(truth), found).tolist() == truth.tolist()


@pytest.mark.parametrize("classes", [2, 5, 10])
def test_a_bad_model_is_no_renaming(classes: int) -> None:
    """Chance, one class for everything, and classes that a model mixes up at random are not taken for a renaming."""
    for seed in range(60):
        rng = np.random.default_rng(seed)
        labels = rng.integers(0, classes, 400)
        confused = rng.dirichlet(np.full(classes, 0.5), classes).cumsum(axis=1)
        mixed = (rng.random(400)[:, None] > confused[labels]).sum(axis=1)
        weak = np.where(rng.random(400) < 0.5, labels, np.minimum(mixed, classes - 1))
        for guesses in (rng.integers(0, classes, 400), np.zeros(400, dtype=int), weak):
            assert renaming(labels, guesses) == {}


def test_one_hot_labels_are_renamed_in_place() -> None:
    """Columns change places, and the shape stays."""
    one_hot = np.eye(3)[[0, 1, 2, 0]]
    assert renamed(one_hot, {0: 1, 1: 0}).argmax(axis=1).tolist() == [1, 0, 2, 1]


def test_classes_of_labels_in_any_shape() -> None:
    """Columns, one-hot rows and whole floats are class numbers; measured values are not."""
    assert classes_of(np.array([[1.0], [0.0]]), 2).tolist() == [1, 0]  # type: ignore[union-attr]
    assert classes_of(np.eye(3)[[2, 0]], 2).tolist() == [2, 0]  # type: ignore[union-attr]
    assert classes_of(np.array([0.3, 1.0]), 2) is None


def test_one_naming_for_all_rows() -> None:
    """Labels of the same rows give a renaming only where one holds for all of them."""
    known = np.repeat([0, 1, 2], 30)
    assert consistent(known, np.repeat([1, 2, 0], 30)) == {0: 2, 1: 0, 2: 1}
    assert consistent(known, np.tile([0, 1, 2], 30)) is None


def marks(rows: int, flipped: float) -> tuple[np.ndarray, np.ndarray]:
    """Give labels, several a row, and guesses of them of which some are wrong."""
    rng = np.random.default_rng(8)
    labels = (rng.random((rows, 5)) < [0.4, 0.3, 0.2, 0.15, 0.3]).astype(float)
    return labels, np.where(rng.random(labels.shape) < flipped, 1.0 - labels, labels)


def test_columns_of_marks_that_changed_places() -> None:
    """Three columns stand for each other in a circle, and the labels can be put right."""
    labels, guesses = marks(400, 0.1)
    used = labels[:, [0, 2, 4, 3, 1]]
    names = columns_renamed(used, guesses)
    assert names == {1: 2, 2: 4, 4: 1}
    assert np.array_equal(renamed(used, names), labels)


@pytest.mark.parametrize(("rows", "flipped"), [(400, 0.1), (400, 0.45), (400, 0.5), (24, 0.2)])
def test_columns_in_their_places(rows: int, flipped: float) -> None:
    """Neither good nor bad guesses, nor few rows, make columns change places."""
    labels, guesses = marks(rows, flipped)
    assert columns_renamed(labels, guesses) == {}


def test_what_marks_are() -> None:
    """One-hot rows, measurements and single columns are none."""
    labels, _ = marks(30, 0.0)
    assert marks_of(labels > 0, 30) is not None
    assert all(marks_of(value, 30) is None for value in (np.eye(30), labels + 0.5, labels[:, :1], labels[:29]))
