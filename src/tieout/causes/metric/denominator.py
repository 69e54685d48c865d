"""The count divided by is not the number of examples scored.

`correct / (len(loader) * batch_size)` counts rows that the last batch did not have; `correct / len(train_set)` counts
those of another set. The same hits are divided by the number of rows that were scored. Where labels are those of
tokens, padding is none of them: a mean over all places of padded sentences counts places that hold nothing. A row whose
label is missing can never be hit: an empty field of a table is equal to no prediction.

Bad:
    accuracy = correct / len(train_set)

Good:
    accuracy = correct / total      # total += len(y) in the loop
"""

from __future__ import annotations

import numpy as np

from tieout.arrays import unlabelled
from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.view import Padded, View

ID = "metric.denominator"
FIX = "Divide by the number of rows that were scored; count them where they are scored."
FIX_UNLABELLED = "Leave rows without a label out of the score (dropna) before they are compared and counted."
FIX_PADDING = "Leave padding out of the score: compare and count only where the label is none that stands for padding."


def examine(view: View) -> Finding:
    """Give the factor if hits were divided by another number than that of the rows."""
    trial = view.trial
    rows = len(trial.labels)
    padding = view.padded() if not view.passed.updates else None
    if padding is not None:
        return _of_padding(view, padding)
    empty = _of_unlabelled(view)
    if empty is not None:
        return empty
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


def _of_unlabelled(view: View) -> Factor | None:
    """Give the factor if rows that have no label were counted, which none of them can be right in."""
    trial = view.trial
    missing = unlabelled(trial.labels) if trial.rows is None and not view.passed.updates else None
    if missing is None or trial.metric.per_row is None or trial.metric.weights is not None:
        return None
    known, count = np.flatnonzero(~missing), int(missing.sum())
    moved = trial.with_(rows=known, denominator=None, batch_sizes=(), pooling="pooled")
    if not view.matters(moved):
        return None
    return Factor(
        ID,
        "mistake",
        Stage.POOLING,
        view.recipe.where or view.recipe.pooled_at,
        f"{count} of the {len(missing)} rows have no label, and were counted as wrong",
        FIX_UNLABELLED,
        undo=lambda trial: trial.with_(rows=known, denominator=None, batch_sizes=(), pooling="pooled"),
        mark=f"{ID}:no label in {count} of {len(missing)}",
    )


def _of_padding(view: View, padding: Padded) -> Factor:
    lines = {where for recording in view.linked for one in recording.examinations.values() for where in one.lines}
    stack = view.recipe.meets[-1].stack if view.recipe.meets else ()
    own = next((where for where in stack if where not in lines), None)
    return Factor(
        ID,
        "mistake",
        Stage.POOLING,
        own or view.recipe.pooled_at or view.recipe.where,
        f"padding was scored as well: {padding.labels} places, of which {padding.others} hold a token",
        FIX_PADDING,
        undo=padding.left_out,
        mark=f"{ID}:padding",
    )


CAUSE = Cause(ID, "Wrong denominator", examine=examine)
