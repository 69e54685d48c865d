"""Labels that stand in a column of a loaded table, for scores whose comparison was seen nowhere."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Loaded
from tieout.replay.outputs.decode import same
from tieout.replay.rows.keys import frames_of, names_of_rows, positions, rows_named
from tieout.replay.rows.tables import rows_fed

Array = NDArray[Any]
MOST_COLUMNS = 256
MOST_CLASSES = 100
COMMON = 5  # rows of a class, on average; fewer are names of rows
FIRST = 2048  # rows by which columns are told apart


def label_columns(tape: Any, rows: int, inputs: Sequence[tuple[Any, ...]], width: int) -> Iterator[Array]:
    """Give the columns of classes in loaded tables of so many rows that the model was not given, the latest first.

    Words also as their places in lists of as many words as there are outputs, `width`, which stood in a file.
    """
    fed = _columns(inputs)
    tables = [f.data for f in reversed(tape.files) if f.action == "loaded" and f.holds == "table"]
    tables = [table for table in tables if hasattr(table, "shape")]
    named = list(names_of_rows(tape.files, rows)) if tables else []
    for table in tables:
        for column in _columns_of(table, rows, named):
            classes = as_numpy(column)
            if classes is not None and _are_classes(classes) and not any(same(classes[:FIRST], other) for other in fed):
                yield classes
                yield from _by_list(tape, classes, width)
    for loaded in reversed(tape.files):
        records = loaded.data if loaded.action == "loaded" else None
        if isinstance(records, list) and len(records) == rows:
            yield from (classes for classes in _of_records(records) if _are_classes(classes))


def columns_beside(files: Sequence[Loaded], rows: Any, before: int) -> Iterator[Array]:
    """Give the columns of the table that some rows were taken from which are none of theirs, in the order of the rows.

    Args:
        files:  what the run loaded.
        rows:   rows of numbers, before any transform.
        before: when they were used.
    """
    fed = as_numpy(rows)
    if fed is None or fed.ndim != 2 or not 0 < fed.shape[1] <= MOST_COLUMNS or fed.dtype.kind not in "fiub":
        return
    for frame in reversed(frames_of(files, before)):
        at = positions(fed, frame)
        for number in range(min(frame.shape[1], MOST_COLUMNS)) if at is not None else ():
            column = np.asarray(frame.iloc[:, number])[at]
            if not any(same(column[:FIRST], own[:FIRST]) for own in fed.T):
                yield column
        if at is not None:
            return


def _of_records(records: Sequence[Any]) -> Iterator[Array]:
    """Give the fields of records that all have them, of words or of whole numbers, as columns."""
    first = records[0] if records and all(isinstance(record, Mapping) for record in records) else {}
    for name in list(first)[:MOST_COLUMNS]:
        values = [record.get(name) for record in records]
        if all(isinstance(value, str) for value in values) or all(type(value) is int for value in values):
            yield np.asarray(values)


def _columns_of(table: Any, rows: int, named: Iterable[Array]) -> Iterator[Any]:
    """Give the columns of a table that has a line a row, and as names of the rows say."""
    columns = [table] if len(table.shape) == 1 else [table.iloc[:, at] for at in range(table.shape[1])]
    if len(table) == rows:
        yield from columns[-MOST_COLUMNS:]
    if len(table.shape) > 1 and len(table) >= rows:
        for names in named:
            for lines in rows_named(table, names):
                yield from (column.iloc[lines] for column in columns[-MOST_COLUMNS:])


def _by_list(tape: Any, words: Array, width: int) -> Iterator[Array]:
    """Give words as their places in loaded lists of so many words."""
    if words.dtype.kind not in "UO" or width < 2:
        return
    for loaded in tape.files:
        names = _words(loaded.data) if loaded.action == "loaded" and loaded.data is not None else []
        places = {name: at for at, name in enumerate(names)}
        if len(places) == len(names) == width and all(word in places for word in words):
            yield np.asarray([places[word] for word in words])


def _words(data: Any) -> list[str]:
    """Give the words that a file held as a list or an array, [] if it held anything else."""
    listed = data.tolist() if isinstance(data, np.ndarray) and data.ndim == 1 and data.dtype.kind in "UO" else data
    if not isinstance(listed, (list, tuple)) or not all(isinstance(word, str) for word in listed):
        return []
    return list(listed)


def _are_classes(column: Array) -> bool:
    """Tell whether values come again and again: a few words or whole numbers, without gaps."""
    if column.ndim != 1 or column.dtype.kind not in "iubUO":
        return False
    if column.dtype.kind == "O" and not all(isinstance(value, str) for value in column):
        return False
    most = min(MOST_CLASSES, len(column) // COMMON)
    return len(np.unique(column[:FIRST])) <= most and 2 <= len(np.unique(column)) <= most


def _columns(inputs: Sequence[tuple[Any, ...]]) -> list[Array]:
    """Give the columns that the model was given, as far as they are looked at; none where rows are no such thing."""
    tables: list[Array] = []
    for batch in inputs:
        part = rows_fed(tuple(array[:FIRST] for array in batch))
        if part is None or part.ndim != 2 or (tables and tables[0].shape[1:] != part.shape[1:]):
            return []
        tables.append(np.asarray(part))
        if sum(map(len, tables)) >= FIRST:
            break
    return list(np.concatenate(tables)[:FIRST].T[:MOST_COLUMNS]) if tables else []
