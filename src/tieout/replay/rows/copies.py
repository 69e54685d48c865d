"""Follows rows that were scored and trained on to the line that copied them, or that split the copies."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Drawn
from tieout.core.score import Where

Array = NDArray[Any]
FOLLOWED = 64  # rows that are followed
WIDEST = 256  # columns of a table in which those of the rows are looked for


def copied_at(drawings: Sequence[Drawn], rows: Any, leaked: Any, before: int) -> Where | None:
    """Give the line that made copies of leaked rows, else the one that split them, None where neither was seen.

    Args:
        drawings: where rows were drawn, put together or split, in order.
        rows:     the scored rows before any transform.
        leaked:   which of them were trained on.
        before:   when they were scored.
    """
    table = as_numpy(rows)
    if table is None or table.ndim != 2 or table.dtype.kind not in "fiub" or not np.any(leaked):
        return None
    some = np.unique(table[np.asarray(leaked)].astype(np.float32), axis=0)[:FOLLOWED]
    earlier = [drawn for drawn in drawings if drawn.seq < before]
    for drawn in earlier:
        there = max(_counts(some, drawn.inputs), default=0)
        if there and max(_counts(some, drawn.outputs), default=0) > there:
            return drawn.where
    for drawn in earlier:
        if sum(count > 0 for count in _counts(some, drawn.outputs)) > 1:
            return drawn.where
    return None


def repeated_at(drawings: Sequence[Drawn], count: int, before: int) -> tuple[Where, ...]:
    """Give the lines that led to the merge that made so many rows of fewer, the innermost first."""
    for drawn in reversed(drawings):
        if drawn.name == "merge" and drawn.seq < before and len(drawn.outputs[0]) == count and drawn.where is not None:
            return (drawn.where, *(where for where in drawn.stack if where != drawn.where))
    return ()


def _counts(some: Array, tables: Sequence[Any]) -> Iterator[int]:
    """Give how many rows of each table are among some rows, whatever further columns it has."""
    for table in tables:
        values = _numbers(table)
        if values is None or not (values.shape[1] == some.shape[1] or some.shape[1] < values.shape[1] <= WIDEST):
            continue
        wanted = {row.tobytes() for row in some}
        if values.shape[1] > some.shape[1]:
            columns = [at for n in range(some.shape[1]) if (at := _column_of(some[:, n], values)) is not None]
            if len(columns) < some.shape[1]:
                yield 0
                continue
            values = values[:, columns]
        yield sum(row.tobytes() in wanted for row in np.ascontiguousarray(values))


def _numbers(table: Any) -> Array | None:
    if hasattr(table, "select_dtypes"):
        table = table.select_dtypes("number")
    values = as_numpy(table)
    if values is None or values.ndim != 2 or values.dtype.kind not in "fiub" or not len(values):
        return None
    return values.astype(np.float32)


def _column_of(values: Array, table: Array) -> int | None:
    """Give the column of a table that holds some values, None where no column holds most of them."""
    shares = [float(np.isin(values, table[:, at]).mean()) for at in range(table.shape[1])]
    best = int(np.argmax(shares))
    return best if shares[best] > 0.5 else None
