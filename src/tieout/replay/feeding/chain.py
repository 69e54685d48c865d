"""Compare the transforms of the scored rows with those of the training rows: fitted again, left out, doubled, other."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, overlap, row_ids
from tieout.core.passes import Step
from tieout.core.score import Where
from tieout.core.view import Refed
from tieout.profiles import flat, is_statistic_of
from tieout.replay.feeding.rows import Rows, lines_of
from tieout.replay.rows.lineage import Joined

NAMED = 3  # settings that differ and are told
TEXT = "sklearn.feature_extraction"  # makes columns of words: fitted again it is another transform, not other codes


def of_transforms(rows: Rows) -> Refed | None:
    """Give what the two chains of transforms differ in, None where they tell nothing."""
    own, theirs = rows.own, rows.theirs
    if not own and not theirs:
        return None
    again = list(_fitted_again(rows))
    if again:
        return _refitted(rows, [at for at, _ in again], again[0][1])
    corrected = rows.through(rows.raw, theirs)
    if corrected is not None and rows.closer(corrected):
        return _otherwise(rows, corrected)
    return None


def _fitted_again(rows: Rows) -> Iterator[tuple[int, Where | None]]:
    """Find the steps that were fitted on the scored rows themselves; give their places in the chain and lines."""
    own = rows.own
    levels = [rows.lineage.raw_ids, *rows.lineage.ids[::-1][:-1]] if own else []
    for at, step in enumerate(own):
        level = levels[at] if at < len(levels) else None
        if step.kind == "estimator":
            fits = _fits_of(rows, step)
            if not fits or level is None:
                continue
            fit = fits[-1]
            parts = [ids for each in fits if (ids := row_ids(each.inputs)) is not None]
            fitted = np.concatenate(parts) if len(parts) == len(fits) else None
            shared = overlap(fitted, level)
            trained = overlap(rows.training.raw_ids if at == 0 else None, fitted)
            if (
                shared is not None
                and shared.shared_of_second > 0.5
                and not (trained is not None and trained.shared_of_second > 0.5)
            ):
                yield at, fit.line(lines_of(rows.theirs))
        elif _own_statistic(rows, step):
            yield at, step.where


def _fits_of(rows: Rows, step: Step) -> list[Step]:
    """Give the fits behind a step, one for each part that it was taken in, each only once."""
    found: list[Step] = []
    for part in step.parts if isinstance(step, Joined) else (step,):
        before = (s for s in reversed(rows.steps) if s.owner == part.owner and s.seq <= part.seq)
        fit = next((s for s in before if s.action in {"fit", "fit_transform"}), None)
        if fit is None:
            return []
        if fit not in found:
            found.append(fit)
    return found


def _own_statistic(rows: Rows, step: Step) -> bool:
    constant = as_numpy(step.params.get("constant"))
    source = as_numpy(step.inputs)
    if constant is None or source is None or constant.dtype.kind not in "fiu":
        return False
    whole = overlap(rows.training.raw_ids, row_ids(source))
    if whole is not None and whole.shared_of_second > 0.5:
        return False  # computed from the training rows
    if is_statistic_of(constant, source):
        return True
    before = next((s for s in rows.lineage.steps if s.outputs is step.inputs or s.seq < step.seq), None)
    return before is not None and is_statistic_of(constant, as_numpy(before.inputs))


def _refitted(rows: Rows, places: Sequence[int], where: Where | None) -> Refed | None:
    own, theirs = rows.own, rows.theirs
    at = places[0]
    step = own[at]
    if step.kind == "arithmetic":
        where = step.line(lines_of(theirs))
    counterpart = [s for s in theirs if s.name == step.name and s.kind == step.kind]
    if len(own) == len(theirs) and step.kind == "arithmetic":
        chain = list(theirs)
    elif counterpart:
        chain = [*own[:at], counterpart[0], *own[at + 1 :]]
        for later in places[1:]:
            match = [s for s in theirs if s.name == own[later].name and s.kind == own[later].kind]
            chain[later] = match[0] if match else own[later]
    else:
        chain = list(theirs)
    corrected = rows.through(rows.raw, chain)
    named = [own[place].name for place in places if own[place].kind == "estimator"]
    what = " and ".join(dict.fromkeys(named)) or "mean and deviation"
    times = len(_fits_of(rows, step)) if step.kind == "estimator" else 1
    on = f"each of {times} parts of the" if times > 1 else "the"
    says = f"{what} fitted again on {on} {len(rows.fed)} scored rows instead of the training rows"
    inputs = rows.inputs(corrected) if corrected is not None and np.isfinite(flat(corrected)).all() else None
    coded = bool(step.categories()) and not step.module.startswith(TEXT)
    return Refed("encoding" if coded else "refit", where, says, inputs, steps=chain)


def _otherwise(rows: Rows, corrected: Any) -> Refed:
    """Tell steps left out, and steps done twice, from steps with other constants."""
    own, theirs = rows.own, rows.theirs
    left_out = [s for s in theirs if not any(same_step(s, o) for o in own)]
    if left_out and all(any(same_step(o, s) for s in theirs) for o in own):
        names = ", ".join(dict.fromkeys(told(s) for s in left_out))
        says = f"a transform of the training rows was left out: {names}"
        return Refed("missing", rows.given_at(), says, rows.inputs(corrected), steps=theirs)
    if absent := _absent(own, theirs):
        names = ", ".join(dict.fromkeys(told(s) for s in absent))
        says = f"a transform of the training rows was left out: {names}; what comes after it was fitted without it"
        after = next((s.line(lines_of(theirs)) for s in own), None)
        return Refed("missing", after or rows.given_at(), says, rows.inputs(corrected), steps=theirs)
    surplus = _surplus(own, theirs)
    if surplus and not left_out and (theirs or scales_inside(rows.passed.handle.model)):
        names = ", ".join(dict.fromkeys(told(s) for s in surplus))
        again = "more often than to the training rows" if theirs else "and the model does it itself"
        says = f"a transform was applied twice: {names}, {again}"
        where = surplus[-1].line(lines_of(theirs))
        return Refed("duplicate", where, says, rows.inputs(corrected), steps=theirs)
    differing = next((s for s in own if not any(same_step(s, t) for t in theirs)), own[0] if own else None)
    where = differing.line(lines_of(theirs)) if differing is not None else rows.passed.where
    counterpart = next((t for t in theirs if differing is not None and _kind(t) == _kind(differing)), None)
    if differing is not None and counterpart is not None and _reads_words_otherwise(differing, counterpart):
        settings = _settings(differing, counterpart)
        says = f"words map to other columns than in training: {told(differing)} with {settings}"
        return Refed("encoding", where, says, rows.inputs(corrected), steps=theirs)
    says = "scaled otherwise"
    if differing:
        says = f"scaled with other constants than the training rows: {told(differing)}"
    if theirs and differing is not None:
        says += f" against {told(next((t for t in theirs if _kind(t) == _kind(differing)), theirs[0]))}"
    return Refed("scale", where, says, rows.inputs(corrected), steps=theirs)


def _reads_words_otherwise(own: Step, theirs: Step) -> bool:
    """Tell whether two steps make columns of words, and not the same ones: their settings differ, or their words."""
    if not own.module.startswith(TEXT):
        return False
    return own.params.get("params") != theirs.params.get("params") or own.categories() != theirs.categories()


def _settings(own: Step, theirs: Step) -> str:
    """Say which settings of two steps of a kind differ."""
    here, there = (step.params.get("params") or {} for step in (own, theirs))
    names = [name for name in here if name in there and here[name] != there[name]]
    return ", ".join(f"{name} {here[name]!r} in place of {there[name]!r}" for name in names[:NAMED]) or "other words"


def _absent(own: Sequence[Step], theirs: Sequence[Step]) -> list[Step]:
    """Give the estimators of a kind that only the training rows went through, where all others are of one kind."""
    kinds = [_kind(s) for s in own]
    absent = [s for s in theirs if s.kind == "estimator" and _kind(s) not in kinds]
    return absent if own and kinds == [_kind(s) for s in theirs if s not in absent] else []


def _surplus(own: Sequence[Step], theirs: Sequence[Step]) -> list[Step]:
    """Give the own steps that stand there once more than in training; nothing if one is not a training step at all."""
    left = list(theirs)
    surplus = []
    for step in own:
        match = next((t for t in left if same_step(step, t)), None)
        if match is not None:
            left.remove(match)
        else:
            surplus.append(step)
    repeated = all(any(same_step(s, t) for t in theirs) for s in surplus)
    return surplus if repeated or not theirs else []


# classes that scale their inputs, by name: the same word in every framework's models and pipelines
SCALING = ("scal", "normaliz")
NOT_SCALING = ("batchnorm", "layernorm", "groupnorm", "batchnormalization", "layernormalization", "groupnormalization")


def scales_inside(model: Any) -> str:
    """Give the name of what scales the inputs inside a model, "" if nothing does."""
    parts = list(getattr(model, "layers", None) or ())
    parts += [part for _, part in getattr(model, "steps", None) or ()]
    if not parts and hasattr(model, "modules"):
        parts = list(model.modules())
    names = [type(part).__name__ for part in parts]
    found = (n for n in names if any(w in n.lower() for w in SCALING) and not n.lower().startswith(NOT_SCALING))
    return next(found, "")


def _kind(step: Step) -> str:
    if step.kind == "estimator":
        return step.name
    return {"-": "shift", "+": "shift", "*": "scale", "/": "scale"}.get(step.name, step.name)


def told(step: Step | None) -> str:
    """Give a step in a word or two."""
    if step is None:
        return "nothing"
    if step.kind == "estimator":
        return f"{step.name} {_function(step).strip('<>')}".rstrip()
    constant = as_numpy(step.params.get("constant"))
    value = (
        f"{float(constant.ravel()[0]):.6g}" if constant is not None and constant.size == 1 else "one number a column"
    )
    return f"{step.name} {value}"


def same_step(one: Step, other: Step) -> bool:
    """Tell whether two steps do the same: of one name, with equal constants."""
    if one.kind != other.kind or one.name != other.name:
        return False
    if _function(one) != _function(other):
        return False
    keys = set(one.params) & set(other.params)
    for key in keys:
        a, b = as_numpy(one.params[key]), as_numpy(other.params[key])
        if a is None or b is None or a.dtype.kind not in "fiu" or b.dtype.kind not in "fiu":
            continue
        if a.shape != b.shape or not np.allclose(a, b, rtol=1e-5, atol=1e-8):
            return False
    return True


def _function(step: Step) -> str:
    """Give the name of the function that a step applies, "" where it has none."""
    settings = step.params.get("params")
    return str(settings.get("func") or "") if isinstance(settings, dict) else ""
