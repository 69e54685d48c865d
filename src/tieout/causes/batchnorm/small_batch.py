"""Training batches are so small that batch statistics are noise around the running ones.

The mean of n values is off by a standard deviation over the root of n, so with four rows a batch every activation is
shifted by half its spread. While training that noise is by design; a score taken in training mode carries it, and the
score with running statistics does not: the difference between the two is the amount.

Bad:
    DataLoader(train, batch_size=4)      # and the training accuracy is read off these batches

Good:
    DataLoader(train, batch_size=64)
"""

from __future__ import annotations

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.trial import Lever, Trial
from tieout.core.view import View
from tieout.evidence import SMALL_BATCH, batch_rows

ID = "batchnorm.small-batch"
FIX = "Train with larger batches, or use group or layer normalisation, and score in inference mode."


def examine(view: View) -> Finding:
    """Give the factor if a training score was made of batches too small for their statistics."""
    passed = view.passed
    if not passed.modes.get(("batchnorm", "batch")) or not passed.updates:
        return None
    rows = batch_rows(view)
    if rows > SMALL_BATCH:
        return RuledOut(f"training batches of {rows} rows give statistics that are no noise")

    def undo(trial: Trial) -> Trial:
        moved = trial.run_with(batch_statistics="running")
        calibrated = view.calibrated(trial)
        return moved if calibrated is None else moved.with_arrays(calibrated)

    return Factor(
        ID,
        "by-design",
        Stage.MODE,
        passed.where,
        f"training batches of {rows} rows: batch statistics are noise around the running ones",
        FIX,
        undo=undo,
    )


CAUSE = Cause(ID, "Small training batches", frozenset({Lever.BATCH_STATISTICS}), examine=examine)
