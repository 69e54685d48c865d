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
from tieout.core.view import Pair
from tieout.shifts import ALPHA, apart, class_effect, classes_follow, proportions, recoded, samples

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
    both = samples(pair)
    table = proportions(both[0].labels, both[1].labels) if both is not None else None
    if both is None or table is None:
        return NotExamined("the classes behind one of the scores are not known row by row")
    if table.p >= ALPHA:
        return RuledOut(f"the classes come in the same proportions on both sides, up to chance (p = {table.p:.2g})")
    first, last = both
    if pair.weights_changed() is not None and recoded(first.labels, last.labels, ALPHA):
        return NotExamined("the classes come in the same proportions under other names")
    name, before, after = table.largest()
    says = f"the classes come in other proportions: {name} is {before:.1%} of the rows before, {after:.1%} after"
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


CAUSE = Cause(ID, "Other class proportions", compare=compare)
