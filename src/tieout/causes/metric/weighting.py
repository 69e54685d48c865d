"""Class or sample weights, or label smoothing, entered one of the two numbers only.

A loss that is weighted for training is no longer the mean over rows: rare classes count more, or each label counts as a
little of every other. That is by design; next to a number without the weights it is another quantity. The number is
computed again with every row counting alike.

Bad:
    criterion = nn.CrossEntropyLoss(weight=class_weights)      # for training and for the number that is reported
    print("train", criterion(model(x), y), "test", F.cross_entropy(model(x_test), y_test))

Good:
    print("train", F.cross_entropy(model(x), y), "test", F.cross_entropy(model(x_test), y_test))
"""

from __future__ import annotations

import hashlib
from dataclasses import replace

import numpy as np

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.passes import PLAIN, Definition
from tieout.core.trial import Trial
from tieout.core.view import BY_COLUMN, View

ID = "metric.weighting"
FIX = "Report the unweighted number beside a weighted loss, or weight both numbers in the same way."
NOTHING = 1e-9


def examine(view: View) -> Finding:
    """Give the factor if rows counted for more or less than one in the score."""
    meets = view.recipe.meets
    if not meets:
        return None
    definition = meets[-1].definition
    if not definition.weighting:
        return RuledOut("every row counts alike") if definition is not PLAIN or meets[-1].kind == "compare" else None

    def undo(trial: Trial) -> Trial:
        metric = replace(trial.metric, weights=None)
        if definition.plain is not None:
            metric = replace(metric, value=definition.plain[0], per_row=definition.plain[1])
        return trial.with_(metric=metric)

    known = definition.plain is not None or view.trial.metric.weights is not None
    if known and abs(view.value(undo(view.trial)) - view.value(view.trial)) < NOTHING:
        return RuledOut(f"the score is the same without weighting ({definition.weighting})")
    return Factor(
        ID,
        "by-design",
        Stage.METRIC,
        definition.where or (view.source() if view.recipe.found == BY_COLUMN else None) or view.recipe.where,
        f"rows do not count alike: {definition.weighting}",
        FIX,
        undo=undo if known else None,
        mark=f"{ID}:{definition.weighting}:{_digest(view.trial, definition)}",
        hazard=False,
    )


def _digest(trial: Trial, definition: Definition) -> str:
    """Give a mark of weights a row; weights a class are told apart by their words."""
    if definition.plain is not None or trial.metric.weights is None:
        return ""
    return hashlib.sha256(np.ascontiguousarray(trial.metric.weights).tobytes()).hexdigest()[:12]


CAUSE = Cause(ID, "Weighted rows or classes", examine=examine)
