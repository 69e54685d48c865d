"""Predictions whose way from the outputs of a model is unknown; where they are numbers cut at a level, that level."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.trial import Decode, Level
from tieout.replay.outputs.marks import is_mark

Array = NDArray[Any]
RECENT = 64  # comparisons of a line
COMPARED = frozenset({">", ">=", "<", "<="})


def as_recorded(tape: Any, predictions: Any, since: int) -> Decode:
    """Give a rule for predictions whose way from the outputs is unknown: as recorded, whatever the outputs.

    Alarms that are rung by an error of reconstruction or a distance are such predictions. Where the script was seen to
    compare as many numbers with one level, and got just these predictions, the rule knows the level.
    """
    kept = np.asarray(predictions)
    behind = level_behind(tape, kept, since)
    return Decode("unknown", lambda outputs: kept, level=None if behind is None else behind[0])


def level_behind(tape: Any, kept: Array, since: int) -> tuple[Level, int] | None:
    """Give the comparison with one level that made just these marks, and when it was made; None where none was seen."""
    if kept.size < 2 or not is_mark(kept):
        return None
    for where, meets in tape.compares.items():
        for meet in reversed(list(meets)[-RECENT:]):
            if meet.op not in COMPARED or meet.seq < since:
                continue
            values, level = as_numpy(meet.predictions), as_numpy(meet.labels)
            if values is None or level is None or level.size != 1 or values.size != kept.size:
                continue
            if values.dtype.kind != "f" or level.dtype.kind not in "fiu":
                continue
            found = Level(values.ravel(), meet.op, float(level.ravel()[0]), where, meet.stack)
            if np.array_equal(found.marks(found.at), kept.ravel() != 0):
                return found, meet.seq
    return None
