"""A transformer was fitted again on the evaluated data instead of reused from training.

`fit_transform` on the test rows scales them by their own mean and deviation, so the model sees other numbers than the
ones it learned from. The scored rows are fed again through the training transform.

Bad:
    X_test = StandardScaler().fit_transform(X_test)

Good:
    X_test = scaler.transform(X_test)      # the scaler fitted on the training rows
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

from tieout.arrays import overlap, row_ids
from tieout.core.cause import Cause, Factor, Finding, Stage
from tieout.core.statement import Hazard
from tieout.core.trial import Trial
from tieout.core.view import View
from tieout.evidence import adapted_here

ID = "preprocessing.refit"
FIX = "Fit once, on the training rows; save the fitted transformer and only transform the rows that are scored."


def examine(view: View) -> list[Finding]:
    """Give the factor if a transform of the scored rows was fitted on those rows, before the model or inside it."""
    adapted = adapted_here(view)
    if adapted is not None:
        origin = view.origin()
        arrays = {key: origin.arrays[key] for key in origin.buffers} if origin is not None else {}
        says = f"the {adapted.name} layer inside the model was adapted again after training"
        undo = partial(Trial.with_arrays, arrays=arrays)
        return [Factor(ID, "mistake", Stage.WEIGHTS, adapted.where, says, FIX, undo)]
    return view.prepared(ID, FIX, "no transform was fitted on the scored rows")


def survey(run: Any) -> Iterator[Hazard]:
    """Give transforms fitted on one set of rows and later again on rows that share none with it."""
    fits = [
        s
        for s in run.tape.steps
        if s.kind == "estimator" and s.action in {"fit", "fit_transform"} and not s.categories() and run.was_fed(s)
    ]
    for at, later in enumerate(fits):
        for earlier in fits[:at]:
            if earlier.name != later.name or _columns(earlier) != _columns(later):
                continue
            rows = overlap(row_ids(earlier.inputs), row_ids(later.inputs))
            if rows is not None and rows.shared_of_second == 0.0 and rows.first >= rows.second:
                yield Hazard(
                    ID,
                    "mistake",
                    later.where,
                    f"{later.name} was fitted on {rows.first} rows and again on {rows.second} others",
                    FIX,
                )
                break


def _columns(step: Any) -> Any:
    return getattr(step.inputs, "shape", (None, None))[1:]


CAUSE = Cause(ID, "Transformer fitted again", examine=examine, survey=survey)
