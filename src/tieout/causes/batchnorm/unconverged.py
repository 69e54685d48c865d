"""Running statistics are still near their initial values: too few updates for the momentum.

Each update keeps a share m of the old value (Keras: momentum, 0.99 by default; PyTorch: 1 - momentum, 0.9 by default),
so after k updates m^k of the initial mean 0 and variance 1 is left. The score with statistics computed again over the
training rows (population statistics, dropout off) against the score as it was is the amount.

Bad:
    model.fit(x, y, epochs=1)      # 4 updates at momentum 0.99: 96 % of the initial statistics is left

Good:
    keras.layers.BatchNormalization(momentum=0.9)
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.score import Where
from tieout.core.statement import Hazard
from tieout.core.trial import BatchNormFacts, Lever
from tieout.core.view import Training, View

ID = "batchnorm.unconverged"
FIX = "Train longer, lower the momentum, or compute the running statistics again over the training rows."
LEFT = 0.05  # share of the initial statistics from which on they count as unconverged


def examine(view: View) -> Finding:
    """Give the factor if running statistics that were scored with still hold much of their initial values."""
    passed = view.passed
    if not passed.modes.get(("batchnorm", "running")):
        return None
    origin = view.origin()
    if origin is not None and origin.buffers:
        return None  # these statistics are not the ones training left: how often they were updated is beside the point
    if origin is None and view.initial_statistics() is not None:
        return None  # they were not restored
    layers = view.batchnorm()
    worst = max((f.initial_left for f in layers if f.initial_left is not None), default=None)
    if worst is None:
        return NotExamined("how often the running statistics were updated is not known")
    if worst < LEFT:
        return RuledOut(f"{worst:.1%} of the initial statistics is left in the running ones")
    if not _initial(layers):
        return RuledOut("the running statistics did not begin at mean 0 and variance 1: they came out of a file")
    calibrated = view.calibrated(view.trial)
    says = _says(layers)
    where = _where(layers, view.training) or passed.where
    if calibrated is None:
        return Factor(ID, "mistake", Stage.STATISTICS, where, says, FIX, mark=f"{ID}:{passed.state}")
    return Factor(
        ID,
        "mistake",
        Stage.STATISTICS,
        where,
        says,
        FIX,
        mark=ID,
        undo=lambda trial: trial.run_with(state={**(trial.settings.state or {}), **calibrated}),
    )


def survey(run: Any) -> Iterator[Hazard]:
    """Give models that were used with running statistics near their initial values."""
    for passed in run.last_passes():
        origin = run.origins.of(passed)
        if not passed.modes.get(("batchnorm", "running")) or (origin is not None and origin.buffers):
            continue
        if run.initial.is_known(passed):
            continue
        layers = run.batchnorm(passed)
        if _initial(layers):
            yield Hazard(ID, "mistake", _where(layers, run.training_of(passed)) or passed.where, _says(layers), FIX)


def _initial(layers: list[BatchNormFacts]) -> list[BatchNormFacts]:
    """Give the layers whose statistics began at the initial ones and hold much of them."""
    return [f for f in layers if f.initial_left is not None and f.initial_left >= LEFT and not f.began_elsewhere]


def _where(layers: list[BatchNormFacts], training: Training | None) -> Where | None:
    """Give the line that made the worst layer, in the run that trained it."""
    worst = max((f for f in layers if f.initial_left is not None), key=lambda f: f.initial_left or 0.0)
    there = training.norms.get(worst.name) if training is not None and not training.here else None
    return there or worst.where


def _says(layers: list[BatchNormFacts]) -> str:
    worst = max((f for f in layers if f.initial_left is not None), key=lambda f: f.initial_left or 0.0)
    momentum = f" at momentum {worst.momentum:g}" if worst.momentum is not None else ""
    updates = f"{worst.updates} updates" if worst.updates != 1 else "1 update"
    return (
        f"{updates}{momentum} leave {worst.initial_left:.1%} of the initial mean 0 and variance 1"
        f" in the running statistics of {worst.name or 'the layer'}"
    )


CAUSE = Cause(
    ID, "Running statistics not converged", frozenset({Lever.RECALIBRATE, Lever.STATE}), examine=examine, survey=survey
)
