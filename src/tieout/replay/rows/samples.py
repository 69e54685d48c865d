"""What is kept of scored rows so that two scores can be compared later: labels, and a bounded sample of the inputs."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy, ids_of_rows
from tieout.core.recording import Recording
from tieout.core.trial import Trial
from tieout.shifts import positions

Array = NDArray[Any]
MOST_ROWS = 2048
MOST_BYTES = 1 << 20
MOST_LABEL_BYTES = 16 << 20
WIDEST = 256  # columns kept as they are; images and long signals are kept as means of neighbouring values
BLOCKS = 128
BUCKETS = 8  # columns that a column of words becomes


def labels_of(trial: Trial, rows: int) -> Array | None:
    """Give the labels a trial is scored against, one a row; None where they are neither classes nor numbers."""
    labels = np.asarray(trial.labels)
    if labels.ndim == 0 or labels.dtype.kind not in "fiubUO":
        return None
    labels = labels if trial.rows is None else labels[trial.rows]
    if len(labels) != rows or not labels.size:
        return None
    if labels.ndim > 1:
        wide = labels.reshape(rows, -1)
        one_hot = wide.shape[1] > 1 and wide.dtype.kind in "fiub" and bool(((wide == 0) | (wide == 1)).all())
        if one_hot and bool((wide.sum(axis=1) == 1).all()):
            return np.asarray(wide.argmax(axis=1))
        if wide.shape[1] > 1:
            return None
        labels = wide[:, 0]
    labels = labels.astype(str) if labels.dtype == object else labels
    return labels if labels.nbytes <= MOST_LABEL_BYTES else None


def ids_of(inputs: Sequence[tuple[Any, ...]]) -> Array | None:
    """Give an id for each row of a trial's inputs."""
    parts = [ids_of_rows(batch) for batch in inputs]
    known = [part for part in parts if part is not None]
    return np.concatenate(known) if known and len(known) == len(parts) else None


def inputs_of(trial: Trial, rows: int) -> Array | None:
    """Give evenly spaced rows of a trial's inputs as a table of single-precision numbers, within a megabyte."""
    batches = [[np.asarray(part) for part in map(as_numpy, batch) if _has_rows(part)] for batch in trial.inputs]
    if not batches or any(not parts for parts in batches):
        return None
    counts = [len(parts[0]) for parts in batches]
    chosen = np.arange(sum(counts)) if trial.rows is None else np.arange(sum(counts))[trial.rows]
    if len(chosen) != rows:
        return None
    first = _table([part[:1] for part in batches[0]])
    most = min(MOST_ROWS, MOST_BYTES // max(1, 4 * first.shape[1]))
    wanted = chosen[positions(rows, min(rows, most))]
    ends = np.cumsum(counts)
    found = []
    for at, parts in enumerate(batches):
        here = wanted[(wanted >= ends[at] - counts[at]) & (wanted < ends[at])] - (ends[at] - counts[at])
        if len(here):
            found.append(_table([part[here] for part in parts]))
    widths = {table.shape[1] for table in found}
    if not np.array_equal(np.sort(wanted), wanted):
        return None
    return np.concatenate(found) if len(widths) == 1 else _padded(batches, found)


def _padded(batches: Sequence[Sequence[Array]], found: Sequence[Array]) -> Array | None:
    """Give sequences that each batch padded to its longest at one width, None where they are no single sequences."""
    if any(len(parts) != 1 or parts[0].ndim != 2 or parts[0].shape[1] > WIDEST for parts in batches):
        return None
    values, counts = np.unique(np.concatenate([table[:, -1] for table in found]), return_counts=True)
    filler, widest = values[counts.argmax()], max(table.shape[1] for table in found)
    wide = [np.pad(t, ((0, 0), (0, widest - t.shape[1])), constant_values=filler) for t in found]
    return np.concatenate(wide)


def _has_rows(part: Array | None) -> bool:
    return part is not None and part.ndim > 0 and part.dtype.kind in "fiubUO"


def _table(parts: list[Array]) -> Array:
    """Give arrays of the same rows side by side as one table of numbers."""
    columns = [_numbers(part.reshape(len(part), -1)) for part in parts]
    table = np.concatenate(columns, axis=1)
    if table.shape[1] <= WIDEST:
        return np.asarray(table, dtype=np.float32)
    edges = np.linspace(0, table.shape[1], BLOCKS + 1).astype(int)
    means = np.add.reduceat(table, edges[:-1], axis=1) / np.diff(edges)
    return np.asarray(np.column_stack([means, table.std(axis=1)]), dtype=np.float32)


def _numbers(flat: Array) -> Array:
    """Give columns as numbers; words become the buckets that their checksums fall into."""
    if flat.dtype.kind in "fiub":
        return flat.astype(np.float64)
    columns: list[Array] = []
    for at in range(flat.shape[1]):
        column = flat[:, at]
        if all(isinstance(value, (bool, int, float, np.generic, type(None))) for value in column.tolist()):
            columns.append(column.astype(np.float64)[:, None])
        else:
            buckets = np.asarray([crc32(str(value).encode()) % BUCKETS for value in column.tolist()])
            columns.append((buckets[:, None] == np.arange(BUCKETS)).astype(np.float64))
    return np.concatenate(columns, axis=1)


def samples_of(linked: Sequence[Recording], arrays: Callable[[Recording, str], Any]) -> Iterator[tuple[int, Any]]:
    """Give how many rows each score of a run that trained was over, and a sample of them as they were fed."""
    runs = [recording for recording in linked if recording.training]
    names = {(r.name, e.inputs): (r, e) for r in runs for e in r.examinations.values() if e.inputs}
    for (_, name), (recording, examination) in names.items():
        table = arrays(recording, str(name))
        if table is not None:
            yield examination.rows, table


def scored_of(linked: Sequence[Recording], arrays: Callable[[Recording, str], Any]) -> Iterator[tuple[Array, Array]]:
    """Give a sample of the rows that each score of a run that trained was over, with their labels, the latest first."""
    for recording in (r for r in reversed(linked) if r.training):
        passes = {p.id: p for p in recording.passes}
        for score in reversed(recording.scores):
            examination, passed = recording.examinations.get(score.id), passes.get(score.pass_id or "")
            if examination is None or passed is None or passed.training:
                continue
            if not examination.inputs or not examination.labels:
                continue
            table, labels = arrays(recording, examination.inputs), arrays(recording, examination.labels)
            if table is not None and labels is not None and len(table) <= len(labels):
                yield table, labels[positions(len(labels), len(table))]
