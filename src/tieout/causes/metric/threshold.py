"""Scores were turned into classes at the wrong cut: logits cut at 0.5, probabilities cut at 0, argmax over one column.

Outputs below 0 or above 1 are logits, whose cut is 0; outputs within 0 and 1 are probabilities, whose cut is 0.5; one
column has no argmax. The predictions are made again from the recorded outputs with the right cut. A cut that another
score of the same model used in the same way is an operating point somebody chose, and no mistake of one of them.
A cut by which an earlier score of the model is better was chosen for it: a score that is made without is at fault.
Alarms that are rung by numbers of the script's own, such as errors of reconstruction, have no cut by nature: they are
rung again at the level that the run which trained the model used.

Bad:
    pred = (model(x) > 0.5)                  # logits

Good:
    pred = (torch.sigmoid(model(x)) > 0.5)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.recording import LEFT, Examination
from tieout.core.score import Where
from tieout.core.trial import Decode, Graded, Level, Trial, Tuned
from tieout.core.view import View

ID = "metric.threshold"
TOLD = 5  # cuts named in a line
SAME = 1e-4  # of a level: rounding on its way through a file
FIX = "Cut logits at 0 (or their sigmoid at 0.5) and probabilities at 0.5; use argmax for two or more columns only."
FIX_LEVEL = "Save the level with the model that it was set for, and mark rows with the one that was saved."
WAY = re.compile(r"(?:(?P<link>.*) )?(?P<op>>=|>|<=|<) (?P<at>\S+)|tuned (?P<tuned>\S+)")
FIX_TUNED = "Save and serve the model together with the cut that was tuned around it."


def examine(view: View) -> Finding:
    """Give the factor if the cut does not belong to the kind of number it was applied to, or to the model."""
    found = _of_kind(view)
    return found if isinstance(found, Factor) else _left_behind(view) or found


def _of_kind(view: View) -> Finding:
    """Give the factor if the cut does not belong to the kind of number it was applied to."""
    trial, cut = view.trial, view.recipe.cut
    if trial.decode.level is not None:
        return _of_level(view, trial.decode.level)
    handle = view.passed.handle
    if isinstance(handle, Tuned) and handle.cut is not None:
        return _of_tuned(view, handle, handle.cut)
    if view.passed.batches[0].outputs is None and trial.outputs is None:
        return None
    outputs = np.asarray(trial.outputs)
    if trial.decode.name == "argmax" and (outputs.ndim < 2 or outputs.shape[-1] == 1):
        return _factor(view, "argmax over one column gives class 0 for every row", _right_cut(outputs))
    if cut is None:
        return RuledOut("classes were made by argmax") if trial.decode.name == "argmax" else None
    linked = np.asarray(_linked(cut, outputs))
    logits = _are_logits(linked)
    if isinstance(cut["threshold"], tuple):
        return _of_columns(view, cut, logits=logits)
    threshold = float(cut["threshold"])
    if threshold == 0.5 and logits:
        return _factor(view, "logits were cut at 0.5 instead of 0", _at(cut, 0.0))
    if not logits and (threshold <= 0.0 or threshold >= 1.0):
        return _factor(view, f"probabilities were cut at {threshold:g}", _at(cut, 0.5))
    if not logits and threshold != 0.5:
        return _factor(view, f"probabilities were cut at {threshold:g}, not at 0.5", _at(cut, 0.5))
    return RuledOut(f"{'logits' if logits else 'probabilities'} were cut at {threshold:g}")


def _of_tuned(view: View, handle: Tuned, cut: float) -> Finding:
    """Give the factor for a cut that the model holds itself: only where another score was made without it is it one."""
    says = f"the classes were cut at {cut:.3g}, which was tuned around the model, not where the model itself cuts"
    outputs = handle.uncut(view.trial.inputs) if view.trial.inputs else None
    undo = None if outputs is None else lambda trial: trial.with_(outputs=outputs)
    mark = f"{ID}:tuned {cut:.6g}"
    return Factor(ID, "mistake", Stage.METRIC, view.passed.where, says, FIX_TUNED, undo=undo, mark=mark, hazard=False)


def _left_behind(view: View) -> Factor | None:
    """Give the factor if an earlier score was better by a cut chosen for the model, and this one was made without."""
    labels, metric = np.asarray(view.trial.labels), view.trial.metric
    if view.passed.updates or view.trial.random or labels.ndim != 1 or labels.dtype.kind not in "iubU":
        return None
    try:
        is_share = metric.value(labels, labels) > metric.value(labels, np.roll(labels, 1))
    except (TypeError, ValueError):
        return None
    before = [e for recording in view.linked for e in recording.examinations.values()] if is_share else []
    chosen = {mark for examination in before for mark in _chosen(examination)}
    if len(chosen) != 1:
        return None
    mark = chosen.pop()
    undo = _with_cut(view, WAY.fullmatch(mark.removeprefix(f"{ID}:")))
    if undo is None or abs(view.value(undo(view.trial)) - view.value(view.trial)) <= 1e-9:
        return None
    at = mark.rpartition(" ")[2]
    says = f"classes were cut in the middle, and in the score before at {at}, which is better by it"
    where = (view.recipe.cut or {}).get("where") or view.passed.where
    return Factor(ID, "mistake", Stage.METRIC, where, says, FIX_TUNED, undo=undo, mark=mark + LEFT, hazard=False)


def _chosen(examination: Examination) -> set[str]:
    """Give the marks of cuts by which a score is better than it would be without."""
    measured = [factor for factor in examination.factors if factor.measured]
    before, values = examination.values.get(0), examination.values
    return {
        factor.mark
        for at, factor in enumerate(measured)
        if factor.cause == ID and before is not None and 1 << at in values and before.value > values[1 << at].value
    }


def _with_cut(view: View, way: re.Match[str] | None) -> Any:
    """Give what makes the classes again by the cut of another score, None where that cannot be told."""
    if way is None:
        return None
    handle, cut, trial = view.passed.handle, view.recipe.cut, view.trial
    at, op, link = float(way["at"] or way["tuned"]), way["op"] or ">=", way["link"] or ""
    if isinstance(handle, Graded) and op in {">", ">="} and link in {"", "column 1"} and cut is None:
        if handle.cut_at(trial.inputs, at) is None:
            return None
        return lambda trial: trial.with_(outputs=handle.cut_at(trial.inputs, at))
    if cut is not None and cut["link"] == link and not isinstance(cut["threshold"], tuple) and cut["op"][0] == op[0]:
        return _factor(view, "", _at({"op": op, "link": link}, at)).undo
    if trial.decode.name == "argmax" and link == "softmax column 1" and np.ndim(trial.outputs) == 2:
        return _factor(view, "", _at({"op": op, "link": link}, at)).undo
    return None


def _of_level(view: View, level: Level) -> Finding:
    """Give the factor if numbers of the script's own were cut at another level than in the run that trained."""
    runs = [recording for recording in view.linked if recording.training]
    kept = {e.level for recording in runs for e in recording.examinations.values() if e.level}
    there = {at for at, side in kept if (side > 0) is level.above}
    if not there or any(abs(at - level.at) <= SAME * max(abs(at), abs(level.at)) for at in there):
        return RuledOut(f"rows were marked at {level.at:.4g}, as in training") if there else None
    if len(there) > 1:
        return None
    at = there.pop()
    marked = np.asarray(level.marks(at))

    def undo(trial: Trial) -> Trial:
        like = np.asarray(trial.decode.apply(trial.outputs))
        return trial.with_(
            decode=Decode("as in training", lambda outputs: marked.reshape(like.shape).astype(like.dtype))
        )

    if not view.matters(undo(view.trial)):
        return RuledOut(f"rows were marked at {level.at:.4g} and in training at {at:.4g}, which changes nothing")
    says = f"rows were marked at {level.at:.4g}, in the run that trained the model at {at:.4g}"
    return Factor(ID, "mistake", Stage.METRIC, _chosen_at(view, level), says, FIX_LEVEL, undo=undo, mark=f"{ID}:level")


def _chosen_at(view: View, level: Level) -> Where | None:
    """Give the line that set the level, else one that led to the comparison, in a file that training did not use."""
    tape = view.notes.get("meets")
    shared = {where.file for r in view.linked for e in r.examinations.values() for where in e.lines}
    lines = (*(tape.lines_of(level.at, level.where) if tape is not None else ()), *level.stack)
    return next((where for where in lines if where.file not in shared), level.where)


def _of_columns(view: View, cut: Mapping[str, Any], *, logits: bool) -> Finding:
    """Give the factor if each column was cut at a number of its own that is not the middle."""
    middle = 0.0 if logits else 0.5
    kind = "logits" if logits else "probabilities"
    few = ", ".join(f"{value:.3g}" for value in cut["threshold"][:TOLD])
    told = f"{few}{', …' if len(cut['threshold']) > TOLD else ''}"
    if all(value == middle for value in cut["threshold"]):
        return RuledOut(f"{kind} were cut at {middle:g}")
    says = f"the {kind} of each column were cut at numbers of their own: {told}"
    return replace(_factor(view, says, _at(cut, middle)), hazard=False)  # chosen for each column, mostly with care


def _factor(view: View, says: str, decode: Decode) -> Factor:
    cut = view.recipe.cut or {}
    where = cut.get("where") or view.recipe.where

    def undo(trial: Trial) -> Trial:
        shape = np.asarray(trial.decode.apply(np.asarray(view.trial.outputs))).shape[1:]

        def shaped(outputs: np.ndarray) -> np.ndarray:
            found = np.asarray(decode.apply(outputs))
            fits = found.size == len(outputs) * int(np.prod(shape or (1,)))
            return found.reshape(len(outputs), *shape) if fits else found

        return trial.with_(decode=Decode(decode.name, shaped))

    return Factor(ID, "mistake", Stage.METRIC, where, says, FIX, undo=undo, mark=f"{ID}:{view.trial.decode.name}")


def _linked(cut: object, outputs: np.ndarray) -> np.ndarray:
    link = cut["link"]  # type: ignore[index]
    if not link:
        return outputs
    if link == "column 1":
        return np.asarray(outputs[..., 1])
    return np.full(1, 0.5)  # a sigmoid or softmax gives probabilities


def _are_logits(values: np.ndarray) -> bool:
    return bool(values.size) and bool((values < 0).any() or (values > 1).any())


def _at(cut: object, threshold: float) -> Decode:
    op, link = cut["op"], cut["link"]  # type: ignore[index]
    compare = {">": np.greater, ">=": np.greater_equal, "<": np.less, "<=": np.less_equal}[op]

    def apply(outputs: np.ndarray) -> np.ndarray:
        values = np.asarray(outputs[..., 1]) if link == "column 1" else np.asarray(outputs, dtype=np.float64)
        if link == "sigmoid":
            values = 0.5 * (1.0 + np.tanh(0.5 * values))
        elif link == "softmax column 1":
            values = 1.0 / (1.0 + np.exp(np.asarray(outputs[..., 0] - outputs[..., 1], dtype=np.float64)))
        return np.asarray(compare(values, threshold)).astype(np.int64)

    return Decode(f"{link + ' ' if link else ''}{op} {threshold:g}", apply)


def _right_cut(outputs: np.ndarray) -> Decode:
    threshold = 0.0 if _are_logits(outputs) else 0.5
    return Decode(f"> {threshold:g}", lambda o: (np.asarray(o) > threshold).astype(np.int64).reshape(len(o), -1)[:, 0])


CAUSE = Cause(ID, "Wrong cut", examine=examine)
