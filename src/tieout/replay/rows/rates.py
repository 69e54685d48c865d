"""Finds a column that was made of labels: for each row, the mean label of all rows that have something in common."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Loaded
from tieout.replay.rows.keys import COLUMNS, frames_of, holders, positions

Array = NDArray[Any]
FEWEST = 5  # groups
WIDEST = 64  # columns of the rows that are looked at
MOST_ROWS = 200_000
NEAR = 1e-5  # relative, by which a mean label may differ from the one that was fed


@dataclass(frozen=True)
class Rates:
    """A column of mean labels, with training and scored rows as they are with the labels of training alone."""

    key: str
    training: Array
    scored: Array


def of_labels(
    files: Sequence[Loaded], training: tuple[Array, Array], scored: tuple[Array, Array], before: int
) -> Rates | None:
    """Give the column that holds mean labels of a loaded table, scored rows among them; None where there is none.

    Args:
        files:    what the run loaded.
        training: the rows that were trained on and their labels.
        scored:   the rows that were scored and their labels.
        before:   when they were scored.
    """
    rows, labels = np.concatenate([training[0], scored[0]]), np.concatenate([training[1], scored[1]])
    if rows.ndim != 2 or not 2 <= rows.shape[1] <= WIDEST or len(rows) > MOST_ROWS or labels.dtype.kind not in "fiub":
        return None
    held_out = len(training[0])
    for frame in frames_of(files, before):
        for column in _made_of_others(rows, frame):
            at = positions(np.delete(rows, column, axis=1), frame)
            if at is None:
                continue
            for key, owners, truth in _groups(frame, at, labels):
                sums, counts = np.bincount(owners, truth), np.bincount(owners)
                mean = sums / np.maximum(counts, 1)
                if not np.allclose(mean[owners[at]], rows[:, column], rtol=NEAR, atol=1e-6):
                    continue
                own = _of_training(owners[at], labels.astype(np.float64), held_out, len(mean))
                fixed = np.array(rows, dtype=np.float64)
                fixed[:, column] = own
                return Rates(key, fixed[:held_out], fixed[held_out:])
    return None


def _made_of_others(rows: Array, frame: Any) -> list[int]:
    """Give the one column of the rows that no column of a table holds, if all others are held."""
    table = as_numpy(frame.select_dtypes("number"))
    if table is None or not table.size or table.shape[1] > COLUMNS:
        return []
    lacking = [column for column, held in enumerate(holders(rows, table)) if not held]
    return lacking if len(lacking) == 1 else []


def _of_training(owners: Array, labels: Array, held_out: int, groups: int) -> Array:
    """Give each row the mean label of its group in training, of all training rows where the group has none there."""
    some = slice(0, held_out)
    counts = np.bincount(owners[some], minlength=groups)
    sums = np.bincount(owners[some], labels[some], minlength=groups)
    return np.where(counts > 0, sums / np.maximum(counts, 1), labels[some].mean())[owners]


def _groups(frame: Any, at: Array, labels: Array) -> Iterator[tuple[str, Array, Array]]:
    """Give the columns of a table that put rows into groups, with the column that holds the labels of all its rows."""
    columns = [(str(frame.columns[n]), np.asarray(frame.iloc[:, n])) for n in range(min(frame.shape[1], COLUMNS))]
    truths = [v for _, v in columns if v.dtype.kind in "fiub" and np.array_equal(v[at], labels)]
    for name, values in columns if truths else ():
        if values.dtype.kind not in "iubOU":
            continue
        names, owners = np.unique(values.astype(str), return_inverse=True)
        if FEWEST <= len(names) <= len(values) / 2:
            yield name, owners, truths[0].astype(np.float64)
