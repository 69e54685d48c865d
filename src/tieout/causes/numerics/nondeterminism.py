"""The same program run twice gives different numbers: unseeded initial weights, shuffling or kernels.

Nothing is wrong with either number: training again draws other initial weights and another order of batches, and ends
with other weights. tieout finds that one program with the same arguments trained twice and was scored on the same rows;
what the other weights make of the score is the amount.

Bad:
    model = Net()                      # other initial weights in every run

Good:
    torch.manual_seed(0)
    model = Net()
"""

from __future__ import annotations

from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair

ID = "numerics.nondeterminism"
FIX = "Seed every generator before the model is built and data are shuffled, or report the mean over several runs."


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what the weights of another run of the same program make of the score."""
    first, last = pair.opening.state, pair.closing.state
    if first is not None and first == last:
        return RuledOut("the same weights were scored: no training was repeated")
    if first is None or last is None or not pair.trained_twice():
        return None
    effect = pair.weights_effect()
    if effect is None:
        return NotExamined("the rows were not scored with the weights of both runs")
    amount, low, high = effect
    return Difference(
        ID,
        "environment",
        amount,
        low,
        high,
        pair.closing.passed.where if pair.closing.passed is not None else pair.closing.score.where,
        "the same program was run twice and ended with other weights: its training is not seeded",
        FIX,
    )


CAUSE = Cause(ID, "Training is not repeatable", compare=compare)
