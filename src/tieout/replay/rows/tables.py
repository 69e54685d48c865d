"""The inputs of one batch as one array of rows: of several arrays all columns, of a mixed table those of numbers."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.profiles import flat

Array = NDArray[Any]
WIDEST = 2048  # columns of arrays that are looked at together
CODES = 4  # columns of whole numbers up to which they are codes, not the tokens of a sequence


def rows_fed(inputs: Sequence[Any] | None) -> Array | None:
    """Give the rows of a batch: the first array, or the columns of all where a model takes several of numbers.

    Of a frame that holds words beside numbers, the columns of numbers, in the order of their names: what takes such a
    frame picks its columns by name.
    """
    if not inputs:
        return None
    if (names := numeric_columns(inputs[0])) is not None:
        return np.asarray(inputs[0][names].to_numpy(dtype=np.float64, na_value=np.nan))
    parts = [array for at in _together(inputs) if (array := as_numpy(inputs[at])) is not None]
    return np.concatenate([flat(part) for part in parts], axis=1) if len(parts) > 1 else as_numpy(inputs[0])


def with_rows(inputs: Sequence[Any], rows: Array) -> tuple[Any, ...]:
    """Give a batch that was fed with other rows in place of those that `rows_fed` gives."""
    given, places = list(inputs), _together(inputs)
    if (names := numeric_columns(inputs[0])) is not None:
        changed = {name: rows[:, at].astype(_type_of(inputs[0][name], rows[:, at])) for at, name in enumerate(names)}
        return (inputs[0].assign(**changed), *given[1:])
    if len(places) < 2:
        return (rows, *given[1:])
    start = 0
    for at in places:
        part = np.asarray(as_numpy(given[at]))
        width = part.size // len(part)
        given[at] = np.ascontiguousarray(rows[:, start : start + width].reshape(part.shape), dtype=part.dtype)
        start += width
    return tuple(given)


def numeric_columns(table: Any) -> list[str] | None:
    """Give the names of the columns of numbers of a frame that holds others too, sorted; None for anything else."""
    columns = getattr(table, "columns", None)
    if columns is None or callable(columns) or not hasattr(table, "assign") or not len(table):
        return None
    kinds = {name: getattr(table[name].dtype, "kind", "O") for name in columns} if columns.is_unique else {}
    numbers = sorted(name for name, kind in kinds.items() if kind in "fiu" and isinstance(name, str))
    return numbers if numbers and any(kind in "OUST" for kind in kinds.values()) else None


def _type_of(column: Any, values: Array) -> Any:
    """Give the type that changed values of a column take: its own, unless whole numbers became broken ones."""
    whole = column.dtype.kind not in "iu" or bool((values == np.rint(values)).all())
    return column.dtype if whole and not np.isnan(values).any() else np.float64


def _is_code(array: Array | None, rows: int) -> bool:
    """Tell whether an array holds one whole number a row."""
    return array is not None and array.dtype.kind in "iu" and array.ndim > 0 and array.size == len(array) == rows


def _together(inputs: Sequence[Any]) -> list[int]:
    """Give the places of the arrays of decimal numbers or codes with a row for each example, the first one among them.

    Arrays of several codes a row are no table by themselves: they are the tokens of a sequence. Arrays of one axis are
    columns where the first is one, such as the codes that an embedding takes, and a table stands beside it, or where
    all are codes, one a row: what a user and a film are known by.
    """
    arrays = [as_numpy(value) for value in inputs]
    first = arrays[0]
    if first is None or len(arrays) < 2 or first.ndim < 1 or not first.size:
        return []
    known = [at for at, a in enumerate(arrays) if a is not None]
    if len(known) > 1 and all(_is_code(arrays[at], len(first)) for at in known):
        return known
    if first.ndim == 1 and not any(a is not None and a.ndim == 2 and len(a) == len(first) for a in arrays):
        return []
    found, width = [], 0
    for at, array in enumerate(arrays):
        if array is None or array.ndim < min(first.ndim, 2) or len(array) != len(first):
            continue
        columns = array.size // len(first)
        if array.dtype.kind == "f" or (array.dtype.kind in "iu" and columns <= CODES):
            found.append(at)
            width += columns
    numbers = any(arrays[at].dtype.kind == "f" for at in found)  # type: ignore[union-attr]  # found holds no None
    return found if found[:1] == [0] and numbers and width <= WIDEST else []
