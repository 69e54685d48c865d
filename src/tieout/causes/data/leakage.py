"""Evaluated examples, or statistics of them, were used in training.

Rows that were trained on score higher than fresh ones, so the score is too good. tieout looks for the very rows (by
content) among the training rows; the amount is the score with them against the score without them. A transform that
learnt from the labels of all rows, before cross-validation or before a split, is fitted again on the training rows, and
the held-out rows scored again. Rows of one owner that fall on both sides of the folds, all with one label, are leakage
too: the folds are made again with all rows of an owner on one side.

Bad:
    train = rows[:600]
    valid = rows[400:800]      # 200 of them were trained on

Good:
    train = rows[:400]
    valid = rows[400:800]
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import Overlap, row_ids, shared_rows
from tieout.core.cause import Cause, Difference, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.pair import Pair, Side
from tieout.core.passes import FITTED_FOLDS, Step
from tieout.core.score import Where
from tieout.core.trial import Folded, Refitting
from tieout.core.view import Training, View

ID = "data.leakage"
FIX = "Keep the rows that are scored out of training: split first, and remove copies across files."
FIX_FOLDS = "Put the transform and the model into one pipeline, and cross-validate the pipeline."
FIX_SPLIT = "Split first, then fit whatever learns from labels on the training rows only."
FIX_RATES = "Split first, then compute rates and other statistics of labels from the training rows only."
FIX_OWNERS = "Split by {}: GroupKFold, or GroupShuffleSplit, keeps all rows of one together."
FITS = frozenset({"fit", "fit_transform"})
MOST = 0.5  # share of the scored rows that a transform was fitted on
PARTS = 8  # that the owners of rows are cut into, each of which is left out of a fit once
SOME = 0.03  # share of scored rows among the training rows that is no accident of equal rows
ALIKE = 2.6  # standard errors up to which rows of both sides score alike, as for noise
ENOUGH = 20  # rows without leakage needed to score them alone


def examine(view: View) -> Finding:
    """Give the factor if a transform before cross-validation learnt from the labels of the rows held out in the folds.

    Its amount is measured: the transforms are fitted again inside every fold, and the model after them.
    """
    handle = view.passed.handle
    if not isinstance(handle, Folded):
        return _before_the_split(view)
    if view.passed.kind == FITTED_FOLDS:
        return RuledOut("the rows scored are those the folds were fitted to")
    learnt = [(step, fit) for step in view.steps if (fit := _fit_of(step, view)) is not None and fit.labels is not None]
    if not learnt:
        return _of_owners(view, handle) or RuledOut("nothing before cross-validation learnt from labels")
    step, fit = learnt[0]
    says = f"{step.name} learnt from the labels of all {view.passed.total_rows} rows before they were split into folds"
    outputs = None
    applied = [each.apply for each in view.steps]
    if all(applied):
        outputs = handle.refitted([a for a in applied if a], view.notes.get("raw"), np.asarray(view.trial.labels))
    moved = None if outputs is None else lambda trial: trial.with_(outputs=outputs)
    return Factor(ID, "mistake", Stage.DATA, fit.where, says, FIX_FOLDS, undo=moved)


def _before_the_split(view: View) -> Finding:
    """Give the factor if a transform learnt from the labels of rows that were then held out of training.

    Its amount is measured: transforms and model are fitted again on the training rows alone.
    """
    training, handle = view.training, view.passed.handle
    if training is None or not training.here or view.passed.updates or not isinstance(handle, Refitting):
        return None
    learnt = [(step, fit) for step in view.steps if (fit := _fit_of(step, view)) is not None and fit.labels is not None]
    raw, applied = view.notes.get("raw"), [each.apply for each in view.steps]
    if not learnt:
        return (None if view.steps else _of_rates(view, training, handle)) or _of_owners_apart(view, training, handle)
    if not learnt or raw is None or training.raw is None or training.labels is None or not all(applied):
        return None
    rows = shared_rows((training.raw_ids,), (view.raw_ids,))
    if rows is None or rows.shared_of_second > SOME or len(training.raw) != len(training.labels):
        return None
    outputs = handle.refitted_on(training.raw, training.labels, raw, [a for a in applied if a])
    if outputs is None or np.shape(outputs) != np.shape(view.trial.outputs):
        return None
    moved = view.trial.with_(outputs=outputs)
    if not view.matters(moved):
        return RuledOut("what learnt from labels before the split gave the held-out rows nothing")
    step, fit = learnt[0]
    says = f"{step.name} learnt from the labels of the rows that were held out of training"
    return Factor(
        ID, "mistake", Stage.DATA, fit.where, says, FIX_SPLIT, undo=lambda trial: trial.with_(outputs=outputs)
    )


def _of_rates(view: View, training: Training, handle: Refitting) -> Finding:
    """Give the factor if a column holds mean labels of groups of rows, and the scored rows are among them.

    Its amount is measured: the column is made of the training labels alone, and the model fitted again.
    """
    found = view.rates()
    outputs = None if found is None else handle.refitted_on(found.training, training.labels, found.scored, ())
    if outputs is None or np.shape(outputs) != np.shape(view.trial.outputs):
        return None
    if not view.matters(view.trial.with_(outputs=outputs)):
        return RuledOut("a column of mean labels holds those of the scored rows, which gave them nothing")
    says = f"a column holds the mean label of each {found.key}, with the labels of the scored rows among them"
    where = view.rows_made() or view.passed.where
    return Factor(ID, "mistake", Stage.DATA, where, says, FIX_RATES, undo=lambda trial: trial.with_(outputs=outputs))


def _of_owners_apart(view: View, training: Training, handle: Refitting) -> Factor | None:
    """Give the factor if the scored rows belong to owners of training rows, and all rows of an owner have one label.

    Its amount is measured: each row is scored by a model that was fitted without the rows of its owner.
    """
    found, applied = view.owners(), [each.apply for each in view.steps]
    fed = training.raw if view.steps else training.batches[0][0] if len(training.batches) == 1 else None
    scored = view.notes.get("raw") if view.steps else view.trial.inputs[0][0] if len(view.trial.inputs) == 1 else None
    if found is None or fed is None or scored is None or not all(applied):
        return None
    column, theirs, own = found
    if not len(theirs) or np.isin(own, theirs).mean() < MOST or training.labels is None:
        return None
    outputs = None
    for part in range(PARTS):
        train, asked = np.flatnonzero(theirs % PARTS != part), np.flatnonzero(own % PARTS == part)
        if len(asked):
            rows, labels = _picked(fed, train), np.asarray(training.labels)[train]
            made = handle.refitted_on(rows, labels, _picked(scored, asked), [a for a in applied if a])
            if made is None:
                return None
            outputs = np.empty((len(own), *np.shape(made)[1:]), np.asarray(made).dtype) if outputs is None else outputs
            outputs[asked] = made
    if outputs is None or not view.matters(view.trial.with_(outputs=outputs)):
        return None
    says = f"{np.isin(own, theirs).mean():.0%} of the scored rows belong to a {column} of the training rows"
    where = view.rows_made() or view.passed.where
    return Factor(
        ID,
        "mistake",
        Stage.DATA,
        where,
        f"{says}, each with one label" if len(np.unique(training.labels)) < len(np.unique(theirs)) else says,
        FIX_OWNERS.format(column),
        undo=lambda trial: trial.with_(outputs=outputs),
    )


def _picked(rows: Any, at: np.ndarray) -> Any:
    return rows.iloc[at] if hasattr(rows, "iloc") else rows[at]


def _of_owners(view: View, handle: Folded) -> Factor | None:
    """Give the factor if rows of one owner, which all have one label, fell on both sides of the folds.

    Its amount is measured: the models are fitted again on folds that keep the rows of each owner together.
    """
    found = view.owners()
    outputs = handle.regrouped(found[2]) if found is not None else None
    if found is None or outputs is None or not view.matters(view.trial.with_(outputs=outputs)):
        return None
    column, _, owners = found
    count = len(np.unique(owners))
    says = f"rows of one {column} fell on both sides of the folds: {len(owners)} rows of {count}, each with one label"
    return Factor(
        ID,
        "mistake",
        Stage.DATA,
        view.passed.where,
        says,
        FIX_OWNERS.format(column),
        undo=lambda trial: trial.with_(outputs=outputs),
    )


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
        rows = _trained_on(side)
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


def _trained_on(side: Side) -> Overlap | None:
    """Give which scored rows the weights were trained on, in the last epoch or in one before it."""
    known = side.known_training_ids
    last = shared_rows(known, side.known_ids)
    if side.training_earlier is None:
        return last
    more = tuple(None if ids is None else np.concatenate([ids, side.training_earlier]) for ids in known)
    return shared_rows(more, side.known_ids)


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
    if side.training_earlier is not None:  # then no row is known to be fresh: most epochs are forgotten
        says = f"rows change places between training and scoring: {count} of {len(leaked)} were trained on of late"
    elif each is not None and _splits(side, leaked):
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
    rows = _trained_on(other)
    if rows is None or rows.in_first.any() or other.per_row is None:
        return clean
    fresh = np.asarray(other.per_row, dtype=np.float64)
    error = (clean.var(ddof=1) / len(clean) + fresh.var() / len(fresh)) ** 0.5
    return np.concatenate([clean, fresh]) if abs(clean.mean() - fresh.mean()) <= ALIKE * error else clean


def _where(side: Side) -> Where | None:
    """Give the line that copied the rows, else the one that loaded them, else the one that scored them."""
    if side.passed is None:
        return side.score.where
    if side.training_earlier is not None and not side.passed.copied:  # the rows changed places between epochs
        return next(iter(side.passed.limited), side.passed.where)
    return side.passed.copied or side.passed.source or side.passed.where


CAUSE = Cause(ID, "Scored rows were trained on", examine=examine, compare=compare)
