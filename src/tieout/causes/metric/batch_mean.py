"""Per-batch values were averaged although batches are unequal, or the metric is not a mean of per-example terms.

A last batch of 3 rows counts as much as one of 64, and the mean of the F1 scores of batches is not the F1 score. The
score is computed again over all rows at once from the recorded outputs.

Bad:
    accs.append((pred == y).float().mean())
    print(sum(accs) / len(accs))

Good:
    hits += (pred == y).sum(); count += len(y)
    print(hits / count)
"""

from __future__ import annotations

import numpy as np

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.trial import Metric, Trial
from tieout.core.view import View

ID = "metric.batch-mean"
FIX = "Count over all rows: add up hits and rows (or collect predictions and labels) and compute the metric once."


def examine(view: View) -> Finding:
    """Give the factor if the score is a mean of batch values that is not the value of all rows."""
    trial = view.trial
    if view.recipe.grouped is not None:
        return _of_groups(view, view.recipe.grouped)
    if trial.pooling != "batch-mean":
        return RuledOut("the score is computed over all rows at once")
    pooled = trial.with_(pooling="pooled")
    if abs(view.value(pooled) - view.value(trial)) < 1e-9:
        return RuledOut("the mean of the batches equals the value of all rows")
    sizes = sorted(set(trial.batch_sizes))
    unequal = f"batches of {sizes[0]} to {sizes[-1]} rows count alike" if len(sizes) > 1 else "it is no mean over rows"
    return Factor(
        ID,
        "mistake",
        Stage.POOLING,
        view.recipe.pooled_at or view.recipe.where,
        f"mean of {len(trial.batch_sizes)} batch values of {view.recipe.metric}: {unequal}",
        FIX,
        undo=lambda trial: trial.with_(pooling="pooled"),
    )


def _of_groups(view: View, alone: Metric) -> Finding:
    """Give the factor if the mean over groups of rows is not the value of all rows."""
    trial = view.trial
    count = len(view.recipe.meets) or len(np.unique(np.asarray(trial.metric.weights)))

    def undo(trial: Trial) -> Trial:
        return trial.with_(metric=alone)

    if abs(view.value(undo(trial)) - view.value(trial)) < 1e-9:
        return RuledOut("the mean of the groups equals the value of all rows")
    where = view.recipe.pooled_at or view.recipe.where
    says = f"mean of {view.recipe.metric} over {count} groups of rows: each group counts alike, whatever its size"
    return Factor(ID, "mistake", Stage.POOLING, where, says, FIX, undo=undo)


CAUSE = Cause(ID, "Mean of batch values", examine=examine)
