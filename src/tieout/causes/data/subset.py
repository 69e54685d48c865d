"""The two scores are over different examples: rows dropped, repeated, limited, or another split than meant.

One score's rows are some of the other's. `drop_last=True`, `head(100)`, a file that was cut off half way: what is left
out is seldom a fair sample. The amount is the score of the fewer rows against that of all of them.

Bad:
    loader = DataLoader(test, batch_size=64, drop_last=True)

Good:
    loader = DataLoader(test, batch_size=64)
"""

from __future__ import annotations

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, Side
from tieout.core.score import Where

ID = "data.subset"
FIX = "Score all rows of the split in both places; remove the limit, or drop_last, or restore the file."
NEGLIGIBLE = 1e-9
ENOUGH = 0.5  # of the smaller set must be shared for one to be a part of the other


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give the difference that rows left out or repeated make."""
    rows = shared_rows(pair.opening.known_ids, pair.closing.known_ids)
    if rows is None:
        return NotExamined("the rows of one score are not known")
    if rows.same:
        return RuledOut("the same rows were scored")
    if trained_on(pair.opening) != trained_on(pair.closing):
        return None
    if max(rows.shared_of_first, rows.shared_of_second) < ENOUGH:
        return None
    if abs(pair.left.value) <= NEGLIGIBLE:
        return RuledOut("the rows that only one score holds make no difference beyond what is accounted for")
    small, large = (pair.closing, pair.opening) if rows.second <= rows.first else (pair.opening, pair.closing)
    fewer, more = sorted((rows.first, rows.second))
    low, high = pair.interval()
    says = f"{fewer} of the {more} rows were scored: the others were left out"
    if fewer == more:
        says = "the two scores share only part of their rows"
    return Difference(ID, "mistake", pair.left.value, low, high, _where(small, large), says, FIX)


def trained_on(side: Side) -> bool:
    """Tell whether a side's rows are training rows as a whole."""
    rows = shared_rows(side.known_training_ids, side.known_ids)
    return rows is not None and rows.shared_of_second > 0.99


def _where(side: Side, other: Side) -> Where | None:
    passed = side.passed
    if passed is None:
        return side.score.where
    limited = [where for where in passed.limited if other.passed is None or where not in other.passed.limited]
    if limited:
        return limited[0]
    loader = passed.loader
    if not loader.get("drop_last") and (loader.get("rows") or 0) > passed.rows:  # the walk was ended early
        lines = other.passed.stack if other.passed is not None else ()
        return next((where for where in passed.stack if where not in lines), passed.where)
    if loader.get("drop_last") and loader.get("file"):
        return Where(str(loader["file"]), int(loader["line"]))
    return passed.source or (Where(str(loader["file"]), int(loader["line"])) if loader.get("file") else passed.where)


CAUSE = Cause(ID, "Different examples", compare=compare)
