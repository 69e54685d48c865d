"""Scores of arrays that came out of files, one or many in a row, where no comparison with labels was seen."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Loaded, Pass
from tieout.core.recording import Recording
from tieout.replay.outputs.decode import same
from tieout.replay.rows.keys import labels_of_key, labels_of_predictions, names_of_rows
from tieout.replay.tracing.filed import FEWEST, KIND, MOST, Filed, as_pass, is_without_model

Array = NDArray[Any]
MOST_COLUMNS = 2000


class FiledParts(Filed):
    """Stands for the model behind predictions that came out of several files; `parts` are those, as they were read."""

    def __init__(self, parts: Sequence[Loaded]) -> None:
        self.parts = tuple(parts)


def passes_of_arrays(tape: Any, seq: int) -> Iterator[Pass]:
    """Give the arrays of numbers that a program without a model loaded, those of one line together, as passes."""
    if not is_without_model(tape):
        return
    told = 0
    for parts in _by_line([f for f in tape.files if f.seq <= seq]):
        made = np.concatenate([np.asarray(as_numpy(part.data)) for part in parts])
        if len(made) < FEWEST:
            continue
        known = [p for p in tape.passes if p.kind == KIND]
        found, last = next((p for p in known if same(p.batches[0].outputs, made)), None), parts[-1]
        yield found or as_pass(tape, FiledParts(parts), made, len(known), last.where, last.seq, last.stack)
        told += 1
        if told == MOST:
            return


def _by_line(files: Sequence[Loaded]) -> Iterator[list[Loaded]]:
    """Give the loaded arrays that could be predictions, those that one line read after each other together."""
    group: list[Loaded] = []
    for loaded in files:
        if loaded.action != "loaded" or loaded.holds != "array":
            continue
        array = as_numpy(loaded.data) if loaded.data is not None else None
        if array is None or array.dtype.kind != "f" or array.ndim not in {1, 2} or array.shape[1:] > (MOST_COLUMNS,):
            continue
        if group and (group[-1].where != loaded.where or np.shape(group[-1].data)[1:] != array.shape[1:]):
            yield group
            group = []
        group.append(loaded)
    if group:
        yield group


def labels_of_filed(
    files: Sequence[Loaded], linked: Sequence[Recording], passed: Pass, said: Any, used: Array
) -> Iterator[Array]:
    """Give the labels that predictions out of files may have, in their order: by a key, or by when files were made.

    Args:
        files:  what the run loaded.
        linked: runs that made those files.
        passed: the predictions.
        said:   the same as they met labels.
        used:   the labels that the script scored against.
    """
    yield from labels_of_predictions(files, said, used, passed.seq)
    for key in names_of_rows(files, passed.total_rows):
        yield from labels_of_key(files, key, used)
    yield from _labels_of_parts(passed, linked, used)


def _labels_of_parts(passed: Pass, linked: Sequence[Recording], used: Array) -> Iterator[Array]:
    """Give the labels that predictions have if their files are put together in the order they were saved in."""
    parts = getattr(passed.handle, "parts", ())
    if len(parts) < 2 or len(used) != passed.total_rows:
        return
    sizes = [len(part.data) for part in parts]
    for recording in linked:
        saved = {file.digest: file.seq for file in recording.files if file.action == "saved" and file.digest}
        if not all(part.digest in saved for part in parts) or len({part.digest for part in parts}) < len(parts):
            continue
        made = np.argsort([saved[part.digest] for part in parts], kind="stable")
        if (made == np.arange(len(parts))).all():
            return
        rows = np.split(np.arange(len(used)), np.cumsum([sizes[at] for at in made])[:-1])
        places = dict(zip(made.tolist(), rows, strict=True))
        yield used[np.concatenate([places[at] for at in range(len(parts))])]
