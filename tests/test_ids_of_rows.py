"""Ids of rows that a model is given as several arrays."""

import numpy as np

from tieout.arrays import ids_of_rows, row_ids

CHANNEL = np.array([["mail"], ["phone"], ["mail"]])
WORDS = np.array([[40.0], [40.0], [12.0]])


def test_single_columns_tell_rows_apart_together() -> None:
    """Rows are other rows if any of their columns differs, though each column repeats its values."""
    ids = ids_of_rows((CHANNEL, WORDS))
    assert ids is not None
    assert len(set(ids.tolist())) == 3


def test_the_order_of_the_columns_does_not_count() -> None:
    """Mappings of columns come in any order."""
    assert np.array_equal(ids_of_rows((CHANNEL, WORDS)), ids_of_rows((WORDS, CHANNEL)))


def test_a_table_speaks_for_itself() -> None:
    """What is given beside a table, such as the lengths of its rows, is no part of their ids."""
    table, lengths = np.arange(6.0).reshape(3, 2), np.array([2, 2, 1])
    assert np.array_equal(ids_of_rows((table, lengths)), row_ids(table))


def test_codes_beside_measurements_tell_rows_apart_together() -> None:
    """Few codes come again and again; with the measurements beside them they do not."""
    codes, measured = np.array([[1, 2], [1, 2], [3, 2]]), np.array([[0.5, 1.0], [0.7, 1.0], [0.5, 1.0]])
    ids = ids_of_rows((codes, measured))
    assert ids is not None
    assert len(set(ids.tolist())) == 3
    assert np.array_equal(ids, ids_of_rows((measured, codes)))
