"""Batch normalisation used the statistics of the scored batch instead of its running statistics.

In training mode a batch is normalised by its own mean and variance, so the output for a row depends on the rows beside
it: with small or sorted batches the score is another one. While training this is by design.

Bad:
    for x, y in test_loader:
        hits += (model(x).argmax(1) == y).sum()      # the model is still in training mode

Good:
    model.eval()
    for x, y in test_loader:
        hits += (model(x).argmax(1) == y).sum()
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.statement import Hazard
from tieout.core.trial import Lever, Trial
from tieout.core.view import View
from tieout.evidence import SMALL_BATCH, batch_rows, built_at, called_at, kept_on

ID = "mode.batchnorm-batch-statistics"
FIX = "Put the model in inference mode before scoring: model.eval() in PyTorch, training=False in Keras."
FIX_KEPT = "Let inference mode reach the layer: look for a train() of its own, and for the setting that asks for it."
SAYS = "batch normalisation used the statistics of each scored batch"
KEPT = f"the model was in inference mode and its normalisation was not: {SAYS}"


def examine(view: View) -> Finding:
    """Give the factor if batch statistics were used while the rows were scored."""
    passed = view.passed
    if not passed.modes.get(("batchnorm", "batch")):
        if passed.modes.get(("batchnorm", "running")):
            return RuledOut("batch normalisation used its running statistics in the pass that was scored")
        return RuledOut("no batch normalisation ran in the pass that was scored")
    training = passed.updates > 0
    if training and batch_rows(view) <= SMALL_BATCH:
        return None  # the size of the batches is what makes them differ

    def undo(trial: Trial) -> Trial:
        moved = trial.run_with(batch_statistics="running")
        calibrated = view.calibrated(trial)
        if calibrated is not None:  # the statistics as they should be, so that nothing else is mixed in
            moved = moved.run_with(state={**(moved.settings.state or {}), **calibrated})
        return moved

    where, says, fix = called_at(view, "batchnorm", "running"), f"model left in training mode: {SAYS}", FIX
    if training:
        where, says = passed.where, f"{SAYS}, as it should while training"
    elif kept_on(passed):
        says, fix = KEPT, FIX_KEPT
        where = built_at(view) or where if where != passed.where else where
    return Factor(
        ID,
        "by-design" if training else "mistake",
        Stage.MODE,
        where,
        says,
        fix,
        undo=undo,
        mark=f"{ID}:training" if training else ID,  # by design is not in the same way as by mistake
    )


def survey(run: Any) -> Iterator[Hazard]:
    """Give passes that were scored with batch statistics outside of training."""
    for passed in run.last_passes():
        if passed.modes.get(("batchnorm", "batch")) and run.was_scored(passed):
            kept = kept_on(passed)
            says = KEPT if kept else f"model left in training mode: {SAYS}"
            yield Hazard(ID, "mistake", passed.where, says, FIX_KEPT if kept else FIX)


CAUSE = Cause(ID, "Batch statistics while scoring", frozenset({Lever.BATCH_STATISTICS}), examine=examine, survey=survey)
