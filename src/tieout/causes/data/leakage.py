"""Evaluated examples, or statistics of them, were used in training.

Rows that were trained on score higher than fresh ones, so the score is too good. tieout looks for the very rows (by
content) among the training rows; the amount is the score with them against the score without them. A transform that
learnt from the labels of all rows before cross-validation is fitted again inside every fold, and the folds scored
again.

Bad:
    train = rows[:600]
    valid = rows[400:800]      # 200 of them were trained on

Good:
    train = rows[:400]
    valid = rows[400:800]
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from tieout.arrays import Overlap, row_ids, shared_rows
from tieout.core.cause import Cause, Difference, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.pair import Pair, Side
from tieout.core.passes import Step
from tieout.core.score import Where
from tieout.core.trial import Folded
from tieout.core.view import View

ID = "data.leakage"
FIX = "Keep the rows that are scored out of training: split first, and remove copies across files."
FIX_FOLDS = "Put the transform and the model into one pipeline, and cross-validate the pipeline."
FITS = frozenset({"fit", "fit_transform"})
MOST = 0.5  # share of the scored rows that a transform was fitted on
SOME = 0.03  # share of scored rows among the training rows that is no accident of equal rows
ENOUGH = 20  # rows without leakage needed to score them alone


def examine(view: View) -> Finding:
    """Give the factor if a transform before cross-validation learnt from the labels of the rows held out in the folds.

    Its amount is measured: the transforms are fitted again inside every fold, and the model after them.
    """
    handle = view.passed.handle
    if not isinstance(handle, Folded):
        return None
    learnt = [(step, fit) for step in view.steps if (fit := _fit_of(step, view)) is not None and fit.labels is not None]
    if not learnt:
        return RuledOut("nothing before cross-validation learnt from labels")
    step, fit = learnt[0]
    says = f"{step.name} learnt from the labels of all {view.passed.total_rows} rows before they were split into folds"
    outputs = None
    applied = [each.apply for each in view.steps]
    if all(applied):
        outputs = handle.refitted([a for a in applied if a], view.notes.get("raw"), np.asarray(view.trial.labels))
    moved = None if outputs is None else lambda trial: trial.with_(outputs=outputs)
    return Factor(ID, "mistake", Stage.DATA, fit.where, says, FIX_FOLDS, undo=moved)


def _fit_of(step: Step, view: View) -> Step | None:
    """Give the fit of a transform, if it was on the rows that were scored."""
    fits = [s for s in view.all_steps if s.owner == step.owner and s.action in FITS and s.seq <= step.seq]
    if step.kind != "estimator" or not fits:
        return None
    rows = shared_rows((row_ids(fits[-1].inputs),), (view.raw_ids, row_ids(step.inputs)))
    return fits[-1] if rows is not None and rows.shared_of_second > MOST else None


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
    sides = {"opening": pair.opening, "closing": pair.closing}
    partly = {name: rows for name, rows in told.items() if not _is_training(sides[name], rows)}
    if len(partly) == 2:
        return _of_both(pair, partly["opening"], partly["closing"])
    for name, rows in partly.items():
        other = pair.closing if name == "opening" else pair.opening
        return _difference(pair, sides[name], other, rows.in_first, 1.0 if name == "closing" else -1.0)
    return None


def _is_training(side: Side, rows: Overlap) -> bool:
    """Tell whether the scored rows are the training rows as a whole, scored as such."""
    return (side.passed is not None and side.passed.training) or rows.shared_of_first > 0.97


def _of_both(pair: Pair, first: Overlap, last: Overlap) -> Difference | RuledOut | None:
    """Give what more training rows add to the score of one side, where both have some."""
    more = last.shared_of_second - first.shared_of_second
    if abs(more) <= SOME:
        return RuledOut("as many of the rows were trained on in both scores")
    side, rows = (pair.closing, last) if more > 0 else (pair.opening, first)
    other, less = (pair.opening, first) if more > 0 else (pair.closing, last)
    found = _difference(pair, side, other, rows.in_first, 1.0 if more > 0 else -1.0)
    there = _difference(pair, other, side, less.in_first, 1.0 if more > 0 else -1.0)
    if not (_splits(side, rows.in_first) and _splits(other, less.in_first)):
        return None
    amount = found.amount - there.amount
    wide = (((found.high or 0.0) - (found.low or 0.0)) ** 2 + ((there.high or 0.0) - (there.low or 0.0)) ** 2) ** 0.5
    says = f"{found.says}, against {int(less.in_first.sum())} of {less.second} in the other score"
    return replace(found, amount=amount, low=amount - wide / 2, high=amount + wide / 2, says=says)


def _splits(side: Side, leaked: np.ndarray) -> bool:
    """Tell whether a side has enough rows that were not trained on, each with what it adds to the score."""
    return side.per_row is not None and len(side.per_row) == len(leaked) and int((~leaked).sum()) >= ENOUGH


def _difference(pair: Pair, side: Side, other: Side, leaked: np.ndarray, sign: float) -> Difference:
    count = int(leaked.sum())
    each = side.per_row
    says = f"{count} of {len(leaked)} scored rows were trained on"
    where = _where(side)
    if each is not None and _splits(side, leaked):
        each = np.asarray(each, dtype=np.float64)
        fresh = _fresh(each[~leaked], other)
        amount = float(each.mean() - fresh.mean())
        error = float(fresh.std(ddof=1) / len(fresh) ** 0.5 * (count / len(leaked)))
        bounds = sorted((sign * (amount - 1.96 * error), sign * (amount + 1.96 * error)))
        return Difference(ID, "mistake", sign * amount, bounds[0], bounds[1], where, says, FIX)
    low, high = pair.interval()
    return Difference(ID, "mistake", pair.left.value, low, high, where, says, FIX)


def _fresh(clean: np.ndarray, other: Side) -> np.ndarray:
    """Give what rows that were not trained on score: the clean ones of one side, and the other side's if they agree."""
    rows = shared_rows(other.known_training_ids, other.known_ids)
    if rows is None or rows.in_first.any() or other.per_row is None:
        return clean
    fresh = np.asarray(other.per_row, dtype=np.float64)
    error = (clean.var(ddof=1) / len(clean) + fresh.var() / len(fresh)) ** 0.5
    return np.concatenate([clean, fresh]) if abs(clean.mean() - fresh.mean()) <= 2.0 * error else clean


def _where(side: Side) -> Where | None:
    """Give the line that copied the rows, else the one that loaded them, else the one that scored them."""
    if side.passed is None:
        return side.score.where
    return side.passed.copied or side.passed.source or side.passed.where


CAUSE = Cause(ID, "Scored rows were trained on", examine=examine, compare=compare)
