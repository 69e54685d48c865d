"""The classes come in other proportions.

A model seldom does equally well on all classes. Where one data set has more of the easy ones than another, it scores
higher, and nothing about the model or the measuring is wrong. tieout counts the classes behind both scores; the amount
is what the change of proportions makes of the score with each class scored as before.

Bad:
    test = rows.groupby("label").sample(200)      # balanced; in the validation set one row in twenty is positive
    print("accuracy", accuracy(model, test))

Good:
    print(classification_report(labels, predictions))      # class by class, so that the mix does not matter
"""

from __future__ import annotations

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair
from tieout.shifts import ALPHA, Sample, apart, class_effect, classes_follow, proportions, recoded, samples

ID = "data.label-shift"
FIX = "Nothing to mend in the measuring. Compare class by class, or weigh the classes alike in both scores."
FOLLOWS = 0.01  # chance from which on other proportions are what other inputs bring with them


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what other class proportions make of the score, where they differ by more than chance."""
    rows = shared_rows(pair.opening.known_ids, pair.closing.known_ids)
    if rows is not None and rows.same:
        return RuledOut("the same rows were scored")
    if abs(pair.left.value) <= 1e-9:
        return None
    both = samples(pair, scored=False)
    table = proportions(both[0].labels, both[1].labels) if both is not None else None
    if both is None or table is None:
        return NotExamined("the classes behind one of the scores are not known row by row")
    if table.p >= ALPHA:
        return RuledOut(f"the classes come in the same proportions on both sides, up to chance (p = {table.p:.2g})")
    first, last = both
    could_be_names = len(table.classes) > 2 or pair.weights_changed() is not None
    if could_be_names and recoded(first.labels, last.labels, ALPHA):
        return NotExamined("the classes come in the same proportions under other names")
    name, before, after = table.largest()
    says = f"the classes come in other proportions: {name} is {before:.1%} of the rows before, {after:.1%} after"
    if samples(pair) is None:
        return _all_of_it(pair, both, says)
    effect = class_effect(first, last, table)
    share = effect.amount / pair.left.value
    if not effect.is_there() or (pair.within_noise() and not 0.5 <= share <= 2.0):
        return RuledOut(f"{says}; that makes {effect.amount:+.4f} of the score, no more than chance")
    inside, outside = apart(first, last, within=True), apart(first, last)
    if inside is not None and outside is not None and inside.p < ALPHA:
        if classes_follow(first, last, outside) > FOLLOWS:
            return NotExamined("the classes come in other proportions as the inputs do, which are from elsewhere")
        says += "; the inputs of a class differ as well"
    return Difference(
        ID,
        "environment",
        effect.amount,
        effect.low,
        effect.high,
        pair.closing.rows_from(pair.opening),
        says,
        FIX,
    )


def _all_of_it(pair: Pair, both: tuple[Sample, Sample], says: str) -> Difference | RuledOut | NotExamined:
    """Give all that is left for a score that is no mean of rows, if nothing but the proportions changed."""
    inside = apart(*both, within=True)
    if inside is None or (pair.weights_changed() is not None and pair.weights_effect() is None):
        return NotExamined(f"{says}; what else changed is not known")
    if inside.p < ALPHA:
        return NotExamined(f"{says}, and the inputs of a class differ as well")
    if pair.within_noise():
        return RuledOut(f"{says}; the score differs by no more than chance")
    low, high = pair.interval()
    where = pair.closing.rows_from(pair.opening)
    says += "; the inputs of a class are the same"
    return Difference(ID, "environment", pair.left.value, low, high, where, says, FIX)


CAUSE = Cause(ID, "Other class proportions", compare=compare)
