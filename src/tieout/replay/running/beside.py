"""Checkpoints that lie beside the one that was loaded: what the rows would have scored with their weights."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from tieout.core.passes import Loaded, Pass
from tieout.core.recording import Values
from tieout.core.trial import Restorable, Trial
from tieout.replay.running.evaluate import Evaluator, ReplaysSpent

MOST_FILES = 24
MOST_BYTES = 128 << 20  # of all files together


def scored_with(
    passed: Pass, digests: Mapping[str, str], files: Sequence[Loaded], reference: Trial, evaluator: Evaluator
) -> dict[str, Values]:
    """Give the reference score with the weights of each file beside the one that was loaded, by path.

    Args:
        passed:    the pass that was scored.
        digests:   those of its weights, by key.
        files:     what the run loaded.
        reference: the score by the reference way of measuring.
        evaluator: runs trials of the pass.
    """
    found: dict[str, Values] = {}
    loaded = loaded_file(digests, files, passed.seq)
    if loaded is None or not isinstance(passed.handle, Restorable) or not reference.inputs:
        return found
    own = passed.handle.state()
    for path in _beside(loaded):
        arrays = passed.handle.stored(path)
        if not arrays or all(key in own and np.array_equal(array, own[key]) for key, array in arrays.items()):
            continue
        trial = reference.run_with(state=arrays)
        try:
            evaluator.search(trial)
        except ReplaysSpent:
            break
        values = evaluator.values(trial)
        if np.isfinite([values.value, *values.resampled]).all():  # a training that came to nothing has no score
            found[path] = values
    return found


def loaded_file(digests: Mapping[str, str], files: Sequence[Loaded], before: float) -> Loaded | None:
    """Give the last file that weights were loaded from before a pass, None where no such file was seen."""
    marks = set(digests.values())
    loads = [f for f in files if f.action == "loaded" and f.holds != "state" and f.arrays and f.seq <= before]
    return next((f for f in reversed(loads) if marks & set(f.arrays.values()) and Path(f.path).is_file()), None)


def _beside(loaded: Loaded) -> Iterator[str]:
    """Give the other files of one kind in a folder, in the order a reader would, as far as there is room for them."""
    path = Path(loaded.path)
    try:
        others = [p for p in path.parent.iterdir() if p.suffix == path.suffix and p.name != path.name and p.is_file()]
        sizes = {p: p.stat().st_size for p in others}
    except OSError:
        return
    others.sort(key=lambda p: [int(part) if part.isdigit() else part for part in re.split(r"(\d+)", p.name)])
    if len(others) > MOST_FILES:
        others = [others[at] for at in np.linspace(0, len(others) - 1, MOST_FILES).astype(int)]
    left = MOST_BYTES
    for other in others:
        left -= sizes[other]
        if left < 0:
            return
        yield str(other)
