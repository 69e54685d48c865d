"""One loss includes regularisation or auxiliary terms and the other does not.

Keras adds the penalties of `kernel_regularizer` and `add_loss` to the loss of `fit` and `evaluate`; hand-written loops
add weight decay or an auxiliary loss to the term of the labels. The sum is what is minimised, and no measure of the fit
to the labels. The score is computed again from the term of the labels alone.

Bad:
    print(model.evaluate(x, y)[0], keras.losses.sparse_categorical_crossentropy(y, model.predict(x)).numpy().mean())

Good:
    model.compile(..., metrics=["sparse_categorical_crossentropy"])      # compare this one: it has no penalty in it
"""

from __future__ import annotations

from dataclasses import replace

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.trial import Trial
from tieout.core.view import View

ID = "metric.penalty"
FIX = "Compare the terms of the labels alone: report the loss without its penalty as a metric of its own."
NOTHING = 1e-9


def examine(view: View) -> Finding:
    """Give the factor if something was added to the terms of the rows."""
    meets = view.recipe.meets
    if not meets:
        return None
    metric, definition = view.trial.metric, meets[-1].definition
    if metric.penalty is None:
        return RuledOut("nothing was added to the loss") if any(m.kind == "loss" for m in meets) else None

    def undo(trial: Trial) -> Trial:
        return trial.with_(metric=replace(trial.metric, penalty=None))

    if abs(view.value(undo(view.trial)) - view.value(view.trial)) < NOTHING:
        return RuledOut("what was added to the loss is nothing")
    said = view.recipe.penalties or definition.penalties
    return Factor(
        ID,
        "by-design",
        Stage.METRIC,
        view.recipe.penalised_at or view.recipe.where,
        f"the loss includes more than the term of the labels: {said}",
        FIX,
        undo=undo,
        mark=f"{ID}:{said}",
        hazard=False,
    )


CAUSE = Cause(ID, "Penalty in the loss", examine=examine)
