"""The count divided by is not the number of examples scored.

`correct / (len(loader) * batch_size)` counts rows that the last batch did not have; `correct / len(train_set)` counts
those of another set. The same hits are divided by the number of rows that were scored.

Bad:
    accuracy = correct / len(train_set)

Good:
    accuracy = correct / total      # total += len(y) in the loop
"""

from __future__ import annotations

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.view import View

ID = "metric.denominator"
FIX = "Divide by the number of rows that were scored; count them where they are scored."


def examine(view: View) -> Finding:
    """Give the factor if hits were divided by another number than that of the rows."""
    trial = view.trial
    rows = len(trial.labels)
    if trial.denominator is None or abs(trial.denominator - rows) < 1e-9:
        return RuledOut("the count divided by is that of the rows scored") if trial.pooling == "pooled" else None
    return Factor(
        ID,
        "mistake",
        Stage.POOLING,
        view.recipe.pooled_at or view.recipe.where,
        f"divided by {trial.denominator:g}, but {rows} rows were scored",
        FIX,
        undo=lambda trial: trial.with_(denominator=None),
    )


CAUSE = Cause(ID, "Wrong denominator", examine=examine)
