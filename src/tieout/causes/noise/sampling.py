"""The difference is within what a finite sample gives.

Two samples of the same data score differently: 200 rows at 90 % accuracy have a standard error of 2 points. What is
left between two sets of rows after everything else was measured is compared with what resampled rows would give.

Bad:
    assert test_accuracy == val_accuracy      # 180 rows against 360

Good:
    assert abs(test_accuracy - val_accuracy) < 3 * standard_error
"""

from __future__ import annotations

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair

ID = "noise.sampling"
FIX = "Nothing to mend. Score more rows, or report the interval beside the number."
NOTHING = 1e-9


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what is left between two sets of rows if it is no more than sampling gives."""
    if abs(pair.left.value) <= NOTHING:
        return None
    rows = shared_rows(pair.opening.known_ids, pair.closing.known_ids)
    if rows is not None and rows.same:
        return RuledOut("the same rows were scored")
    if not pair.left.resampled:
        return NotExamined("one of the scores could not be traced to rows")
    if not pair.within_noise():
        return None
    low, high = pair.interval()
    counts = ""
    if pair.opening.passed is not None and pair.closing.passed is not None:
        counts = f" ({pair.opening.passed.rows} against {pair.closing.passed.rows})"
    return Difference(
        ID,
        "noise",
        pair.left.value,
        low,
        high,
        pair.closing.score.where,
        f"other rows{counts}: the difference is within what a finite sample gives",
        FIX,
    )


CAUSE = Cause(ID, "Sampling noise", compare=compare)
