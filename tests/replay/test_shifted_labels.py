"""Labels that stand some rows away from their own: in labels by chance, and in those of a series."""

from __future__ import annotations

import numpy as np

from tieout.causes.data.order import _best_run

RNG = np.random.default_rng(5)
SERIES = np.repeat(RNG.integers(0, 4, 400), RNG.integers(1, 5, 400))[:600]
SURE = RNG.random(600) < 0.95
GUESSES = np.where(SURE, SERIES, RNG.integers(0, 4, 600))


def test_labels_of_a_series_that_lag_from_one_row_on() -> None:
    """Where a line was lost, labels before it are in place, and those behind it one row off: this is told."""
    labels = np.concatenate([SERIES[:250], SERIES[249:-1]])
    found = _best_run(GUESSES, labels)
    assert found is not None
    first, after, lag = found
    assert abs(first - 250) <= 4
    assert (after, lag) == (600, 1)


def test_answers_that_lag_everywhere_are_no_moved_labels() -> None:
    """A model that answers with what was a row ago does so from the first row on."""
    assert _best_run(np.roll(GUESSES, 1), SERIES) is None
    assert _best_run(GUESSES, SERIES) is None


def test_worse_answers_in_one_part_are_no_moved_labels() -> None:
    """Where rows of one part are answered late and badly, their labels are not as sure some rows on as the others."""
    late = np.where(RNG.random(600) < 0.6, np.roll(SERIES, 1), RNG.integers(0, 4, 600))
    assert _best_run(np.concatenate([GUESSES[:300], late[300:]]), SERIES) is None
