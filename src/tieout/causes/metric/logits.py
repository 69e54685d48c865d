"""A loss that expects logits got probabilities or the reverse (double softmax or sigmoid).

`CrossEntropyLoss` and `from_logits=True` take the raw outputs and apply the softmax themselves. Over probabilities the
loss can hardly leave the value of a guess; over raw outputs a loss that expects probabilities clips them. What the
predictions are is read off the numbers: rows of probabilities sum to one. The loss is computed again on predictions of
the kind it expects.

Bad:
    model = nn.Sequential(nn.Linear(20, 3), nn.Softmax(dim=1))
    loss = nn.CrossEntropyLoss()(model(x), y)

Good:
    model = nn.Sequential(nn.Linear(20, 3))
    loss = nn.CrossEntropyLoss()(model(x), y)
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.passes import Meet
from tieout.core.score import Where
from tieout.core.statement import Hazard
from tieout.core.trial import Decode, Trial
from tieout.core.view import View

ID = "metric.logits"
FIX = "Give the loss what it is made for: raw outputs where it applies softmax or sigmoid itself, else probabilities."
NOTHING = 1e-6
FEW = 32  # values; fewer numbers between 0 and 1 are no proof of probabilities
TIES = 1e-4  # how far rows of probabilities may sum from one


def examine(view: View) -> Finding:
    """Give the factor if the predictions are not of the kind the loss is made for."""
    meets = view.recipe.meets
    if not meets:
        return None
    definition, trial = meets[-1].definition, view.trial
    if not definition.wants:
        return None
    predictions = np.asarray(trial.decode.apply(view.forward(trial)))
    binary = _is_binary(definition.name, predictions)
    kind = kind_of(predictions, binary=binary)
    if conversion(kind, definition.wants, binary=binary) is None:
        return RuledOut(f"the loss is made for {definition.wants} and got {kind}") if kind else None

    def undo(trial: Trial) -> Trial:
        decode = trial.decode

        def apply(outputs: np.ndarray) -> np.ndarray:
            found = np.asarray(decode.apply(outputs))
            # Looked at anew: another move may have put right what the model gives.
            convert = conversion(kind_of(found, binary=binary), definition.wants, binary=binary)
            return found if convert is None else convert(found)

        return trial.with_(decode=Decode(f"{decode.name} as {definition.wants}", apply))

    if abs(view.value(undo(trial)) - view.value(trial)) < NOTHING:
        return RuledOut(f"the loss takes {kind} as well")
    return Factor(
        ID,
        "mistake",
        Stage.METRIC,
        _line(view.notes["meets"], meets[-1]),
        f"the loss is made for {definition.wants} and got {kind}",
        FIX,
        undo=undo,
        mark=f"{ID}:{definition.wants}:{kind}",
    )


def survey(run: Any) -> Iterator[Hazard]:
    """Give the losses that got predictions of another kind than they are made for, whatever was made of them."""
    for meets in run.tape.meets.values():
        meet: Meet = meets[-1]
        if meet.kind != "loss" or not meet.definition.wants:
            continue
        predictions = as_numpy(meet.predictions) if meet.predictions is not None else None
        if predictions is None or predictions.ndim == 0 or predictions.dtype.kind != "f":
            continue
        binary = _is_binary(meet.definition.name, predictions)
        kind = kind_of(predictions, binary=binary)
        convert = conversion(kind, meet.definition.wants, binary=binary)
        if convert is None or meet.recompute is None:
            continue
        labels = as_numpy(meet.labels)
        if abs(meet.recompute(convert(predictions), labels) - meet.recompute(predictions, labels)) < NOTHING:
            continue
        says = f"the loss is made for {meet.definition.wants} and got {kind}"
        yield Hazard(ID, "mistake", _line(run.tape, meet), says, FIX)


def _line(tape: Any, meet: Meet) -> Where | None:
    """Give the line that made the loss, or its call's where the same loss got what it is made for in another place."""
    made = meet.definition.where
    for meets in tape.meets.values() if made is not None else ():
        other: Meet = meets[-1]
        if other.definition.where != made or other.where == meet.where or other.predictions is None:
            continue
        predictions = as_numpy(other.predictions)
        if predictions is not None and predictions.dtype.kind == "f":
            binary = _is_binary(other.definition.name, predictions)
            kind = kind_of(predictions, binary=binary)
            if kind and conversion(kind, other.definition.wants, binary=binary) is None:
                return meet.where
    return made or meet.where


def kind_of(predictions: np.ndarray, *, binary: bool) -> str:
    """Give what predictions are: "probabilities", "log-probabilities", "logits", or "" where they could be two."""
    p = np.asarray(predictions, dtype=np.float64)
    if p.size < 2 or not np.isfinite(p).all():
        return ""
    if binary:
        if (p < 0).any() or (p > 1).any():
            return "logits"
        return "probabilities" if p.size >= FEW else ""
    if (p >= 0).all() and (p <= 1).all():
        return "probabilities" if np.allclose(p.sum(axis=-1), 1.0, atol=TIES) else ""
    if (p <= 0).all() and np.allclose(np.exp(p).sum(axis=-1), 1.0, atol=TIES):
        return "log-probabilities"
    return "logits"


def conversion(kind: str, wants: str, *, binary: bool) -> Callable[[Any], np.ndarray] | None:
    """Give what turns predictions of a kind into those a loss wants; None if they are, or if it is not known."""
    if kind in {"", wants} or (kind, wants) == ("log-probabilities", "logits"):
        return None
    found = _BINARY.get((kind, wants)) if binary else _CLASSES.get((kind, wants))
    if found is None:
        return None
    return lambda p: np.asarray(found(p)).astype(np.asarray(p).dtype)


def _is_binary(name: str, predictions: np.ndarray) -> bool:
    return name.startswith("binary") or predictions.ndim < 2 or predictions.shape[-1] == 1


def _log(p: Any) -> np.ndarray:
    return np.asarray(np.log(np.maximum(np.asarray(p, dtype=np.float64), 1e-30)))


def _log_softmax(z: Any) -> np.ndarray:
    shifted = np.asarray(z, dtype=np.float64) - np.max(z, axis=-1, keepdims=True)
    return np.asarray(shifted - np.log(np.exp(shifted).sum(axis=-1, keepdims=True)))


def _logit(p: Any) -> np.ndarray:
    p = np.asarray(p, dtype=np.float64)
    return np.asarray(_log(p) - _log(1.0 - p))


def _sigmoid(z: Any) -> np.ndarray:
    return np.asarray(0.5 * (1.0 + np.tanh(0.5 * np.asarray(z, dtype=np.float64))))


_BINARY: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("probabilities", "logits"): _logit,
    ("logits", "probabilities"): _sigmoid,
}
_CLASSES: dict[tuple[str, str], Callable[[Any], Any]] = {
    ("probabilities", "logits"): _log,
    ("probabilities", "log-probabilities"): _log,
    ("logits", "log-probabilities"): _log_softmax,
    ("logits", "probabilities"): lambda z: np.exp(_log_softmax(z)),
    ("log-probabilities", "probabilities"): np.exp,
}
CAUSE = Cause(ID, "Logits taken for probabilities, or the reverse", examine=examine, survey=survey)
