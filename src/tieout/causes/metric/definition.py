"""The two numbers are different metrics under one name: binary or categorical accuracy, macro or weighted average.

F1 with `average="macro"` counts every class alike, with `"weighted"` every row; accuracy in torchmetrics is the mean
over classes unless told otherwise; top-3 accuracy is no accuracy; AUC of hard classes is not AUC of scores. What a
number is shows from how the function was called and from the number itself: the same predictions are measured by
every standard metric, and the amount is what the other metric says of the same rows.

Bad:
    print("F1", f1_score(y_val, model.predict(x_val), average="macro"))
    print("F1", f1_score(y_test, model.predict(x_test), average="weighted"))

Good:
    print("F1", f1_score(y_val, model.predict(x_val), average="macro"))
    print("F1", f1_score(y_test, model.predict(x_test), average="macro"))
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, Side, difference, effect
from tieout.core.recording import Examination, Values
from tieout.core.score import Score, Where
from tieout.core.statement import Kind

ID = "metric.definition"
FIX = "Compute one and the same metric in both places, with the same averaging, cut and k, and name it in full."
FIX_OTHER = "Nothing to mend: these are two quantities. Compare two numbers of one metric."
FIX_SCALE = "Compute both errors on one scale: transform labels and predictions back in both places, or in neither."
SCALES: dict[str, Any] = {
    "the exponential": np.exp,
    "the logarithm": np.log,
    "exp(x) - 1": np.expm1,
    "log(1 + x)": np.log1p,
    "the square": np.square,
    "the square root": np.sqrt,
    "10 to the power": lambda x: 10.0**x,
    "the decimal logarithm": np.log10,
}
FEWEST = 12  # different labels
ERRORS = frozenset({"mse", "rmse", "mae", "bias", "r2", "mape", "median absolute error"})
LOSSES = frozenset({"cross-entropy", "binary cross-entropy", "brier"})
SAME = 1e-5  # relative; replays are in single precision
LOOPS = frozenset({"fit", "evaluate"})  # whose scores are entries of a log
OUTPUT = "/"  # before the name of an output in the id of a pass
NEAR = 64  # events within which the entries of one log are told


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what it makes that one score is another metric than the other."""
    one, other = pair.opening.examination, pair.closing.examination
    if not (one.examined and other.examined):
        return _other_entry(pair)
    if _output(pair.opening.score) != _output(pair.closing.score) and (found := _other_entry(pair)) is not None:
        return found
    scale = _other_scale(pair)
    if scale is not None:
        return scale
    common = [name for name in one.metrics if name in other.metrics]
    if common:
        return RuledOut(f"both scores are {common[0]}")
    if not one.metrics or not other.metrics:
        return _of_one_known(pair)
    first, last = one.metrics[0], other.metrics[0]
    alike = _family(first) == _family(last)
    kind: Kind = "mistake" if alike else "by-design"
    says = f"the opening score is {first}, the closing score {last}"
    if not alike:
        says += ": two quantities"
    fix = FIX if alike else FIX_OTHER
    where = _where(pair)
    return _measured(pair, first, last, kind, where, says, fix) or Difference(
        ID, kind, 0.0, None, None, where, says, fix, measured=False
    )


def _other_scale(pair: Pair) -> Difference | None:
    """Give what it makes that the very same rows are scored on another scale, such as that of the logarithm.

    With the same weights and the same inputs the answers are the same, so that nothing else is left between the scores.
    """
    opening, closing = pair.opening, pair.closing
    same_model = opening.state is not None and opening.state == closing.state
    if not same_model or opening.ids is None or not np.array_equal(opening.ids, closing.ids):
        return None
    name = _scale(opening.truth, closing.truth)
    if not name:
        return None
    low, high = pair.interval()
    says = f"the closing score is on another scale: its labels are {name} of those of the opening score"
    return Difference(ID, "mistake", pair.left.value, low, high, _where(pair), says, FIX_SCALE)


def _scale(one: Any, other: Any) -> str:
    """Give the function that makes every number of one list one of the other, "" where none does."""
    if one is None or other is None or len(one) != len(other) or len(one) < FEWEST:
        return ""
    if one.dtype.kind not in "fiu" or other.dtype.kind not in "fiu" or np.unique(one).size < FEWEST:
        return ""
    with np.errstate(all="ignore"):
        for name, function in SCALES.items():
            if np.allclose(function(one.astype(np.float64)), other.astype(np.float64), rtol=1e-4, atol=1e-6):
                return name
    return ""


def _of_one_known(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what it makes that a score is no standard metric, where by the other's it equals the other score."""
    one, other = pair.opening.examination, pair.closing.examination
    odd = pair.closing if one.metrics else pair.opening
    called = odd.examination.metric
    if one.metrics or other.metrics:
        first, last = (one.metrics or (called,))[0], (other.metrics or (called,))[0]
        says = f"by {last if one is odd.examination else first}, as the other score is, this one would be the same: "
        says += f"its own {called or 'metric'} is computed in another way"
        found = _measured(pair, first, last, "mistake", _made_at(odd), says, FIX)
        if found is not None and found.low is not None and found.high is not None and found.low <= 0.0 <= found.high:
            return RuledOut(f"measured as the other score is, {called or 'this one'} would be the same up to chance")
        if found is not None:
            return found
    if one.metric == other.metric:
        return None
    return NotExamined(
        f"{called or 'one of the scores'} is no standard metric that the other score's predictions could be measured by"
    )


def _made_at(side: Side) -> Where | None:
    """Give the line that computed a side's metric, or the one that asked for it where that stands in another file."""
    at, asked = side.examination.metric_at, side.score.where
    return asked if at is None or (asked is not None and asked.file != at.file) else at


def _measured(
    pair: Pair, first: str, last: str, kind: Kind, where: Where | None, says: str, fix: str
) -> Difference | None:
    """Give what the other metric makes of the score, None where the predictions of neither side tell."""
    one, other = pair.opening.examination, pair.closing.examination
    there, here = _known(pair.opening, last, other), _known(pair.closing, first, one)
    if there is not None and not (here is not None and _mended_last(pair, where)):
        opened, (amount, low, high) = _moved(pair.opening, first, there)
        rest = replace(pair, opening=opened, left=difference(opened.reference, pair.closing.reference, paired=False))
        return Difference(ID, kind, amount, low, high, where, says, fix, rest=rest)
    if here is not None:
        closed, (amount, low, high) = _moved(pair.closing, last, here)
        rest = replace(pair, closing=closed, left=difference(pair.opening.reference, closed.reference, paired=False))
        return Difference(ID, kind, -amount, -high, -low, where, says, fix, rest=rest)
    return None


def _mended_last(pair: Pair, where: Where | None) -> bool:
    """Tell whether the line to mend is the closing score's, whose own rows then tell what mending it makes.

    Where weights changed, what those make is measured by the closing's metric, which the opening then has to be in.
    """
    at = pair.opening.examination.metric_at
    mine = where is not None and where == at and where != pair.closing.examination.metric_at
    return not mine and pair.weights_changed() is None and pair.opening.state is not None


def _other_entry(pair: Pair) -> Difference | None:
    """Give what it makes that two entries of the logs have other names, where one pass has the entries of both."""
    names = [_entry(side.score) for side in (pair.opening, pair.closing)]
    if not all(names) or names[0] == names[1]:
        return None
    there, here = _beside(pair.opening, names[1]), _beside(pair.closing, names[0])
    if there is not None:
        amount = there.value - pair.opening.score.value
    elif here is not None:
        amount = pair.closing.score.value - here.value
    else:
        return None
    says = f"the opening score is {names[0]}, the closing score {names[1]}: two entries of the logs"
    return Difference(ID, "mistake", amount, None, None, _where(pair), says, FIX)


def _entry(score: Score) -> str:
    """Give the entry of the logs that a score is, without the loop it is of, the split and the epoch; "" if none."""
    loop, _, entry = score.name.partition(".")
    return entry.partition("@")[0].removeprefix("val_") if loop in LOOPS else ""


def _output(score: Score) -> str:
    """Give the output of a model of several that a score is of, "" if it is of the only one."""
    return (score.pass_id or "").partition(OUTPUT)[2]


def _beside(side: Side, entry: str) -> Score | None:
    """Give another entry of the logs of the pass that a score is from."""
    if side.score.pass_id is None:
        return None
    whole = side.score.pass_id.partition(OUTPUT)[0]
    near = (s for s in side.recording.scores if s.pass_id and s.seq <= side.score.seq + NEAR)
    same = (s for s in near if (s.pass_id or "").partition(OUTPUT)[0] == whole)
    return next((s for s in same if _entry(s) == entry), None)


def _family(name: str) -> str:
    return "error" if name in ERRORS else "loss" if name in LOSSES else "share"


def _known(side: Side, name: str, other: Examination) -> Values | None:
    """Give one side's predictions by the other side's metric, if that metric is the one meant there too."""
    found = side.examination.by_metric.get(name)
    meant = other.by_metric.get(name)
    reference = other.reference
    if found is None or meant is None or abs(meant.value - reference.value) > SAME * max(1.0, abs(reference.value)):
        return None
    return found


def _moved(side: Side, own: str, there: Values) -> tuple[Side, tuple[float, float, float]]:
    """Give a side measured by the other metric, and by how much that moves its score, with an interval."""
    base = side.examination.reference
    mine = side.examination.by_metric.get(own, base)
    shift = side.reference.value - base.value
    reference = Values(there.value + shift, tuple(v + shift for v in there.resampled))
    examination = replace(side.examination, by_state={})
    moved = replace(side, reference=reference, examination=examination, per_row=None, truth=None)
    return moved, effect(Values(base.value, mine.resampled), there)


def _where(pair: Pair) -> Where | None:
    """Give the line that computed the closing score's metric, or the opening's where both go through one line."""
    opening, closing = pair.opening, pair.closing
    at = closing.examination.metric_at
    if at is None or at in opening.examination.lines:
        own = [line for line in closing.examination.lines if line not in opening.examination.lines]
        return own[0] if own else closing.score.where
    return at


CAUSE = Cause(ID, "Two metrics under one name", compare=compare)
