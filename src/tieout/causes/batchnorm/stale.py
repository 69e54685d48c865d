"""Running statistics belong to other data or to earlier weights than the ones that are scored.

A pass in training mode over other rows moves them, a checkpoint brings those of another run, weights are averaged and
the statistics are not computed again, fine-tuning is too short, or the momentum of a borrowed model too high, to renew
them. The network then normalises by means and variances that its activations do not have. tieout scores the rows again
with the statistics that training left, or, where there are none, with statistics computed over the training rows.

Bad:
    model.train()
    for x, _ in other_loader: model(x)      # no step is taken, and every running mean moves
    model.eval()

Good:
    model.eval()
    with torch.no_grad():
        for x, _ in other_loader: model(x)
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.score import Where
from tieout.core.trial import BatchNormFacts, Lever, Trial
from tieout.core.view import Origin, Statistics, View
from tieout.evidence import has_initial_buffers

ID = "batchnorm.stale"
FIX = "Keep the model in inference mode outside of training, or compute the running statistics again (update_bn)."
LEFT = 0.05  # share of initial statistics from which on another cause speaks
ERRORS = 4.0  # sampling errors that statistics must be apart
APART = 0.3  # of the activations' own spread


def examine(view: View) -> Finding:
    """Give the factor if the statistics that were scored with are not those of the training rows."""
    passed = view.passed
    if passed.updates or not (passed.modes.get(("batchnorm", "running")) or passed.modes.get(("batchnorm", "batch"))):
        return None
    layers = view.batchnorm()
    origin = view.origin()
    before = _of_before(layers)
    if before is not None and passed.modes.get(("batchnorm", "running")) and (origin is None or not origin.buffers):
        return _kept(view, before)
    if origin is not None:
        if origin.buffers and has_initial_buffers(view, origin):
            return None
        if origin.came == "again":
            return RuledOut("the running statistics were computed again over the training rows")
        if origin.buffers:
            return _moved(view, origin)
        return RuledOut("the running statistics are those that training left")
    if not passed.modes.get(("batchnorm", "running")) or any((f.initial_left or 0.0) >= LEFT for f in layers):
        return None
    if _left_by_training(view):
        return RuledOut("the running statistics are those that training left, and the weights are not")
    statistics = view.statistics()
    if statistics is None:
        return NotExamined("no training rows are known to compute the running statistics over")
    return _apart(view, statistics)


def _of_before(layers: Sequence[BatchNormFacts]) -> BatchNormFacts | None:
    """Give the layer that holds most of what its statistics were before training, if they came out of a file."""
    held = [f for f in layers if f.began_elsewhere and (f.initial_left or 0.0) >= LEFT]
    return max(held, key=lambda f: f.initial_left or 0.0, default=None)


def _kept(view: View, layer: BatchNormFacts) -> Finding:
    statistics = view.statistics()
    if statistics is None:
        return NotExamined("no training rows are known to compute the running statistics over")
    momentum = f" at momentum {layer.momentum:g}" if layer.momentum is not None else ""
    says = (
        f"{layer.updates} updates{momentum} leave {layer.initial_left:.1%} of the running statistics that came out of"
        f" a file in {layer.name or 'the layer'}"
    )
    return _apart(view, statistics, says, layer.where)


def _left_by_training(view: View) -> bool:
    """Tell whether a linked run has the very statistics, under whatever weights."""
    own = view.notes.get("state_digests", {}).get(view.passed.state or "", {})
    marks = {key: own.get(key) for layer in view.batchnorm() for key in (layer.mean_key, layer.variance_key)}
    if not marks or None in marks.values():
        return False
    states = (state for recording in view.linked for state in recording.states.values())
    return any(all(state.digests.get(key) == mark for key, mark in marks.items()) for state in states)


def _moved(view: View, origin: Origin) -> Finding:
    arrays = {key: origin.arrays[key] for key in origin.buffers}
    if not view.passed.modes.get(("batchnorm", "batch")) and not view.matters(view.trial.with_arrays(arrays), 0.0):
        return RuledOut("the running statistics were moved, and the score is the same with those of training")
    says = (
        "running statistics were loaded that are not those of the training behind these weights"
        if origin.came == "file"
        else "a pass in training mode over other rows moved the running statistics"
    )
    return _factor(view, origin.moved_at, says, arrays, Stage.WEIGHTS)


def _apart(view: View, statistics: Statistics, says: str = "", where: Where | None = None) -> Finding:
    if statistics.distance <= max(ERRORS * statistics.sampling, APART):
        return RuledOut(
            f"the running statistics are those of the training rows: {statistics.distance:.2f} of a standard deviation"
            f" apart, {statistics.sampling:.2f} by sampling"
        )
    if not view.matters(view.trial.with_arrays(statistics.arrays)):
        return RuledOut("the running statistics are not those of the training rows, and the score is the same")
    apart = (
        f"running statistics are {statistics.distance:.1f} standard deviations from those of the training rows"
        f" with these weights"
    )
    return _factor(view, where, says or apart, statistics.arrays, Stage.STATISTICS)


def _factor(view: View, where: Where | None, says: str, arrays: Any, stage: Stage) -> Factor:
    def undo(trial: Trial) -> Trial:
        return trial.with_arrays(arrays)

    return Factor(
        ID, "mistake", stage, where or view.passed.where, says, FIX, undo=undo, mark=f"{ID}:{view.passed.state}"
    )


CAUSE = Cause(ID, "Stale running statistics", frozenset({Lever.STATE, Lever.RECALIBRATE}), examine=examine)
