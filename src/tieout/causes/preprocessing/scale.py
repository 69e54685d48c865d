"""The same kind of scaling with other constants: 0-255, 0-1 or -1-1, other mean or standard deviation, other units.

The constants may stand in the script (divided by 255 here and by 16 there) or in the data (a file in other units, or
scaled already). The rows are fed again as the training rows were; a correction that is nowhere in the scripts is
accepted only if it is a known one, brings the columns back onto the training columns, and improves the score by more
than chance.

Bad:
    x_test = x_test / 255.0      # the training rows were divided by 16

Good:
    x_test = x_test / 16.0
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from tieout.core.cause import Cause, Finding
from tieout.core.statement import Hazard
from tieout.core.view import View

ID = "preprocessing.scale"
FIX = "Scale the scored rows with the constants, and in the units, of the training rows; keep both in one place."


def examine(view: View) -> list[Finding]:
    """Give the factor if the scored rows were scaled otherwise than the training rows."""
    return view.prepared(ID, FIX, "the rows were scaled as in training")


def survey(run: Any) -> Iterator[Hazard]:
    """Give passes whose inputs have another scale than the rows the model was trained on."""
    for passed in run.last_passes():
        says = run.scale_off(passed)
        if says:
            yield Hazard(ID, "mistake", passed.where, says, FIX)


CAUSE = Cause(ID, "Other scaling constants", examine=examine, survey=survey)
