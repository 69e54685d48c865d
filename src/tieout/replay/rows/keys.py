"""Pairs rows of one table with labels of another by a key that both have, whatever order the script took them in."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Loaded

Array = NDArray[Any]
COLUMNS = 256  # columns of a table that are looked at
FEWEST_OWNERS = 10  # of rows that belong together
MOST_ANSWERS = 100  # different labels
WITHIN = 0.25  # of the variance of amounts that may be left within a stretch of time
PAUSE = 6.0  # usual steps of time after which another stretch begins
DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
CLASSES = 0.5  # of the rows: a column with more values than that is no label with other names


def frames_of(files: Sequence[Loaded], before: float) -> list[Any]:
    """Give the data frames that a run had loaded before a moment."""
    return [f.data for f in files if f.action == "loaded" and f.seq < before and hasattr(f.data, "select_dtypes")]


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
    frames = frames_of(files, before)
    for features in frames:
        at = positions(table, features)
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
    for frame in (frame for frame in frames if len(frame) == len(used)):
        lines = lines_by_content(table, frame)
        if lines is not None and not np.array_equal(lines, np.arange(len(lines))):
            yield from (truth[lines] for truth in _labels(frame, used))


def labels_by_name(files: Sequence[Loaded], used: Array, before: int) -> Iterator[Array]:
    """Give the labels in the orders that a list of files may have: by name as text, and by the numbers in the names.

    A folder is read in the order of its names, where `scan_10` comes before `scan_9`; a table has an order of its own.

    Args:
        files:  what the run loaded.
        used:   the labels that the script scored against.
        before: when the rows were scored.
    """
    if used.ndim != 1:
        return
    for frame in frames_of(files, before):
        if len(frame) != len(used):
            continue
        for truth in _labels(frame, used):
            for _, names in _keys(frame):
                texts = [str(name) for name in names.tolist()]
                for sort_by in (str, _natural):
                    order = sorted(range(len(texts)), key=lambda at, by=sort_by: by(texts[at]))  # type: ignore[misc]
                    if order != list(range(len(texts))):
                        yield truth[np.asarray(order)]


def _natural(name: str) -> list[tuple[int, str]]:
    """Give a name as it is sorted by people: 9 comes before 10."""
    return [(int(part), "") if part.isdigit() else (-1, part) for part in re.split(r"([0-9]+)", name)]


def labels_of_predictions(files: Sequence[Loaded], said: Any, used: Array, before: int) -> Iterator[Array]:
    """Give the labels that predictions out of a table have by key, in the order of the predictions.

    Args:
        files:  what the run loaded.
        said:   the predictions as they met labels: a column of a table, as it was read or put in the order of a key.
        used:   the labels that the script scored against.
        before: when they met.
    """
    predictions = np.asarray(said)
    frames = frames_of(files, before)
    for table in frames:
        if predictions.ndim != 1 or used.ndim != 1 or len(table) != len(predictions):
            continue
        columns = [np.asarray(table.iloc[:, at]) for at in range(min(table.shape[1], COLUMNS))]
        for labels in (other for other in frames if other is not table and len(other) == len(used)):
            for key, other in _joins(table, labels):
                orders = (np.arange(len(key)), np.argsort(key, kind="stable"))
                order = next((o for o in orders for c in columns if np.array_equal(c[o], predictions)), None)
                lines = None if order is None else _found(other, key[order])
                if lines is not None:
                    yield from (truth[lines] for truth in _labels_in(labels, used, other))


def names_of_rows(files: Sequence[Loaded], rows: int) -> Iterator[Array]:
    """Give the arrays that name each row once, those too that stood in an archive and that nobody asked for."""
    for loaded in files:
        if loaded.action != "loaded" or loaded.holds != "array":
            continue
        found = [as_numpy(loaded.data)] if loaded.data is not None else _members(loaded)
        for array in found:
            named = array is not None and array.shape == (rows,) and array.dtype.kind in "iuU"
            if array is not None and named and len(np.unique(array)) == rows:
                yield array


def _members(archive: Loaded) -> list[Array]:
    """Give the arrays of an archive, none where it cannot be read any more."""
    try:
        with np.load(archive.path, allow_pickle=False) as members:
            return [members[name] for name in archive.facts.get("keys", ())]
    except (OSError, ValueError, KeyError):
        return []


def rows_named(frame: Any, key: Array) -> Iterator[Array]:
    """Give the lines of a table that names of rows stand on, for every column of it that has them all."""
    for _, other in _keys(frame):
        lines = _found(other, key)
        if lines is not None:
            yield lines


def labels_of_key(files: Sequence[Loaded], key: Array, used: Array) -> Iterator[Array]:
    """Give the labels of rows whose keys are known, by the tables that have these keys beside the labels used."""
    for frame in (frame for frame in frames_of(files, float("inf")) if len(frame) == len(used) == len(key)):
        for _, other in _keys(frame):
            lines = _found(other, key) if used.ndim == 1 else None
            if lines is not None:
                yield from (truth[lines] for truth in _labels_in(frame, used, other))


def _labels_in(frame: Any, used: Array, key: Array) -> Iterator[Array]:
    """Give the columns of a frame that hold the labels used, in its own order or in that of its key, as coded."""
    for order in (np.arange(len(key)), np.argsort(key, kind="stable")):
        for truth in _labels(frame.iloc[order], used):
            found = np.empty_like(truth)
            found[order] = truth
            yield found


def groups_of(files: Sequence[Loaded], rows: Any, labels: Any, before: int) -> Iterator[tuple[str, Array]]:
    """Give columns that tell whose each scored row is: several rows of one owner, all with one label, none of it fed.

    Args:
        files:  what the run loaded.
        rows:   the scored rows before any transform.
        labels: what they were scored against.
        before: when they were scored.
    """
    table, truth = as_numpy(rows), np.asarray(labels)
    if (
        table is None
        or table.ndim != 2
        or table.dtype.kind not in "fiub"
        or truth.ndim != 1
        or len(truth) != len(table)
    ):
        return
    _, answers = np.unique(truth, return_inverse=True)
    frames = frames_of(files, before)
    if answers.max(initial=0) >= MOST_ANSWERS:
        if truth.dtype.kind in "fiu":
            yield from _stretches_of(frames, table, truth.astype(np.float64))
        return
    for frame in frames:
        at = positions(table, frame)
        for column in range(min(frame.shape[1], COLUMNS)) if at is not None else ():
            values = np.asarray(frame.iloc[:, column])[at]
            if values.dtype.kind not in "iuOU":
                continue
            names, owners = np.unique(values.astype(str), return_inverse=True)
            if not max(FEWEST_OWNERS, 2 * (answers.max() + 1)) <= len(names) <= len(table) / 2:
                continue
            pairs = len(np.unique(owners * (answers.max() + 1) + answers))
            fed = values.dtype.kind in "iu" and (table == values[:, None].astype(table.dtype)).all(axis=0).any()
            if pairs == len(names) and not fed:
                yield str(frame.columns[column]), owners


def _stretches_of(frames: Sequence[Any], table: Array, truth: Array) -> Iterator[tuple[str, Array]]:
    """Give the stretches of time that rows fall into, where amounts hardly change within one of them."""
    for frame in frames:
        found = list(stretches(frame))
        at = positions(table, frame) if found else None
        for name, whole in found if at is not None else ():
            _, owners = np.unique(whole[at], return_inverse=True)
            counts = np.bincount(owners)
            if not FEWEST_OWNERS <= len(counts) <= len(table) / 2:
                continue
            within = np.square(truth - (np.bincount(owners, weights=truth) / counts)[owners]).sum()
            if within <= WITHIN * np.square(truth - truth.mean()).sum():
                yield name, owners


def stretches(frame: Any) -> Iterator[tuple[str, Array]]:
    """Give, for each column of times and for an index of them, the stretch without a pause that each line is in."""
    times = [(str(frame.index.name), np.asarray(frame.index))]
    times += [(str(frame.columns[at]), np.asarray(frame.iloc[:, at])) for at in range(min(frame.shape[1], COLUMNS))]
    for name, column in times:
        moments = _moments(column)
        if moments is None or len(moments) < 2 * FEWEST_OWNERS:
            continue
        order = np.argsort(moments, kind="stable")
        steps = np.diff(moments[order])
        usual = float(np.median(steps))
        if usual > 0.0:
            owners = np.empty(len(moments), dtype=np.int64)
            owners[order] = np.concatenate([[0], np.cumsum(steps > PAUSE * usual)])
            yield f"stretch of {name} without a pause", owners


def _moments(column: Array) -> Array | None:
    """Give times as numbers, those written as text in the usual order too; None for anything else."""
    if column.dtype.kind in "OU":
        first = str(column[0]) if len(column) else ""
        if not DATE.match(first):
            return None
        try:
            column = column.astype("datetime64[ns]")
        except (ValueError, TypeError):
            return None
    if column.dtype.kind != "M" or np.isnat(column).any():
        return None
    return column.astype("datetime64[ns]").astype(np.int64).astype(np.float64)


def holders(rows: Array, table: Array) -> list[list[int]]:
    """Give, for each column of some rows, the columns of a table that hold all of its values that were looked at."""
    some = rows[:: max(1, len(rows) // 64)].astype(np.float32)
    known = [set(column.tolist()) for column in table.astype(np.float32).T]
    return [[at for at, held in enumerate(known) if held.issuperset(own)] for own in map(set, some.T.tolist())]


def positions(rows: Array, frame: Any) -> Array | None:
    """Give the line of a frame that each row of numbers stands on, None unless every row stands on one line only."""
    values = as_numpy(frame.select_dtypes("number"))
    if values is None or not values.size or not rows.shape[1] <= values.shape[1] <= COLUMNS or len(rows) > len(values):
        return None
    values, rows = values.astype(np.float32), rows.astype(np.float32)
    columns = []
    for column, held in enumerate(holders(rows, values)):
        if not held:
            return None
        columns.append(column if column in held and rows.shape[1] == values.shape[1] else held[0])
    lines: dict[bytes, int] = {}
    for line, row in enumerate(np.ascontiguousarray(values[:, columns])):
        if lines.setdefault(row.tobytes(), line) != line:
            return None
    found = [lines.get(row.tobytes(), -1) for row in np.ascontiguousarray(rows)]
    return None if -1 in found else np.asarray(found)


def lines_by_content(rows: Array, frame: Any) -> Array | None:
    """Give the line of a frame of as many rows that each row stands on, by the columns that are in both.

    Rows may have columns that were made of others, and lack some. None unless what is shared tells all rows apart.
    """
    values = as_numpy(frame.select_dtypes("number"))
    if values is None or not values.size or values.shape[1] > COLUMNS or len(values) != len(rows):
        return None
    there, here = values.astype(np.float32), rows.astype(np.float32)
    pairs = [
        (own, next((at for at in held if np.array_equal(np.sort(there[:, at]), np.sort(here[:, own]))), -1))
        for own, held in enumerate(holders(here, there))
    ]
    own, other = ([pair[side] for pair in pairs if pair[1] >= 0] for side in (0, 1))
    if not own:
        return None
    known = [row.tobytes() for row in np.ascontiguousarray(there[:, other])]
    wanted = [row.tobytes() for row in np.ascontiguousarray(here[:, own])]
    lines = {row: line for line, row in enumerate(known)}
    return np.asarray([lines[row] for row in wanted]) if len(lines) == len(rows) and {*wanted} == {*lines} else None


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


def merged(table: Any, other: Any, used: Array) -> Iterator[Array]:
    """Give the lines of a table whose keys another one has too, in the order of either, if they meet these labels."""
    for key, others in _joins(table, other) if used.ndim == 1 else ():
        here = {name: line for line, name in enumerate(key.tolist())}
        there = {name: line for line, name in enumerate(others.tolist())}
        both = [name for name in here if name in there]
        for names in (both, [name for name in there if name in here]):
            held = len(names) == len(used) and next(_labels(other.iloc[[there[name] for name in names]], used), None)
            if held is not None and held is not False:
                yield np.asarray([here[name] for name in names])


def _found(keys: Array, wanted: Array) -> Array | None:
    """Give where each wanted key stands, None unless all do."""
    lines = {key: line for line, key in enumerate(keys.tolist())}
    found = [lines.get(key, -1) for key in wanted.tolist()]
    return None if -1 in found else np.asarray(found)
