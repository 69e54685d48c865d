"""The inputs of one batch as one array of rows: of a model that takes several arrays, all of their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.profiles import flat

Array = NDArray[Any]
WIDEST = 2048  # columns of arrays that are looked at together


def rows_fed(inputs: Sequence[Any] | None) -> Array | None:
    """Give the rows of a batch: the first array, or the columns of all where a model takes several of numbers."""
    if not inputs:
        return None
    parts = [array for at in _together(inputs) if (array := as_numpy(inputs[at])) is not None]
    return np.concatenate([flat(part) for part in parts], axis=1) if len(parts) > 1 else as_numpy(inputs[0])


def with_rows(inputs: Sequence[Any], rows: Array) -> tuple[Any, ...]:
    """Give a batch that was fed with other rows in place of those that `rows_fed` gives."""
    given, places = list(inputs), _together(inputs)
    if len(places) < 2:
        return (rows, *given[1:])
    start = 0
    for at in places:
        part = np.asarray(as_numpy(given[at]))
        width = part.size // len(part)
        given[at] = np.ascontiguousarray(rows[:, start : start + width].reshape(part.shape), dtype=part.dtype)
        start += width
    return tuple(given)


def _together(inputs: Sequence[Any]) -> list[int]:
    """Give the places of the arrays of decimal numbers with a row for each example, none unless the first is one."""
    arrays = [as_numpy(value) for value in inputs]
    first = arrays[0]
    if first is None or len(arrays) < 2 or first.ndim < 2 or not first.size:
        return []
    found, width = [], 0
    for at, array in enumerate(arrays):
        if array is not None and array.ndim >= 2 and array.dtype.kind == "f" and len(array) == len(first):
            found.append(at)
            width += array.size // len(first)
    return found if found[:1] == [0] and width <= WIDEST else []
