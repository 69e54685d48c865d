"""Which rows the predictions in a file are of: the run that saved the file scored them, and a merge may drop some."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.passes import Loaded, Pass
from tieout.core.recording import PassRecord, Recording
from tieout.replay.rows.keys import frames_of, merged

Array = NDArray[Any]
Arrays = Callable[[Recording, str], Any]


def ids_of(files: Sequence[Loaded], linked: Sequence[Recording], arrays: Arrays, passed: Pass, used: Array) -> Any:
    """Give ids of the rows behind predictions that came out of a file, None where they are not known.

    Args:
        files:  what the run loaded.
        linked: runs that made those files.
        arrays: gives an array that a recording keeps.
        passed: the predictions as they met labels.
        used:   the labels they met.
    """
    parts = getattr(passed.handle, "parts", ())
    known = [ids for part in parts for ids in islice(_behind(linked, arrays, part.digest, len(part.data)), 1)]
    if parts and len(known) == len(parts):
        return np.concatenate(known)
    for loaded in files:
        table = loaded.data
        if loaded.action != "loaded" or not hasattr(table, "select_dtypes") or loaded.seq > passed.seq:
            continue
        ids = next(_behind(linked, arrays, loaded.digest, len(table)), None)
        if ids is None:
            continue
        others = [frame for frame in frames_of(files, passed.seq) if frame is not table]
        for at in _lines(table, others, used):
            if len(at) == passed.total_rows:
                return ids[at]
    return None


def _behind(linked: Sequence[Recording], arrays: Arrays, digest: str, rows: int) -> Iterator[Any]:
    """Give the ids of the rows that were scored last before a file of as many lines was saved."""
    for recording in linked:
        for file in recording.files:
            if file.action != "saved" or file.digest != digest:
                continue
            before: list[PassRecord] = [p for p in recording.passes if p.seq <= file.seq and not p.training and p.ids]
            name = before[-1].ids if before else None
            ids = arrays(recording, name) if name is not None else None
            if ids is not None and len(ids) == rows:
                yield ids


def _lines(table: Any, others: Sequence[Any], used: Array) -> Iterator[Array]:
    """Give the lines of a table that met the labels: those a merge with another table keeps, or all of them."""
    for other in others:
        yield from merged(table, other, used)
    if len(table) == len(used):
        yield np.arange(len(table))
