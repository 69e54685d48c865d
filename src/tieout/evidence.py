"""Facts about a score, or about two, that more than one cause asks for."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, row_ids
from tieout.core.pair import Pair, Side
from tieout.core.passes import CROSS_VALIDATION, FITTED_FOLDS, Loaded, Pass, Step
from tieout.core.recording import FileRecord, Recording, StateRecord
from tieout.core.score import Where
from tieout.core.view import Origin, View

SMALL_BATCH = 16  # rows; from there on the mean of a batch is known to a quarter of a standard deviation
STATEFUL = ("exp_avg", "square_avg", "momentum", "velocity", "optimizer")
SAME_ROWS = 0.9  # share of the rows of one training that another one took as well
MOST_ASKED = 50_000  # rows from which it is told whether inputs come with several labels
MOSTLY = 0.5  # share of the rows
FACTOR = np.uint64(0x9E3779B97F4A7C15)


def has_initial_buffers(view: View, origin: Origin) -> bool:
    """Tell whether changed buffers are initial ones, and no statistics that were moved or loaded from elsewhere."""
    statistics = {key for layer in view.batchnorm() for key in (layer.mean_key, layer.variance_key)}
    return origin.came == "fresh" or not set(origin.buffers) <= statistics


def never_loaded(
    digests: Mapping[str, str], buffers: Collection[str], files: Iterable[Loaded], before: float
) -> tuple[str, ...]:
    """Give the weights that stand in no file, of a model that was loaded from files which lacked some.

    Args:
        digests: those of the scored weights and buffers, by key.
        buffers: the keys that are not trained.
        files:   what the run loaded and saved.
        before:  when the rows were scored.
    """
    loads = [f for f in files if f.action == "loaded" and f.seq <= before]
    if not any(f.facts.get("missing") for f in loads):
        return ()
    filed = {mark for f in loads for mark in f.arrays.values()}
    trained = [key for key in digests if key not in buffers]
    lost = tuple(key for key in trained if digests[key] not in filed)
    return lost if len(lost) < len(trained) else ()


def adapted_here(view: View) -> Step | None:
    """Give the fit that left in a layer of the scored model what training did not, None where nothing else changed."""
    origin = view.origin()
    state = view.trial.settings.state or view.states.get(view.passed.state or "")
    if origin is None or not origin.buffers or not state:
        return None
    for step in reversed(view.all_steps):
        if step.kind != "estimator" or step.action != "fit" or step.seq > view.passed.seq:
            continue
        learnt = [array for value in step.params.values() if (array := as_numpy(value)) is not None]
        if all(any(_equal(state.get(key), array) for array in learnt) for key in origin.buffers):
            return step
    return None


def _equal(one: Any, other: Any) -> bool:
    mine, theirs = np.ravel(one), np.ravel(other)
    return mine.size == theirs.size and mine.dtype.kind in "fiu" and bool(np.allclose(mine, theirs, rtol=1e-5))


def made_at(view: View) -> Where | None:
    """Give the line that made the loader of a pass: of a helper that training called too, the line that called it."""
    loader = view.passed.iteration.loader if view.passed.iteration is not None else None
    if loader is None:
        return None
    loaders = (p.iteration.loader for p in view.passes if p.updates and p.iteration is not None)
    trained = {other.where for other in loaders if other is not loader}
    for recording in view.linked:
        known = [p.loader for p in recording.passes if p.training and p.loader.get("file")]
        trained |= {Where(str(each["file"]), int(each["line"])) for each in known}
    return next((where for where in loader.stack if where not in trained), loader.where)


def handed_at(loaded: Where | None, files: Iterable[Loaded | FileRecord], others: Iterable[Recording]) -> Where | None:
    """Give the line that had a model loaded: of a module that the training ran in as well, the line that called it.

    Such a module builds what it is told to. Where every line behind the load is in one, there is nobody to tell it.

    Args:
        loaded: the line that loaded the weights.
        files:  what the run loaded and saved.
        others: the recordings of the training.
    """
    stack: Sequence[Where] = next((f.stack for f in files if f.action == "loaded" and f.where == loaded), ())
    trained = [recording for recording in others if recording.training]
    ran = {where.file for recording in trained for file in recording.files for where in file.stack}
    ran |= {where.file for recording in trained for record in recording.passes for where in record.stack}
    return next((where for where in stack if where.file not in ran), loaded)


def kept_on(passed: Pass) -> bool:
    """Tell whether the model was in inference mode and layers of it were not: they see to their mode themselves."""
    flags = passed.flags
    return isinstance(flags, Mapping) and flags.get("") is False and any(flags.values())


def built_at(view: View) -> Where | None:
    """Give the line of this run that built the scored model and loaded it, None where that is not known."""
    origin = view.origin()
    return None if origin is None else handed_at(origin.loaded_at, view.files, view.linked)


def loading_line(file: FileRecord, opening: Side, closing: Side) -> Where | None:
    """Give the line that loaded a file for one score: of a helper that loaded for the other too, the line behind it."""
    if opening.recording.name == closing.recording.name:
        return file.where
    before = (f for f in opening.recording.files if opening.passed is None or f.seq <= opening.passed.seq)
    shared = {where for f in before if f.action == "loaded" and f.arrays for where in f.stack}
    return next((where for where in file.stack if where not in shared), file.where)


def called_at(view: View, family: str, calm: str) -> Where | None:
    """Give the innermost line behind a pass through which no other one went that was in inference mode.

    A helper that scores right elsewhere is innocent; the line that handed it this model is not. A file that trains sets
    modes for its own calls: one of its functions that leaves them to other callers is at fault.

    Args:
        view:   the score.
        family: the layers that are meant, such as "dropout".
        calm:   their mode while nothing is wrong.
    """
    helpers: set[Where] = set()
    training = {passed.where.file for passed in view.passes if passed.updates and passed.where is not None}
    for recording in view.linked:
        training |= {record.where.file for record in recording.passes if record.updates and record.where is not None}
    for passed in view.passes:
        modes = {mode for kind, mode in passed.modes if kind == family}
        if passed.handle.framework == view.passed.handle.framework and modes == {calm}:
            helpers |= {*passed.stack}
    for recording in view.linked:
        for record in recording.passes:
            if {mode for mode in record.modes if mode.startswith(f"{family}:")} == {f"{family}:{calm}"}:
                helpers |= {*record.stack}
    lines = (where for where in view.passed.stack if where not in helpers or where.file in training)
    return next(lines, view.passed.where)


def batch_rows(view: View) -> int:
    """Give the usual number of rows in a batch of the pass."""
    sizes: list[Any] = sorted(view.passed.sizes())
    return int(sizes[len(sizes) // 2]) if sizes else 0


def resumed_from(pair: Pair) -> list[FileRecord]:
    """Give the files the closing's training went on from, where the opening trained what is in them; else nothing.

    The opening scored the very weights it went on from, or it went on from them too, over the same rows.
    """
    opening, closing = pair.opening, pair.closing
    if closing.passed is None or closing.state is None or opening.state is None:
        return []
    if opening.recording.name == closing.recording.name or not closing.was_trained_here():
        return []
    handle = closing.passed.handle
    begun = [p for p in closing.recording.passes if p.training and p.handle == handle]
    first = min(begun, key=lambda p: p.seq, default=None)
    loaded = [f for f in closing.recording.files if f.action == "loaded"]
    before = [f for f in loaded if first is None or f.seq <= first.seq or f.holds == "optimizer"]
    marks = {d for f in before for d in f.arrays.values()}
    if _trained_in(opening.recording.states.get(opening.state), marks):
        return before
    start = closing.recording.states.get((first.state if first is not None else None) or "")
    saved = {d for f in _saved_on_the_way(opening) for d in f.arrays.values()}
    return before if _trained_in(start, marks & saved) and _same_training_rows(opening, closing) else []


def folds_fitted(side: Side) -> bool | None:
    """Tell whether a cross-validation scored the rows that its folds were fitted to; None for any other score."""
    kind = side.passed.kind if side.passed is not None else ""
    return {FITTED_FOLDS: True, CROSS_VALIDATION: False}.get(kind)


def _trained_in(state: StateRecord | None, marks: set[str]) -> bool:
    """Tell whether all trained weights of a state are among arrays: a new head on old layers is no resumed training."""
    weights = [] if state is None else [d for k, d in state.digests.items() if k not in state.buffers]
    return bool(weights) and marks.issuperset(weights)


def _saved_on_the_way(side: Side) -> list[FileRecord]:
    """Give the files that were saved before the score of a side whose model was trained in its run."""
    if side.passed is None or not side.was_trained_here():
        return []
    return [f for f in side.recording.files if f.action == "saved" and f.seq <= side.passed.seq]


def _same_training_rows(one: Side, other: Side) -> bool:
    for mine, theirs in zip(one.known_training_ids, other.known_training_ids, strict=True):
        if mine is not None and theirs is not None and len(mine) and len(theirs):
            few, many = sorted((np.unique(mine), np.unique(theirs)), key=len)
            if np.isin(few, many).mean() >= SAME_ROWS:
                return True
    return False


def optimizer_left_behind(pair: Pair) -> list[FileRecord]:
    """Give the checkpoints that training went on from whose optimizer's state was not loaded."""
    before = resumed_from(pair)
    if any(f.holds == "optimizer" for f in before):
        return []
    return [f for f in before if any(word in key.lower() for key in f.arrays for word in STATEFUL)]


def told_apart(one: Side, other: Side) -> tuple[Side, Side]:
    """Give two sides with ids that tell rows apart: by inputs and labels, where most inputs come with several labels.

    What a customer bought is no row by the number of the customer alone.
    """
    several = any(
        _come_with_several(ids, labels)
        for side in (one, other)
        for ids, labels in ((side.ids, _truth(side)), (side.training_ids, side.training_labels))
    )
    return (_with_labels(one), _with_labels(other)) if several else (one, other)


def _truth(side: Side) -> Any:
    known = side.truth is not None and side.ids is not None and len(side.truth) == len(side.ids)
    return side.truth if known else side.labels


def _come_with_several(ids: Any, labels: Any) -> bool:
    """Tell whether most rows have inputs that other rows have with another label."""
    marks = _marks(ids, labels)
    if marks is None:
        return False
    chosen = ids % np.uint64(-(-len(ids) // MOST_ASKED)) == 0  # by the id, so that rows alike are all in or all out
    few, own = ids[chosen], marks[chosen]
    order = np.lexsort((own, few))
    few, own = few[order], own[order]
    new = np.append(True, few[1:] != few[:-1])
    more = ~new & np.append(False, own[1:] != own[:-1])
    group = np.cumsum(new) - 1
    return bool(len(few)) and float((np.bincount(group, weights=more)[group] > 0).mean()) > MOSTLY


def _marks(ids: Any, labels: Any) -> Any:
    """Give an id for the label of each row, None where they are not known."""
    truth = None if ids is None or labels is None else np.asarray(labels)
    if truth is None or not len(ids) or len(truth) != len(ids):
        return None
    return row_ids(truth.reshape(len(ids), -1))


def _with_labels(side: Side) -> Side:
    """Give a side whose ids are those of inputs and labels together, and none where the labels are not known."""

    def both(ids: Any, labels: Any) -> Any:
        marks = _marks(ids, labels)
        return None if marks is None else np.asarray(ids * FACTOR + marks, dtype=np.uint64)

    truth, known = _truth(side), side.training_labels
    return replace(
        side,
        ids=both(side.ids, truth),
        raw_ids=both(side.raw_ids, truth),
        training_ids=both(side.training_ids, known),
        training_raw_ids=both(side.training_raw_ids, known),
        training_earlier=None,
    )
