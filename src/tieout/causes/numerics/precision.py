"""One score was computed in lower precision: half types, automatic mixed precision, rounded or quantised weights.

Half precision keeps three decimal digits, bfloat16 two: large inputs lose their last digits and sums overflow. A
checkpoint stored in a half type stays rounded when it is loaded into a model in single precision. tieout scores the
rows again in single precision, with the weights that training ended with.

Bad:
    torch.save({k: v.half() for k, v in model.state_dict().items()}, "small.pt")

Good:
    torch.save(model.state_dict(), "model.pt")
"""

from __future__ import annotations

from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.score import Where
from tieout.core.trial import Lever, Trial
from tieout.core.view import View

ID = "numerics.precision"
FIX = "Score in float32, or scale inputs and weights into the range where the lower precision holds."


def examine(view: View) -> Finding:
    """Give the factor if the pass ran in lower precision, or with rounded weights, and the score is another one."""
    passed, origin = view.passed, view.origin()
    if passed.updates:
        return None
    ran = passed.precision()
    kind = origin.rounded if origin is not None else ""
    if ran is None and not kind:
        known = passed.config and Lever.PRECISION in passed.handle.levers
        return RuledOut("the model ran in single precision") if known else None
    arrays = origin.arrays if origin is not None and kind else {}
    trained = {key: value for key, value in arrays.items() if origin is not None and key not in origin.buffers}
    if ran is not None and Lever.PRECISION not in passed.handle.levers:
        return NotExamined("the precision of this model cannot be set for a replay")

    def undo(trial: Trial) -> Trial:
        moved = trial.with_arrays(trained) if trained else trial
        return moved if ran is None else moved.run_with(precision="float32")

    if not view.matters(undo(view.trial), 0.0):
        return RuledOut(f"{ran or kind} was used, and the score is the same in single precision")
    says = f"the model ran in {ran}" if ran is not None else f"the weights were rounded to {kind} on the way here"
    where = passed.where if ran is not None or origin is None else _where(view)
    return Factor(
        ID, "environment", Stage.WEIGHTS, where, says, FIX, undo=undo, mark=f"{ID}:{ran}:{passed.state if kind else ''}"
    )


def _where(view: View) -> Where | None:
    origin = view.origin()
    return (origin.saved_at or origin.loaded_at or view.passed.where) if origin is not None else view.passed.where


CAUSE = Cause(ID, "Lower precision", frozenset({Lever.PRECISION, Lever.STATE}), examine=examine)
