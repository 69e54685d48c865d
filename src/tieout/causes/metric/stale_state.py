"""A metric object was not reset, so it still holds earlier epochs or another split.

A metric object adds up whatever it is fed until it is reset; a count written by hand does the same until it is set to
zero. What it gives then is a mean over several passes. The score is computed again from the rows of its own pass.

Bad:
    for epoch in range(10):
        for x, y in val_loader:
            metric.update(model(x), y)
        print(metric.compute())

Good:
    for epoch in range(10):
        metric.reset()
        for x, y in val_loader:
            metric.update(model(x), y)
        print(metric.compute())
"""

from __future__ import annotations

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.view import View

ID = "metric.stale-state"
FIX = "Reset the metric object, or set the count to zero, before the rows of each pass."


def examine(view: View) -> Finding:
    """Give the factor if the score holds rows of earlier passes."""
    held, meets = view.recipe.held, view.recipe.meets
    if held is None:
        if not meets:
            return None
        what = "metric object" if meets[-1].kind == "object" else "score"
        return RuledOut(f"the {what} holds the rows of its own pass only")
    return Factor(
        ID,
        "mistake",
        Stage.METRIC,
        view.recipe.pooled_at or view.recipe.where,
        held.says,
        FIX,
        undo=lambda trial: trial.with_(metric=held.alone),
        mark=f"{ID}:{held.says}",
    )


CAUSE = Cause(ID, "Metric that was not reset", examine=examine)
