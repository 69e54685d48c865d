"""Unseen examples score lower than the ones trained on: overfitting.

Nothing is wrong with how the two numbers were measured: one is over rows that the model was fitted to, the other over
rows it never saw. By design the first is higher; how much higher says how far the model overfits.

Bad:
    print("accuracy", accuracy(model, train_rows))      # reported as if it were the test accuracy

Good:
    print("train", accuracy(model, train_rows), "test", accuracy(model, test_rows))
"""

from __future__ import annotations

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, Side
from tieout.evidence import folds_fitted

ID = "data.generalization"
FIX = "Nothing to mend in the measuring. Regularise, stop earlier, or get more data if the difference is too large."


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give the difference between rows trained on and fresh rows, where it is more than a finite sample gives."""
    rows = shared_rows(pair.opening.known_ids, pair.closing.known_ids)
    of_folds = folds_fitted(pair.opening) != folds_fitted(pair.closing)  # every row is fitted by some folds
    if rows is not None and rows.same and not of_folds:
        return RuledOut("the same rows were scored")
    shares = [_trained_share(side) for side in (pair.opening, pair.closing)]
    if None in shares:
        return NotExamined("the training rows are not known")
    first, last = shares
    assert first is not None
    assert last is not None
    if (first > 0.99) == (last > 0.99):
        both = "neither score is over training rows" if first < 0.99 else "both scores are over training rows"
        return RuledOut(both)
    if min(first, last) > 0.5 or pair.within_noise():
        return None
    low, high = pair.interval()
    return Difference(
        ID,
        "by-design",
        pair.left.value,
        low,
        high,
        pair.closing.score.where,
        "one score is over rows the model was trained on, the other over rows it never saw",
        FIX,
    )


def _trained_share(side: Side) -> float | None:
    if side.passed is not None and side.passed.training:
        return 1.0
    if (fitted := folds_fitted(side)) is not None:
        return float(fitted)
    rows = shared_rows(side.known_training_ids, side.known_ids)
    return None if rows is None else rows.shared_of_second


CAUSE = Cause(ID, "Training rows against unseen rows", compare=compare)
