"""Training resumed without the optimizer's or schedule's state.

Adam's moments, momentum buffers and the position in the learning-rate schedule belong to a training as much as its
weights. A resumed run that loads the weights alone starts with a fresh optimizer, whose first steps are as large as
those of a new training, and may undo what was learnt. tieout finds a checkpoint that held the optimizer's state, or
training on the same rows, and an optimizer that loaded none; what the resumed steps made of the score is the amount.

Bad:
    model.load_state_dict(checkpoint["model"])
    optimizer = torch.optim.Adam(model.parameters())

Good:
    model.load_state_dict(checkpoint["model"])
    optimizer.load_state_dict(checkpoint["optimizer"])
"""

from __future__ import annotations

from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair
from tieout.evidence import optimizer_left_behind, resumed_from

ID = "state.optimizer-lost"
FIX = "Save and load the state of the optimizer and of the schedule beside the weights."


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what steps after a resume with a fresh optimizer made of the score."""
    if pair.closing.state is not None and pair.closing.state == pair.opening.state:
        return RuledOut("the same weights were scored: no training went on between the scores")
    before, held = resumed_from(pair), optimizer_left_behind(pair)
    if any(f.holds == "optimizer" for f in before):
        return RuledOut("the optimizer's state was loaded before training went on")
    if not held:
        return None
    effect = pair.weights_effect()
    if effect is None:
        return NotExamined("the rows were not scored with the weights from before and after the resume")
    amount, low, high = effect
    return Difference(
        ID,
        "mistake",
        amount,
        low,
        high,
        held[-1].where,
        "training went on from a checkpoint with a fresh optimizer; the state of the old one is in the checkpoint",
        FIX,
    )


CAUSE = Cause(ID, "Optimizer state not restored", compare=compare)
