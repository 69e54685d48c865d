"""Other weights than the ones that made the first score: last or best epoch, an alias instead of a copy.

The best validation accuracy was printed at epoch 7 and the weights of epoch 20 were saved; a settings file names an
older checkpoint; `best = model.state_dict()` is no copy and moves on with training. The rows are scored again with the
weights of the first score, and the difference is the amount.

Bad:
    if acc > best: best, best_state = acc, model.state_dict()

Good:
    if acc > best: best, best_state = acc, copy.deepcopy(model.state_dict())
"""

from __future__ import annotations

from tieout.core.cause import Cause, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, Side
from tieout.core.recording import FileRecord
from tieout.core.score import Where
from tieout.evidence import loading_line, optimizer_left_behind

ID = "state.wrong-checkpoint"
FIX = "Save, or load, the weights that made the first score; copy a state dict (copy.deepcopy) before training goes on."
ROUNDING = 1e-6  # of a score in single precision


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what the other weights make of the score, if the weights were chosen and not lost."""
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
    if changed.lost or changed.buffers_only or pair.trained_twice():
        return None
    if optimizer_left_behind(pair):
        return None  # these are the weights it was resumed to
    effect = pair.weights_effect()
    if effect is None:
        return NotExamined("the weights of the first score were not kept, so the rows could not be scored with them")
    amount, low, high = effect
    if abs(amount) <= ROUNDING * max(1.0, abs(pair.closing.reference.value)):
        return RuledOut("the second score was made with other weights, which score the same")
    return Difference(
        ID,
        "mistake",
        amount,
        low,
        high,
        _where(pair.opening, pair.closing),
        "the second score was made with other weights than the first",
        FIX,
    )


def _where(opening: Side, closing: Side) -> Where | None:
    """Give the line that loaded the wrong weights, or the one that saved them where the right ones never were saved."""
    loads = [f for f in closing.recording.files if f.action == "loaded" and f.arrays and _before(f, closing)]
    kept = set(opening.recording.states[str(opening.state)].digests.values())
    saves = [f for r in (opening.recording, closing.recording) for f in r.files if f.action == "saved" and f.arrays]
    if not loads and not saves:
        return closing.passed.where if closing.passed is not None else None
    right_one_saved = kept <= {mark for f in saves for mark in f.arrays.values()}  # of several models, in several files
    if not right_one_saved and saves and (source := _saved_by(saves, loads)) is not None:
        return source.where
    return loading_line(loads[-1], opening, closing) if loads else saves[-1].where


def _saved_by(saves: list[FileRecord], loads: list[FileRecord]) -> FileRecord | None:
    wanted = {f.digest for f in loads if f.digest}
    return next((f for f in reversed(saves) if f.digest in wanted), None)


def _before(file: FileRecord, side: Side) -> bool:
    return side.passed is None or file.seq <= side.passed.seq


CAUSE = Cause(ID, "Other weights", compare=compare)
