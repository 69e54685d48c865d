"""Library versions, kernels or hardware differ between the two runs, and nothing else does.

The same weights scored on the same rows with the same settings give another number under another version of a library,
another processor or another number of threads. tieout names what differs between the two machines, and takes what is
left between two scores that agree in all else as its amount. Where the rows are others too, the model is given those
again that it was scored on where it was trained: what it answers otherwise now is not a matter of the rows.

Bad:
    pip install features        # 2.0 here, 1.4 where the model was trained

Good:
    pip install features==1.4
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

import numpy as np

from tieout.arrays import shared_rows
from tieout.core.cause import Cause, Difference, Factor, NotExamined, RuledOut, Stage
from tieout.core.pair import Pair
from tieout.core.recording import Recording
from tieout.core.trial import Trial
from tieout.core.view import View
from tieout.shifts import positions

ID = "numerics.environment"
FIX_CODE = "Load the model beside the code and the packages it was trained with; keep them with the model."
AS_THEY_ARE, ARGMAX = "as they are", "argmax"  # rules that make answers of outputs, the same in every run
FEWEST = 30  # rows of the other score
OTHERWISE = 0.02  # share of them that has to be answered otherwise: what is kept of them is in single precision
MOST = 0.75  # share of them: where more are, answers may stand for something else here than they did there
SIGMAS = 4.0
FIX = "Score in the environment the model was trained in: pin the versions that differ."
NOTHING = 1e-6
NAMED = 4
ABOUT_THE_RUN = frozenset({"program"})


def examine(view: View) -> Factor | None:
    """Give the factor if the model answers the rows of a score of its training otherwise than it did there."""
    passed, metric, origin = view.passed, view.trial.metric, view.origin()
    if passed.updates or passed.random or metric.per_row is None or metric.weights is not None:
        return None
    if passed.precision() is not None or ("batchnorm", "batch") in passed.modes:
        return None  # then answers are others for a reason of their own
    if origin is not None and (origin.settings or origin.buffers or origin.rounded):
        return None  # then it is another model
    for recording, rows, labels, then in _scored_there(view):
        if not _answers_so(view, labels):
            continue
        given = view.trial.with_(inputs=((rows,),), outputs=None, labels=labels, rows=None, denominator=None)
        outputs = view.forward(given.with_(batch_sizes=(), pooling="pooled").run_with(training=False))
        if not _are_classes_of(labels, view, outputs):
            continue
        now = np.asarray(metric.per_row(view.trial.decode.apply(outputs), labels), dtype=np.float64)
        if now.shape != then.shape:
            continue
        change = then - now
        error = float(change.std()) / len(change) ** 0.5
        changed = int((np.abs(change) > NOTHING * np.maximum(1.0, np.abs(then))).sum())
        if not OTHERWISE <= changed / len(change) <= MOST or abs(float(change.mean())) <= SIGMAS * error:
            return None
        return Factor(
            ID,
            "environment",
            Stage.MODE,
            passed.where,
            f"the same weights answer {changed} of {len(change)} rows that run {recording.name} scored in another way "
            "than they did there: code that the model calls is another here",
            FIX_CODE,
            undo=partial(_as_there, _by_class(labels, change)),
            mark=f"{ID}:{recording.name}:{changed}",
        )
    return None


def _as_there(extra: Callable[[Any], Any], trial: Trial) -> Trial:
    return trial.with_(metric=trial.metric.plus(extra))


def _answers_so(view: View, labels: Any) -> bool:
    """Tell whether outputs are the answers to such labels as they are: a cut may have been another one there."""
    name, shape = view.trial.decode.name, np.shape(view.trial.outputs)
    if name == ARGMAX and len(shape) == 2 and np.asarray(labels).dtype.kind in "iu":
        return bool(labels.min() == 0 and labels.max() == shape[1] - 1)
    return name == AS_THEY_ARE


def _are_classes_of(labels: Any, view: View, outputs: Any) -> bool:
    """Tell whether answers are classes as the labels there have them, and none that a script has on a list of its own.

    Amounts are left out: they may have been brought to another unit there.
    """
    answers = np.asarray(view.trial.decode.apply(outputs))
    said = outputs.argmax(axis=-1) if view.trial.decode.name == ARGMAX else outputs
    numbers = answers.dtype.kind in "iubf" and np.asarray(labels).dtype.kind in "iubf"
    return numbers and np.array_equal(answers, said) and bool(np.isin(answers, labels).all())


def _scored_there(view: View) -> Iterator[tuple[Recording, Any, Any, Any]]:
    """Give rows that the same weights were scored on where they were trained, as fed, with labels and contributions."""
    arrays, first = view.notes.get("arrays"), view.trial.inputs[0] if view.trial.inputs else ()
    fed = first[0] if len(first) == 1 and isinstance(first[0], np.ndarray) else None
    if arrays is None or fed is None or fed.ndim != 2 or fed.dtype.kind not in "fiu":
        return
    for recording in (r for r in reversed(view.linked) if r.training):
        own = [p for p in recording.passes if not p.training and p.state == view.passed.state]
        passes = {p.id: p for p in own if _output(p.id) == _output(view.passed.id)}
        for score in reversed(recording.scores):
            found = recording.examinations.get(score.id)
            usual = found is not None and not found.factors and found.metric == view.recipe.metric
            if found is None or not usual or score.pass_id not in passes:
                continue
            kept = (found.inputs, found.labels, found.per_row)
            rows, labels, each = (arrays(recording, name) if name else None for name in kept)
            if rows is None or labels is None or each is None or len(labels) != len(each) or len(rows) < FEWEST:
                continue
            if rows.shape[1:] == fed.shape[1:]:
                at = positions(len(each), len(rows))
                yield recording, rows.astype(fed.dtype), labels[at], each[at].astype(np.float64)
                return


def _output(passed: str) -> str:
    """Give the name of the output that a pass is of, where the model gives several."""
    return passed.partition("/")[2]


def _by_class(labels: Any, change: Any) -> Any:
    """Give a function of labels: the mean change of rows of that class, or of all rows where labels are amounts."""
    names, codes, counts = np.unique(labels, return_inverse=True, return_counts=True)
    if counts.min() < FEWEST or (names.dtype.kind == "f" and (names % 1 != 0).any()):
        return lambda wanted: np.full(len(wanted), change.mean())
    means = np.bincount(codes, weights=change) / counts

    def extra(wanted: Any) -> Any:
        at = np.minimum(np.searchsorted(names, wanted), len(names) - 1)
        return np.where(names[at] == np.asarray(wanted), means[at], change.mean())

    return extra


def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
    """Give what is left between two scores that differ in nothing but where they were computed."""
    one, other = pair.opening.recording.host, pair.closing.recording.host
    shared = [key for key in one if key in other and key not in ABOUT_THE_RUN]
    changed = [key for key in shared if one[key] != other[key]]
    if not changed:
        return RuledOut(f"both runs had the same versions of {len(shared)} packages and settings")
    first, last = pair.opening.state, pair.closing.state
    if first is None or last is None or (first != last and pair.weights_changed() is not None):
        return None
    rows = shared_rows((pair.opening.ids,), (pair.closing.ids,))
    if rows is None or not rows.same:
        return None
    if abs(pair.left.value) <= NOTHING:
        return RuledOut(f"the environment differs ({_told(changed, one, other)}), and the score does not")
    if not pair.opening.examination.examined or not pair.closing.examination.examined:
        return NotExamined("one of the scores could not be traced to rows")
    low, high = pair.interval()
    return Difference(
        ID,
        "environment",
        pair.left.value,
        low,
        high,
        pair.closing.passed.where if pair.closing.passed is not None else pair.closing.score.where,
        f"same weights, same rows, another environment: {_told(changed, one, other)}",
        FIX,
    )


def _told(changed: list[str], one: Mapping[str, str], other: Mapping[str, str]) -> str:
    parts = [f"{key} {one[key]} and then {other[key]}" for key in changed[:NAMED]]
    more = f" and {len(changed) - NAMED} more" if len(changed) > NAMED else ""
    return ", ".join(parts) + more


CAUSE = Cause(ID, "Another environment", examine=examine, compare=compare)
