"""Pairs rows of one table with labels of another by a key that both have, whatever order the script took them in."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Loaded

Array = NDArray[Any]
COLUMNS = 256  # columns of a table that are looked at
CLASSES = 0.5  # of the rows: a column with more values than that is no label with other names


def labels_by_key(files: Sequence[Loaded], rows: Any, used: Array, before: int) -> Iterator[Array]:
    """Give the labels that the scored rows have by key, in the order of the rows, for every way to join the tables.

    Args:
        files:  what the run loaded.
        rows:   the scored rows before any transform.
        used:   the labels that the script scored against; the column that holds them in this order is the label.
        before: when the rows were scored.
    """
    table = as_numpy(rows)
    if table is None or table.ndim != 2 or table.dtype.kind not in "fiub" or used.ndim != 1 or len(used) != len(table):
        return
    frames = [f.data for f in files if f.action == "loaded" and f.seq < before and hasattr(f.data, "select_dtypes")]
    for features in frames:
        at = _positions(table, features)
        if at is None:
            continue
        for labels in frames:
            if labels is features or len(labels) != len(used):
                continue
            for truth in _labels(labels, used):
                for key, other in _joins(features, labels):
                    where = _found(other, key[at])
                    if where is not None:
                        yield truth[where]


def _positions(rows: Array, frame: Any) -> Array | None:
    """Give the line of a frame that each row stands on, None unless every row stands on one line only."""
    values = as_numpy(frame.select_dtypes("number"))
    if values is None or not values.size or not rows.shape[1] <= values.shape[1] <= COLUMNS or len(rows) > len(values):
        return None
    values, rows = values.astype(np.float32), rows.astype(np.float32)
    some = rows[:: max(1, len(rows) // 64)]
    columns = []
    for column in range(rows.shape[1]):
        held = [at for at in range(values.shape[1]) if np.isin(some[:, column], values[:, at]).all()]
        if not held:
            return None
        columns.append(column if column in held and rows.shape[1] == values.shape[1] else held[0])
    lines: dict[bytes, int] = {}
    for line, row in enumerate(np.ascontiguousarray(values[:, columns])):
        if lines.setdefault(row.tobytes(), line) != line:
            return None
    found = [lines.get(row.tobytes(), -1) for row in np.ascontiguousarray(rows)]
    return None if -1 in found else np.asarray(found)


def _labels(frame: Any, used: Array) -> Iterator[Array]:
    """Give the columns of a frame that hold the labels in the order the script used, as the script coded them."""
    for at in range(min(frame.shape[1], COLUMNS)):
        values = np.asarray(frame.iloc[:, at])
        if values.dtype.kind in "fiub" and used.dtype.kind in "fiub":
            if np.array_equal(values, used):
                yield used
                return
        else:
            pairs = {*zip(values.tolist(), used.tolist(), strict=True)}
            names = len({name for name, _ in pairs})
            if 1 < names == len(pairs) == len({code for _, code in pairs}) < CLASSES * len(used):
                yield used
                return


def _joins(one: Any, other: Any) -> Iterator[tuple[Array, Array]]:
    """Give the keys that two frames can be joined on, those of one name first."""
    first, second = dict(_keys(one)), dict(_keys(other))
    pairs = [(a, b) for a in first for b in second]
    for a, b in sorted(pairs, key=lambda pair: pair[0] != pair[1]):
        if a == b or len(first[a]) == len(second[b]):
            yield first[a], second[b]


def _keys(frame: Any) -> Iterator[tuple[str, Array]]:
    """Give the columns, and the index, that name each row once and are no measurements."""
    if type(frame.index).__name__ != "RangeIndex" and frame.index.is_unique:
        yield str(frame.index.name), np.asarray(frame.index)
    for at in range(min(frame.shape[1], COLUMNS)):
        column = frame.iloc[:, at]
        try:
            if getattr(column.dtype, "kind", "O") not in "fcb" and column.is_unique:
                yield str(frame.columns[at]), np.asarray(column)
        except TypeError:  # lists and other values without a hash
            continue


def _found(keys: Array, wanted: Array) -> Array | None:
    """Give where each wanted key stands, None unless all do."""
    lines = {key: line for line, key in enumerate(keys.tolist())}
    found = [lines.get(key, -1) for key in wanted.tolist()]
    return None if -1 in found else np.asarray(found)
