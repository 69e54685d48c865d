"""Label indices stand for other classes than in training.

The names of the classes were put in another order: by their first appearance instead of the alphabet, from folders
that sort otherwise, from 1 on instead of from 0, from a list that was edited. The model still tells the classes apart,
and its answers are held against the wrong ones. tieout looks for the renaming under which predictions and labels agree,
has it pay on rows it was not found on, and asks the training rows, or the same rows elsewhere, which names are right.

Bad:
    codes = {name: i for i, name in enumerate(test["label"].unique())}      # in the order of this file
    labels = test["label"].map(codes)

Good:
    codes = json.load(open("classes.json"))      # as they were in training
    labels = test["label"].map(codes)
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.cause import Cause, Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.recording import Examination
from tieout.core.score import Where
from tieout.core.trial import Classed, Trial
from tieout.core.view import View
from tieout.profiles import profile
from tieout.renaming import classes_of, columns_renamed, consistent, marks_of, renamed, renaming

ID = "data.label-mapping"
FIX = "Save the order of the classes with the model and load it wherever labels are made; do not derive it twice."
FIX_COLUMNS = "Take the class of the column from the model: model.classes_[probabilities.argmax(axis=1)]."
ARGMAX = "argmax"  # the rule that takes the number of the largest column
FEWEST = 20  # rows
SURE = 0.95  # of the same rows elsewhere
SIGMAS = 3.0  # by which a model has to answer with other names more often
TOLD = 4  # classes named in a line
MANY = 3  # classes in a circle that no bad model gives
MOST_MATCHED = 100_000  # rows looked up elsewhere, evenly spaced
APART = 0.35  # of a training deviation, for the middle column: inputs so far off may be what swaps the answers


def examine(view: View) -> Finding:
    """Give the factor if labels are better predicted under other class names, and the names are not the model's own."""
    if view.passed.updates:
        return None
    found = _of_columns(view) or _renamed(view, view.trial)
    if found is None or isinstance(found, Factor):
        return found
    corrected = view.put_right()  # inputs that are prepared otherwise hide which class is taken for which
    return found if corrected is view.trial else _renamed(view, corrected)


def _of_columns(view: View) -> Factor | None:
    """Give the factor if the number of a column was held against labels, and the model knows its class by another."""
    trial, handle = view.trial, view.passed.handle
    classes = handle.classes if isinstance(handle, Classed) else None
    if classes is None or classes.dtype.kind not in "iu" or trial.decode.name != ARGMAX or trial.outputs is None:
        return None
    columns, labels = np.arange(len(classes)), np.asarray(trial.labels)
    fits = np.shape(trial.outputs)[1:] == classes.shape and labels.ndim == 1
    if not fits or np.array_equal(classes, columns) or not np.isin(labels, classes).all():
        return None
    apply = trial.decode.apply
    named = replace(trial.decode, apply=lambda outputs: classes[apply(outputs)])
    change, error = view.gain(trial.with_(decode=named))
    if abs(change) <= SIGMAS * error:
        return None
    names = {int(column): int(name) for column, name in zip(columns, classes, strict=True) if column != name}
    return Factor(
        ID,
        "mistake",
        Stage.ALIGN,
        view.recipe.where,
        f"columns stand for other classes than their numbers: {_told(names)}",
        FIX_COLUMNS,
        undo=lambda trial: trial.with_(decode=named),
        mark=f"{ID} columns {sorted(names.items())}",
    )


def _told(names: Mapping[Any, Any]) -> str:
    more = f" and {len(names) - TOLD} more" if len(names) > TOLD else ""
    return ", ".join(f"{old} for {new}" for old, new in list(names.items())[:TOLD]) + more


def _renamed(view: View, trial: Trial) -> Finding:
    outputs = view.forward(trial)
    if (marks := marks_of(trial.labels, len(outputs))) is not None:
        return _columns_renamed(view, trial, marks, outputs)
    labels = classes_of(trial.labels, len(outputs))
    if labels is None or trial.rows is not None or len(labels) < FEWEST:
        return None
    guesses = _guesses(trial, outputs)
    if guesses is None:  # a loss, or another metric of the outputs as they are
        guesses = _likeliest(outputs) if len(np.unique(labels)) <= max(2, np.size(outputs) // len(outputs)) else None
    if guesses is None:
        return None
    listed = view.names_by_list()
    names = dict(listed) or renaming(labels, guesses)
    if names is None:
        return NotExamined("labels and predictions are not classes that could be matched")
    if not names:
        names = next((moved for moved in _names_elsewhere(view, labels) if moved), {})
        if names and not _is_borne_out(names, labels, guesses):
            return NotExamined("the same rows go by other class names elsewhere, and the model bears neither out")
    if not names:
        return RuledOut("no renaming of the classes would bring predictions and labels together")
    doubt = None if listed else _doubt(view, trial, labels, names, guesses, outputs)
    if doubt is not None:
        return NotExamined(doubt)
    return _factor(view, labels, names)


def _columns_renamed(view: View, trial: Trial, labels: Any, outputs: Any) -> Finding:
    """Give the factor for rows with several labels, each a column of its own."""
    if trial.rows is not None or len(labels) < FEWEST:
        return None
    predictions = marks_of(trial.decode.apply(outputs), len(outputs))
    guesses = _marked(outputs) if predictions is None else predictions
    if guesses is None or guesses.shape != labels.shape:
        return NotExamined("labels and predictions are not marks that could be matched")
    names = columns_renamed(labels, guesses)
    if not names:
        return RuledOut("no renaming of the classes would bring predictions and labels together")
    training = view.training
    if training is not None and training.labels is not None and training.batches and view.trial.inputs:
        given = trial.with_(inputs=training.batches, outputs=None, denominator=None, batch_sizes=())
        answered = _marked(view.forward(given))
        known = None if answered is None else marks_of(np.asarray(training.labels)[: len(answered)], len(answered))
        if known is None or answered is None or known.shape != answered.shape or columns_renamed(known, answered):
            return NotExamined("the model does not take the training rows for what they are named there")
    elif not any(recording.training for recording in view.linked):
        return NotExamined("classes change places, and no training was seen that could tell whose fault it is")
    return _factor(view, classes_of(trial.labels, len(outputs)), names)


def _marked(outputs: Any) -> Any:
    """Give the classes that outputs, one a class, are for, each by itself."""
    array = np.asarray(outputs)
    if array.ndim != 2 or array.dtype.kind not in "fiub":
        return None
    return (array > (0.5 if array.min() >= 0.0 and array.max() <= 1.0 else 0.0)).astype(np.float64)


def _factor(view: View, labels: Any, names: dict[Any, Any]) -> Factor:
    return Factor(
        ID,
        "mistake",
        Stage.ALIGN,
        _where(view, labels, len({*labels.tolist(), *names.values()})),
        f"labels stand for other classes than in training: {_told(names)}",
        FIX,
        undo=lambda trial: trial.with_(labels=renamed(trial.labels, names)),
        mark=f"{ID} {sorted(names.items(), key=str)}",
    )


def _guesses(trial: Trial, outputs: Any) -> Any:
    """Give the class that the script takes for each row, None where it takes several or none."""
    predictions = np.asarray(trial.decode.apply(outputs))
    several = predictions.dtype.kind in "iu" and predictions.shape[1:] not in {(), (1,), np.shape(outputs)[1:]}
    return None if several else classes_of(predictions, len(outputs))


def _likeliest(outputs: Any) -> Any:
    """Give the class with the largest output, or the side of the cut a single output is on."""
    array = np.asarray(outputs)
    flat = array.reshape(len(array), -1)
    if array.dtype.kind != "f" or array.ndim > 2:
        return classes_of(array, len(array))
    if flat.shape[1] > 1:
        return flat.argmax(axis=1)
    return (flat[:, 0] > (0.5 if flat.min() >= 0.0 and flat.max() <= 1.0 else 0.0)).astype(np.int64)


def _doubt(view: View, trial: Trial, labels: Any, names: Mapping[Any, Any], guesses: Any, outputs: Any) -> str | None:
    """Say why the renaming may not be that of the labels, None where it is."""
    if _named_so_elsewhere(view, labels, names):
        return None
    refed = view.refed()
    if refed and refed[0].way != "same" and (trial is view.trial or not all(one.can_be_put_right for one in refed)):
        return "the inputs were prepared otherwise than in training, which may be what swaps the answers"
    training = view.training
    if training is not None and training.array is not None and not _typical(trial, training.array):
        return "the inputs are not like the training rows, which may be what swaps the answers"
    own, classes = _likeliest(outputs), {*labels.tolist(), *guesses.tolist()}
    known = own is not None and own.dtype.kind == guesses.dtype.kind
    if known and len(classes) == 2 and not np.array_equal(own, guesses):
        return "the predictions are not the likelier class, which may be what swaps them"
    knows = _knows_from_training(view, names)
    if knows is None:
        knows = _knows_from_scores(view, names)
    if knows is None:
        unsure = len(names) < MANY or not _is_long(names)
        return (
            "few classes change places, and no training rows were seen that could tell whose fault it is"
            if unsure
            else None
        )
    return None if knows else "the model takes training rows of these classes for others too"


def _named_so_elsewhere(view: View, labels: Any, names: Mapping[Any, Any]) -> bool:
    """Tell whether the very same rows go by the other names where they were seen in training or in another run."""
    own = np.unique(labels).tolist()
    return any(
        moved and all(moved.get(old, old) == names.get(old, old) for old in own)
        for moved in _names_elsewhere(view, labels)
    )


def _names_elsewhere(view: View, labels: Any) -> Iterator[dict[Any, Any]]:
    """Give what the classes of the very same rows are called where they were seen in training or in another run."""
    for ids, there in _seen(view):
        known = classes_of(there, len(ids))
        if known is None or known.dtype.kind != labels.dtype.kind:
            continue
        for own in (view.ids, view.raw_ids):
            if own is None or len(own) != len(labels):
                continue
            moved = _moved(ids, known, own, labels)
            if moved is not None:
                yield moved
                break


def _moved(ids: Any, known: Any, own: Any, labels: Any) -> dict[Any, Any] | None:
    """Give what the classes of some rows are called under the same ids elsewhere, None where too few are there."""
    step = -(-len(labels) // MOST_MATCHED)
    some, called = own[::step], labels[::step]
    if np.array_equal(ids, own):  # the same rows in the same order, which need not be looked up
        found = known[::step]
    else:
        order = np.argsort(ids, kind="stable")
        at = order[np.minimum(np.searchsorted(ids, some, sorter=order), len(ids) - 1)]
        hit = ids[at] == some
        found, called = known[at][hit], called[hit]
    return consistent(found, called) if len(called) >= FEWEST else None


def _is_borne_out(names: dict[Any, Any], labels: Any, guesses: Any) -> bool:
    """Tell whether the model answers with the other names more often than with these, by more than chance."""
    wanted = renamed(labels, names)
    changed = wanted != labels
    kept, moved = int((guesses == labels)[changed].sum()), int((guesses == wanted)[changed].sum())
    return bool(moved - kept > SIGMAS * (moved + kept) ** 0.5)


def _seen(view: View) -> Iterator[tuple[Any, Any]]:
    """Give (row ids, labels) of every place where rows were seen with labels, and of the scores of linked runs."""
    yield from view.seen_labels()
    arrays = view.notes.get("arrays")
    if arrays is None:
        return
    for recording in view.linked:
        passes = {record.id: record for record in recording.passes}
        for score in recording.scores:
            examination, passed = recording.examinations.get(score.id), passes.get(score.pass_id or "")
            if examination is None or passed is None or not examination.labels or not passed.ids:
                continue
            ids, labels = arrays(recording, passed.ids), arrays(recording, examination.labels)
            if ids is not None and labels is not None and len(ids) == len(labels):
                yield ids, labels


def _typical(trial: Trial, training: Any) -> bool:
    """Tell whether the columns of the scored inputs are, on the whole, where those of the training rows are."""
    first = [as_numpy(batch[0]) for batch in trial.inputs if batch]
    parts = [part for part in first if part is not None and part.dtype.kind in "fiub"]
    if not parts or training.dtype.kind not in "fiub":
        return True
    fed = np.concatenate(parts)
    if fed.ndim == training.ndim > 1 and fed.shape[2:] == training.shape[2:]:  # sequences may have another length
        width = min(fed.shape[1], training.shape[1])
        fed, training = fed[:, :width], training[:, :width]
    own, reference = profile(fed), profile(training)
    if own.mean.shape != reference.mean.shape:
        return False
    varies = reference.std > 1e-12
    if not varies.any():
        return True
    shift = np.abs(own.mean - reference.mean)[varies] / reference.std[varies]
    scale = np.abs(np.log((own.std[varies] + 1e-12) / reference.std[varies]))
    return bool(np.median(shift) < APART and np.median(scale) < APART)


def _knows_from_training(view: View, names: Mapping[Any, Any]) -> bool | None:
    """Tell whether the model gets training rows of the classes in question right as they are named there."""
    training = view.training
    if training is None or training.labels is None or not training.batches or not view.trial.inputs:
        return None
    trial = view.trial.with_(inputs=training.batches, outputs=None, rows=None, denominator=None, batch_sizes=())
    outputs = view.forward(trial)
    if len(outputs) > len(training.labels) or (len(outputs) < len(training.labels) and not training.here):
        return None
    known, likely = classes_of(np.asarray(training.labels)[: len(outputs)], len(outputs)), _likeliest(outputs)
    if known is None or likely is None or known.dtype.kind != likely.dtype.kind:
        return None
    asked = 0
    for old, new in names.items():
        for name in {old, new}:
            rows = likely[known == name]
            asked += len(rows) > 0
            right = float((rows == name).mean()) if len(rows) else 1.0
            if right <= 0.5 or (name in names and right <= float((rows == names[name]).mean())):
                return False
    return True if asked >= min(2, len(names)) else None


def _knows_from_scores(view: View, names: Mapping[Any, Any]) -> bool | None:
    """Tell whether rows of the classes in question were mostly right in scores of the same model where it was trained.

    What other runs say is no proof: the same mistake may have been made there. For models whose training rows were not
    kept as they were fed, and for predictions that came out of a file.
    """
    arrays, told = view.notes.get("arrays"), None
    if arrays is None:
        return None
    for recording in (r for r in view.linked if r.training):
        states = {record.id: record.state for record in recording.passes}
        for score in recording.scores:
            examination = recording.examinations.get(score.id)
            other = view.passed.state is not None and states.get(score.pass_id or "") != view.passed.state
            if examination is None or other or not examination.labels:
                continue
            right = _right_by_class(examination, arrays(recording, examination.labels), recording, arrays)
            if not {*names, *names.values()} <= set(right):
                continue
            told = all(right[name] > 0.5 for name in {*names, *names.values()})
            if not told:
                return False
    return told


def _right_by_class(examination: Examination, labels: Any, recording: Any, arrays: Any) -> dict[Any, float]:
    """Give the share of rows of each class that a score had right; of two classes, that of all rows will do."""
    truth = None if labels is None else classes_of(labels, len(labels))
    if truth is None:
        return {}
    hits = arrays(recording, examination.per_row) if examination.metric == "accuracy" and examination.per_row else None
    known = np.unique(truth).tolist()
    if hits is not None and len(hits) == len(truth):
        return {name: float(hits[truth == name].mean()) for name in known}
    accuracy = examination.by_metric.get("balanced accuracy")
    return dict.fromkeys(known, accuracy.value) if accuracy is not None and len(known) == 2 else {}


def _is_long(names: Mapping[Any, Any]) -> bool:
    """Tell whether more than two classes change places in a circle, or take each other's places in a row."""
    return any(names.get(new) != old for old, new in names.items())


def _where(view: View, labels: Any, classes: int) -> Where | None:
    """Give the line that made the labels: of the list of classes, the encoder, or the file they stand in."""
    known = {f.digest for r in view.linked for f in r.files if f.digest}
    lines = {where for r in view.linked for f in r.files for where in f.stack}
    before = [f for f in view.files if f.action == "loaded" and f.seq <= view.passed.seq and f.where is not None]
    for file in reversed(before):
        if file.digest not in known and _lists_classes(file.data, classes):
            return file.line(view.files, lines)
    encoders = view.training.encoders if view.training is not None else ()
    for step in reversed(view.all_steps):
        made = as_numpy(step.outputs) if step.outputs is not None else None
        if made is not None and made.ndim == 1 and len(made) >= len(labels) and np.isin(labels, made).all():
            others = (other for other in view.all_steps if other is not step and other.where == step.where)
            elsewhere = (other for other in encoders if other is not step)
            return step.line(lines | {where for other in (*others, *elsewhere) for where in other.stack})
    for file in reversed(before):
        table = as_numpy(file.data) if file.holds == "array" else None
        if table is not None and table.ndim == 1 and len(table) == len(labels) and np.array_equal(table, labels):
            return file.line(view.files, lines)
    source = view.source()
    if source is not None:
        return source
    labels_made = view.labels_made()
    if labels_made is not None:
        return labels_made
    loader = view.passed.iteration.loader if view.passed.iteration is not None else None
    made_at = loader.data_where or loader.where if loader is not None else None
    return made_at or view.recipe.where


def _lists_classes(data: Any, classes: int) -> bool:
    """Tell whether what a file held is the names of so many classes, perhaps inside something larger."""
    if isinstance(data, Mapping):
        plain = all(isinstance(v, (str, int)) for v in data.values())
        return (plain and len(data) == classes) or any(_lists_classes(v, classes) for v in data.values())
    if isinstance(data, (list, tuple)):
        return len(data) == classes and all(isinstance(item, (str, int)) for item in data)
    array = as_numpy(data) if hasattr(data, "dtype") and hasattr(data, "shape") else None
    return array is not None and array.shape == (classes,) and array.dtype.kind in "UO"


CAUSE = Cause(ID, "Labels that stand for other classes", examine=examine)
