"""The inputs come from another distribution, with preprocessing the same.

Another month, another camera, another clinic: the rows that are scored are not like the ones before, and the model does
worse where it has seen little. tieout asks whether the inputs behind the two scores can be told apart, and whether rows
that are weighed to look like the others score like them.

Bad:
    print("accuracy", accuracy(model, january))      # reported as the accuracy to be expected in June

Good:
    print("january", accuracy(model, january), "june", accuracy(model, june))
"""

from __future__ import annotations

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, Side
from tieout.shifts import ALPHA, Effect, apart, input_effect, proportions, samples

ID = "data.covariate-shift"
FIX = "Nothing to mend in the measuring. Train on rows like these, or report the scores of the two sources apart."
FEW = 0.05  # of the rows; where reweighted ones are worth no more, the two sources hardly overlap
SOME = 0.25  # of what is left must follow the inputs for all of it to be put down to them


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what other inputs make of the score, where they differ by more than chance and the score does too."""
    rows = shared_rows(pair.opening.known_ids, pair.closing.known_ids)
    if rows is not None and rows.same:
        return RuledOut("the same rows were scored")
    if abs(pair.left.value) <= 1e-9:
        return None
    if any(side.passed is not None and side.passed.training for side in (pair.opening, pair.closing)):
        return NotExamined("one score was made while training, on inputs made for training")
    if any(not factor.measured for side in (pair.opening, pair.closing) for factor in side.examination.factors):
        return NotExamined("one score deviates in a way that was not measured")
    both = samples(pair)
    found = apart(*both) if both is not None else None
    if both is None or found is None:
        return NotExamined("the inputs behind one of the scores were not kept, or are too few to compare")
    if found.p >= ALPHA:
        return RuledOut(f"nothing tells the inputs of the two scores apart, up to chance (p = {found.p:.2g})")
    table = proportions(both[0].labels, both[1].labels)
    if table is not None and table.p < ALPHA:
        inside = apart(*both, within=True)
        if inside is not None and inside.p >= ALPHA:
            return RuledOut("the inputs differ only in how many rows there are of each class")
    if pair.within_noise():
        return RuledOut("the inputs of the two scores differ, and the score does not by more than chance")
    return _difference(pair, input_effect(*both, found))


def _difference(pair: Pair, effect: Effect) -> Difference | NotExamined:
    """Give the amount: all that is left where the inputs are all that changed, else what reweighting shows."""
    low, high = pair.interval()
    where, says = pair.closing.rows_from(pair.opening), "the inputs come from another distribution"
    amount = pair.left.value
    if effect.effective < FEW * effect.rows:
        says += "; hardly a row is like one of the others, so other labels for like inputs cannot be told apart from it"
    elif not effect.is_there() or effect.amount / amount < SOME:
        return NotExamined("the inputs come from another distribution, and rows like the others score no differently")
    else:
        says += f"; rows weighed to look like the others change by {effect.amount:+.4f}"
        says += f" (worth {effect.effective:.0f} of {effect.rows} rows)"
    if _trained_on(pair.opening) != _trained_on(pair.closing):
        if effect.effective < FEW * effect.rows:
            return NotExamined("the inputs differ between training rows and the others, and the two hardly overlap")
        amount, low, high = effect.amount, effect.low, effect.high
    return Difference(ID, "environment", amount, low, high, where, says, FIX)


def _trained_on(side: Side) -> bool:
    rows = shared_rows(side.known_training_ids, side.known_ids)
    return rows is not None and rows.shared_of_second > 0.99


CAUSE = Cause(ID, "Inputs from another distribution", compare=compare)
