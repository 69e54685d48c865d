"""What a model is given beside its rows: other arrays of numbers, masks and lengths that follow from the rows."""

import numpy as np

from tieout.core.recording import Beside
from tieout.replay.feeding.masks import rules
from tieout.replay.rows.tables import rows_fed, with_rows


def test_a_single_array_stays_as_it_is() -> None:
    """Rows of a model with one input are that input, whatever integers come beside it."""
    images, lengths = np.ones((4, 2, 2), dtype=np.float32), np.array([1, 2, 3, 4])
    fed = rows_fed((images, lengths))
    assert fed is images
    assert with_rows((images, lengths), images * 2)[0].sum() == 32


def test_several_arrays_are_one_table_and_come_apart_again() -> None:
    """The columns of all arrays stand side by side; corrected columns go back into the array they came from."""
    images, gauges = np.arange(12, dtype=np.float32).reshape(3, 2, 2), np.arange(6, dtype=np.float64).reshape(3, 2)
    table = rows_fed((images, gauges))
    assert table is not None
    assert table.shape == (3, 6)
    table[:, 4:] *= 10
    first, second = with_rows((images, gauges), table)
    assert np.array_equal(first, images)
    assert first.dtype == np.float32
    assert np.array_equal(second, gauges * 10)


def test_a_mask_and_lengths_are_told_from_the_rows() -> None:
    """A rule has to give the argument in every batch."""
    rows = [np.array([[5, 3, 0, 0], [7, 1, 2, 0]]), np.array([[4, 4, 9, 1], [6, 0, 0, 0]])]
    masked = [(part, part == 0, (part != 0).sum(axis=1)) for part in rows]
    assert rules(masked) == (Beside(1, "is", 0.0, "bool"), Beside(2, "lengths", 0.0, "int64"))
    assert rules([(rows[0], rows[0] == 0), (rows[1], rows[1] != 0)]) == ()
