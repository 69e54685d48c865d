"""Runs many small batches in few calls, where a model is seen to answer each row whatever its batch: calls are dear."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.adapters.keras.packing import leaves_of, sliced
from tieout.arrays import as_numpy

FEWEST = 6  # batches from which on joining pays: trying takes one call more
MOST_ROWS, MOST_BYTES = 2048, 16 << 20  # of one call
ALIKE = 1e-5  # of the largest output: rounding differs with the size of a batch

Run = Callable[[tuple[Any, ...]], Any]


def in_few_calls(
    batches: Sequence[tuple[Any, ...]], run: Run, one_by_one: Run | None = None, *, drawn: bool = False
) -> list[Any]:
    """Give the outputs of every batch, joining batches if the first two have the same outputs joined and apart.

    `one_by_one` runs the others, in place of `run`, where they cannot be joined.
    With `drawn` each row is known to be answered by itself, and no two calls draw alike: there is nothing to compare.
    """
    first = [run(batch) for batch in batches[:2]]
    rest = batches[2:]
    rows = [_rows_of(batch) for batch in batches] if len(batches) >= FEWEST else []
    if not rows or not _fit_together(rows) or not (drawn or _same_joined(rows[:2], first, run)):
        return [*first, *map(one_by_one or run, rest)]
    found = list(first)
    for group in _groups([array for array in rows[2:] if array is not None]):
        joined = run((np.concatenate(group),))
        start = 0
        for array in group:
            found.append(sliced(joined, start, start + len(array)))
            start += len(array)
    return found


def _rows_of(batch: tuple[Any, ...]) -> NDArray[Any] | None:
    """Give the one array of numbers that a batch is, None if it is something else."""
    array = as_numpy(batch[0]) if len(batch) == 1 else None
    return array if array is not None and array.ndim and len(array) and array.dtype.kind in "fiub" else None


def _fit_together(rows: Sequence[NDArray[Any] | None]) -> bool:
    kinds = {None if array is None else (array.dtype, array.shape[1:]) for array in rows}
    return len(kinds) == 1 and None not in kinds


def _same_joined(rows: Sequence[NDArray[Any] | None], apart: Sequence[Any], run: Run) -> bool:
    """Tell whether the outputs of batches are the same for all of them at once: nothing is drawn or shared in a batch.

    A model that takes batches of one size alone fails, and is run as it was.
    """
    try:
        arrays = [array for array in rows if array is not None]
        joined = run((np.concatenate(arrays),))
    except Exception:  # noqa: BLE001 - whatever the model does not like about it
        return False
    start = 0
    for array, outputs in zip(arrays, apart, strict=True):
        found = leaves_of(sliced(joined, start, start + len(array)))
        expected = leaves_of(outputs)
        if len(found) != len(expected) or not all(map(_alike, found, expected)):
            return False
        start += len(array)
    return all(len(leaf) == start for leaf in leaves_of(joined))


def _alike(one: Any, other: Any) -> bool:
    if one.shape != other.shape or not other.ndim or one.dtype.kind not in "fiub":
        return False
    reach = ALIKE * float(np.abs(other).max(initial=0.0))
    return bool(np.allclose(one, other, rtol=0.0, atol=reach, equal_nan=True))


def _groups(arrays: Sequence[NDArray[Any]]) -> Iterator[list[NDArray[Any]]]:
    group: list[NDArray[Any]] = []
    rows = size = 0
    for array in arrays:
        if group and (rows + len(array) > MOST_ROWS or size + array.nbytes > MOST_BYTES):
            yield group
            group, rows, size = [], 0, 0
        group.append(array)
        rows, size = rows + len(array), size + array.nbytes
    if group:
        yield group
