"""Evaluated examples, or statistics of them, were used in training.

Rows that were trained on score higher than fresh ones, so the score is too good. tieout looks for the very rows (by
content) among the training rows; the amount is the score with them against the score without them.

Bad:
    train = rows[:600]
    valid = rows[400:800]      # 200 of them were trained on

Good:
    train = rows[:400]
    valid = rows[400:800]
"""

from __future__ import annotations

import numpy as np

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.view import Pair, Side

ID = "data.leakage"
FIX = "Keep the rows that are scored out of training: split first, and remove copies across files."
SOME = 0.03  # share of scored rows among the training rows that is no accident of equal rows
ENOUGH = 20  # rows without leakage needed to score them alone


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what training rows among the scored ones add to one side's score."""
    shares = {}
    for name, side in (("opening", pair.opening), ("closing", pair.closing)):
        rows = shared_rows(side.known_training_ids, side.known_ids)
        if rows is not None:
            shares[name] = rows
    if not shares:
        return NotExamined("the training rows are not known")
    told = {name: rows for name, rows in shares.items() if rows.shared_of_second > SOME}
    if not told:
        return RuledOut("no scored row is among the training rows")
    for name, rows in told.items():
        side = pair.opening if name == "opening" else pair.closing
        other = pair.closing if name == "opening" else pair.opening
        if (side.passed is not None and side.passed.training) or rows.shared_of_first > 0.97:
            continue  # the training rows themselves, scored as such
        both = name == "closing" and "opening" in told
        if both and told["opening"].shared_of_second >= 0.99 <= rows.shared_of_second:
            continue
        return _difference(pair, side, other, rows.in_first, 1.0 if name == "closing" else -1.0)
    return None


def _difference(pair: Pair, side: Side, other: Side, leaked: np.ndarray, sign: float) -> Difference:
    count = int(leaked.sum())
    each = side.per_row
    clean = len(leaked) - count
    says = f"{count} of {len(leaked)} scored rows were trained on"
    where = (side.passed.source or side.passed.where) if side.passed is not None else side.score.where
    if each is not None and len(each) == len(leaked) and clean >= ENOUGH:
        each = np.asarray(each, dtype=np.float64)
        amount = float(each.mean() - each[~leaked].mean())
        error = float(each[~leaked].std(ddof=1) / clean**0.5 * (count / len(leaked)))
        bounds = sorted((sign * (amount - 1.96 * error), sign * (amount + 1.96 * error)))
        return Difference(ID, "mistake", sign * amount, bounds[0], bounds[1], where, says, FIX)
    low, high = pair.interval()
    return Difference(ID, "mistake", pair.left.value, low, high, where, says, FIX)


CAUSE = Cause(ID, "Scored rows were trained on", compare=compare)
