"""Single columns of tables: functions that were applied to one, and tables that hold words beside numbers."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from tieout.replay.feeding.curves import LEFT_OUT, ON_TOP, _apart, _told
from tieout.replay.rows.tables import numeric_columns, rows_fed, with_rows

RNG = np.random.default_rng(5)


def table(rows: int) -> np.ndarray:
    return np.column_stack([RNG.lognormal(3, 1, rows), RNG.normal(0, 1, rows), RNG.gamma(2, 2, rows)])


@pytest.mark.parametrize("name", ["log", "log1p", "sqrt"])
def test_a_function_that_was_left_out_is_named(name: str) -> None:
    """The one column it belongs to is brought onto the training column, the others stay."""
    training, own = table(900), table(500)
    training[:, 0] = LEFT_OUT[name](training[:, 0])
    ((column, _, values),) = _told(own, training, LEFT_OUT)
    assert column == 0
    assert _apart(values, training[:, 0]) < 2.0
    assert not list(_told(own, training, ON_TOP))


def test_a_column_from_elsewhere_is_no_function_of_another() -> None:
    """A shift or another unit is not taken for a logarithm, and chance for nothing."""
    training, own = table(900), table(500)
    assert not list(_told(own, training, LEFT_OUT))
    own[:, 1] += 3.0
    assert not list(_told(own, training, {**LEFT_OUT, **ON_TOP}))


def test_of_a_mixed_frame_the_numbers_are_looked_at_and_put_back() -> None:
    """Columns of numbers come in the order of their names; words, and whole numbers as such, stay."""
    frame = pd.DataFrame({"town": ["a", "b", "a"], "z": [1, 2, 3], "area": [0.5, 1.5, np.nan]})
    assert numeric_columns(frame) == ["area", "z"]
    rows = rows_fed((frame,))
    assert np.array_equal(rows, [[0.5, 1], [1.5, 2], [np.nan, 3]], equal_nan=True)
    (changed,) = with_rows((frame,), rows * [2.0, 10.0])
    assert changed["z"].tolist() == [10, 20, 30]
    assert changed["z"].dtype == frame["z"].dtype
    assert changed["town"].tolist() == ["a", "b", "a"]
    (broken,) = with_rows((frame,), rows / 2)
    assert broken["z"].tolist() == [0.5, 1.0, 1.5]


def test_a_frame_of_numbers_and_an_array_are_taken_as_they_are() -> None:
    """Nothing is sorted where every column is one of numbers."""
    frame = pd.DataFrame({"b": [1.0, 2.0], "a": [3.0, 4.0]})
    assert numeric_columns(frame) is None
    assert numeric_columns(frame.to_numpy()) is None
    assert np.array_equal(rows_fed((frame,)), [[1.0, 3.0], [2.0, 4.0]])
