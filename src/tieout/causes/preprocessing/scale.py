"""The same kind of scaling with other constants: 0-255, 0-1 or -1-1, other mean or standard deviation, other units.

The constants may stand in the script (divided by 255 here and by 16 there) or in the data (a file in other units, or
scaled already). The rows are fed again as the training rows were; a correction that is nowhere in the scripts is
accepted only if it is a known one, brings the columns back onto the training columns, and improves the score by more
than chance. Outputs that are brought back to the units of the labels are scored again with the constants that the run
which trained the model brought them back with.

Bad:
    x_test = x_test / 255.0      # the training rows were divided by 16

Good:
    x_test = x_test / 16.0
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np

from tieout.core.cause import Cause, Factor, Finding, Stage
from tieout.core.score import Where
from tieout.core.statement import Hazard
from tieout.core.trial import Decode, Trial
from tieout.core.view import View

ID = "preprocessing.scale"
FIX = "Scale the scored rows with the constants, and in the units, of the training rows; keep both in one place."
FIX_ANSWERS = "Save the constants that scale the labels with the model, and bring its outputs back with these."
SAME = 1e-3
Units = tuple[float, ...]


def examine(view: View) -> list[Finding]:
    """Give the factor if the scored rows were scaled otherwise than the training rows."""
    found = view.prepared(ID, FIX, "the rows were scaled as in training")
    answers = _of_answers(view)
    return found if answers is None else [*(f for f in found if isinstance(f, Factor)), answers]


def _of_answers(view: View) -> Factor | None:
    """Give the factor if answers were brought to the labels' units by other constants than in the training run."""
    own = view.trial.decode.units
    examined = (e for r in view.linked if r.training for e in r.examinations.values() if e.units)
    there = list(dict.fromkeys(e.units for e in examined))
    if not own or not there or view.trial.outputs is None or any(_alike(own, units) for units in there):
        return None
    units = there[-1]
    if not all(_alike(units, other) for other in there):
        return None
    moved = view.trial.with_(decode=Decode("as in training", partial(_brought, units, own, view.trial.decode.apply)))
    if not _nearer(view, moved) or not view.matters(moved):
        return None
    says = f"outputs were brought to units by {_told(own)}, in the run that trained the model by {_told(units)}"
    undo = partial(Trial.with_, decode=moved.decode)
    return Factor(ID, "mistake", Stage.METRIC, _answered_at(view, own, units), says, FIX_ANSWERS, undo=undo)


def _answered_at(view: View, own: Units, units: Units) -> Where | None:
    """Give the line that chose the constants, else the one that compares, of a file that training did not use."""
    at = view.recipe.where or view.score.where
    tape = view.notes.get("meets")
    other = own[0] if abs(own[0] - units[0]) > SAME * abs(units[0]) else own[1]
    shared = {where.file for r in view.linked for e in r.examinations.values() for where in e.lines}
    lines = tape.lines_of(other, at) if tape is not None else ()
    return next((where for where in lines if where.file not in shared), at)


def _brought(units: Units, own: Units, apply: Callable[[Any], Any], outputs: Any) -> Any:
    """Bring outputs to units by other constants: first those outputs that would give the same by one's own."""
    rows = np.asarray(outputs, dtype=np.float64)
    return apply(((rows * units[0] + units[1]) - own[1]) / own[0])


def _alike(one: Units, other: Units) -> bool:
    """Tell whether two factors and shifts are the same, for outputs that spread by about one."""
    near = SAME * max(abs(one[0]), abs(other[0]))
    return one[2] == other[2] and abs(one[0] - other[0]) <= near and abs(one[1] - other[1]) <= near


def _nearer(view: View, moved: Trial) -> bool:
    """Tell whether the moved answers are nearer to the labels."""
    trial = view.trial
    labels = np.asarray(trial.labels, dtype=np.float64).ravel()
    answers = [np.asarray(t.decode.apply(trial.outputs), dtype=np.float64).ravel() for t in (trial, moved)]
    one, other = (float(np.square(found - labels).mean()) for found in answers)
    return other < one


def _told(units: Units) -> str:
    return f"times {units[0]:.4g} plus {units[1]:.4g}"


def survey(run: Any) -> Iterator[Hazard]:
    """Give passes whose inputs have another scale than the rows the model was trained on."""
    for passed in run.last_passes():
        says = run.scale_off(passed)
        if says:
            yield Hazard(ID, "mistake", passed.where, says, FIX)


CAUSE = Cause(ID, "Other scaling constants", examine=examine, survey=survey)
