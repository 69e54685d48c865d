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
from tieout.core.recording import FileRecord
from tieout.core.view import Pair

ID = "state.optimizer-lost"
FIX = "Save and load the state of the optimizer and of the schedule beside the weights."
STATEFUL = ("exp_avg", "momentum", "velocity", "optimizer")


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what steps after a resume with a fresh optimizer made of the score."""
    closing = pair.closing
    if closing.passed is None or closing.state is None or pair.opening.state is None:
        return None
    if closing.state == pair.opening.state:
        return RuledOut("the same weights were scored: no training went on between the scores")
    if pair.opening.recording.name == closing.recording.name or not closing.was_trained_here():
        return None
    first = min(
        (p.seq for p in closing.recording.passes if p.training and p.handle == closing.passed.handle), default=0
    )
    before = [f for f in closing.recording.files if f.action == "loaded" and f.seq <= first]
    own = pair.opening.recording.states.get(pair.opening.state)
    marks = {d for f in before for d in f.arrays.values()}
    if own is None or not any(own.digests[k] in marks for k in own.digests if k not in own.buffers):
        return None  # training did not go on from the first score's weights
    if any(f.holds == "optimizer" for f in before):
        return RuledOut("the optimizer's state was loaded before training went on")
    held = [f for f in before if _holds_optimizer(f)]
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


def _holds_optimizer(file: FileRecord) -> bool:
    return any(word in key.lower() for key in file.arrays for word in STATEFUL)


CAUSE = Cause(ID, "Optimizer state not restored", compare=compare)
