"""Facts about a score, or about two, that more than one cause asks for."""

from __future__ import annotations

from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.pair import Pair
from tieout.core.passes import Step
from tieout.core.recording import FileRecord
from tieout.core.view import Origin, View

SMALL_BATCH = 16  # rows; from there on the mean of a batch is known to a quarter of a standard deviation
STATEFUL = ("exp_avg", "momentum", "velocity", "optimizer")


def has_initial_buffers(view: View, origin: Origin) -> bool:
    """Tell whether changed buffers are initial ones, and no statistics that were moved or loaded from elsewhere."""
    statistics = {key for layer in view.batchnorm() for key in (layer.mean_key, layer.variance_key)}
    return origin.came == "fresh" or not set(origin.buffers) <= statistics


def adapted_here(view: View) -> Step | None:
    """Give the fit that left in a layer of the scored model what training did not, None where nothing else changed."""
    origin = view.origin()
    state = view.trial.settings.state or view.states.get(view.passed.state or "")
    if origin is None or not origin.buffers or not state:
        return None
    for step in reversed(view.all_steps):
        if step.kind != "estimator" or step.action != "fit" or step.seq > view.passed.seq:
            continue
        learnt = [array for value in step.params.values() if (array := as_numpy(value)) is not None]
        if all(any(_equal(state.get(key), array) for array in learnt) for key in origin.buffers):
            return step
    return None


def _equal(one: Any, other: Any) -> bool:
    mine, theirs = np.ravel(one), np.ravel(other)
    return mine.size == theirs.size and mine.dtype.kind in "fiu" and bool(np.allclose(mine, theirs, rtol=1e-5))


def batch_rows(view: View) -> int:
    """Give the usual number of rows in a batch of the pass."""
    sizes: list[Any] = sorted(view.passed.sizes())
    return int(sizes[len(sizes) // 2]) if sizes else 0


def resumed_from(pair: Pair) -> list[FileRecord]:
    """Give the files the closing's training went on from, if it started with the opening's weights; else nothing."""
    closing = pair.closing
    if closing.passed is None or closing.state is None or pair.opening.state is None:
        return []
    if pair.opening.recording.name == closing.recording.name or not closing.was_trained_here():
        return []
    handle = closing.passed.handle
    first = min((p.seq for p in closing.recording.passes if p.training and p.handle == handle), default=0)
    before = [f for f in closing.recording.files if f.action == "loaded" and f.seq <= first]
    own = pair.opening.recording.states.get(pair.opening.state)
    marks = {d for f in before for d in f.arrays.values()}
    if own is None or not any(own.digests[k] in marks for k in own.digests if k not in own.buffers):
        return []
    return before


def optimizer_left_behind(pair: Pair) -> list[FileRecord]:
    """Give the checkpoints that training went on from whose optimizer's state was not loaded."""
    before = resumed_from(pair)
    if any(f.holds == "optimizer" for f in before):
        return []
    return [f for f in before if any(word in key.lower() for key in f.arrays for word in STATEFUL)]
