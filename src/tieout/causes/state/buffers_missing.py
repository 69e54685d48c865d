"""Parameters were restored and buffers were not: running statistics or normalisation constants are the initial ones.

A model holds more than what is trained: running means and variances, constants registered beside the weights. A
checkpoint of `model.parameters()` or `trainable_weights` lacks them, and `strict=False` says nothing; constants that
are plain attributes of a module, not registered as buffers, are in no state dict at all. tieout knows the
parameters for those that a recorded training ended with, puts that training's buffers in, and scores the rows again.
Where the training was not recorded, weights from a file beside a mean of 0 and a variance of 1 tell, if the score
comes back with the statistics of the scored rows.

Bad:
    torch.save(dict(model.named_parameters()), "model.pt")      # BatchNorm's running_mean is no parameter
    net.load_state_dict(torch.load("model.pt"), strict=False)

Good:
    torch.save(model.state_dict(), "model.pt")
    net.load_state_dict(torch.load("model.pt"))
"""

from __future__ import annotations

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.score import Where
from tieout.core.trial import ATTRIBUTE, Lever
from tieout.core.view import Origin, View
from tieout.evidence import adapted_here, has_initial_buffers

ID = "state.buffers-missing"
FIX = "Save and load the whole state (state_dict() in PyTorch, model.weights in Keras), and leave strict=True."
NAMED = 4


def examine(view: View) -> Finding:
    """Give the factor if the scored parameters are trained ones and some buffers are not."""
    origin = view.origin()
    if origin is None:
        return _never_learnt(view)
    if not origin.buffers:
        return RuledOut("every buffer holds what training left in it")
    if not has_initial_buffers(view, origin) or adapted_here(view) is not None:
        return None
    arrays = {key: origin.arrays[key] for key in origin.buffers}
    if not view.passed.modes.get(("batchnorm", "batch")) and not view.matters(view.trial.with_arrays(arrays), 0.0):
        return RuledOut("some buffers are not those of training, and the score is the same with either")
    return Factor(
        ID,
        "mistake",
        Stage.WEIGHTS,
        _where(view, origin),
        f"parameters are those of training, but {_what(origin.buffers)} never loaded: {_named(origin.buffers)}",
        FIX,
        undo=lambda trial: trial.with_arrays(arrays),
        mark=f"{ID}:{view.passed.state}",
    )


def _never_learnt(view: View) -> Finding:
    """Give the factor if weights came from a file and statistics are the initial ones, of a training not recorded."""
    arrays = view.initial_statistics()
    if arrays is None:
        return None
    marks = set(view.notes.get("state_digests", {}).get(view.passed.state or "", {}).values())
    loads = [f for f in view.files if f.seq <= view.passed.seq and marks & set(f.arrays.values())]
    return Factor(
        ID,
        "mistake",
        Stage.WEIGHTS,
        loads[-1].where if loads else view.passed.where,
        f"the weights are trained ones and these buffers still initial, {_named(tuple(arrays))};"
        f" measured with the statistics of the scored rows",
        FIX,
        undo=lambda trial: trial.with_arrays(arrays),
        mark=f"{ID}:{view.passed.state}",
    )


def _what(keys: tuple[str, ...]) -> str:
    held = "these plain attributes, which no state dict holds, were"
    return held if all(key.endswith(ATTRIBUTE) for key in keys) else "these buffers were"


def _named(keys: tuple[str, ...]) -> str:
    more = f" and {len(keys) - NAMED} more" if len(keys) > NAMED else ""
    return ", ".join(key.removesuffix(ATTRIBUTE) for key in keys[:NAMED]) + more


def _where(view: View, origin: Origin) -> Where | None:
    """Give the line that saved too little, or the one that loaded too little of a whole file.

    What no file could hold is missing from where the file was loaded on.
    """
    saved = not all(key.endswith(ATTRIBUTE) for key in origin.buffers)
    if saved and not origin.whole and origin.saved_at is not None:
        return origin.saved_at
    return origin.loaded_at or view.passed.where


CAUSE = Cause(ID, "Buffers not restored", frozenset({Lever.STATE, Lever.RECALIBRATE}), examine=examine)
