"""Some or all weights were not loaded: strict=False, renamed layers, a freshly built model.

The second score was made with weights that stand in no file that was loaded: they are the random ones the layers
started with. tieout names the layers, scores the rows again with the weights of the first score, and gives the amount.
Where the training was not recorded, it sees which weights the file lacked, and tries the files that lie beside it.

Bad:
    model.load_state_dict(checkpoint["state_dict"], strict=False)      # keys carry a "module." prefix: nothing matches

Good:
    weights = {k.removeprefix("module."): v for k, v in checkpoint["state_dict"].items()}
    model.load_state_dict(weights)
"""

from __future__ import annotations

from collections.abc import Sequence

from tieout.core.cause import Cause, Difference, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.pair import Pair, Side
from tieout.core.score import Where
from tieout.core.view import View
from tieout.evidence import loading_line, never_loaded

ID = "state.not-restored"
FIX = "Load the weights into the model that is scored, with strict=True, and mend the key names it complains about."
NAMED = 4


def examine(view: View) -> Finding:
    """Give the factor if weights came from a file that lacked some, and nothing is known of their training."""
    if view.linked or view.training is not None or view.origin() is not None:
        return None  # two scores tell more
    passed, digests = view.passed, view.notes.get("state_digests", {}).get(view.passed.state or "", {})
    lost = never_loaded(digests, passed.handle.buffers(), view.files, passed.seq)
    if not lost:
        return None
    loads = [f.where for f in view.files if f.seq <= passed.seq and f.facts.get("missing") and f.where is not None]
    says = f"weights that were never loaded: {_named(lost)}"
    where = loads[-1] if loads else passed.where
    return Factor(ID, "mistake", Stage.WEIGHTS, where, says, FIX, mark=f"{ID}:{passed.state}")


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what weights that were never loaded make of the score."""
    first, last = pair.opening.state, pair.closing.state
    if first is None or last is None:
        return NotExamined("the weights of one score are not known")
    if first == last:
        return RuledOut("the same weights were scored")
    if pair.two_frameworks():
        return NotExamined("models of two frameworks were scored, whose weights cannot be compared")
    changed = pair.weights_changed()
    if changed is None:
        return RuledOut("the same weights were scored, under other names")
    if not changed.lost or changed.buffers_only:
        return None
    effect = pair.weights_effect()
    if effect is None:
        return NotExamined("the weights of the first score were not kept, so the rows could not be scored with them")
    amount, low, high = effect
    return Difference(
        ID,
        "mistake",
        amount,
        low,
        high,
        _where(pair.opening, pair.closing),
        f"weights that were never loaded: {_named(changed.keys)}",
        FIX,
    )


def _named(keys: Sequence[str]) -> str:
    return ", ".join(keys[:NAMED]) + (f" and {len(keys) - NAMED} more" if len(keys) > NAMED else "")


def _where(opening: Side, side: Side) -> Where | None:
    """Give the line that should have loaded the weights: the last load into a model, of a file, or the model's call."""
    before = [f for f in side.recording.files if side.passed is None or f.seq <= side.passed.seq]
    for holds in ("state", "checkpoint"):
        loads = [f for f in before if f.holds == holds and f.action == "loaded" and f.where is not None]
        if loads:
            return loading_line(loads[-1], opening, side)
    return side.passed.where if side.passed is not None else side.score.where


CAUSE = Cause(ID, "Weights not restored", examine=examine, compare=compare)
