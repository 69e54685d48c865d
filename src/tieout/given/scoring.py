"""Score one side and put what happened on a tape, as the hooks would have seen it."""

from __future__ import annotations

import inspect
import math
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Batch, Loaded, Meet, Pass
from tieout.core.trial import Decode, Lever, Metric, ModelHandle, Settings
from tieout.given.models import handle_of
from tieout.given.preparing import Applied, prepared, steps_of
from tieout.given.side import Given, bad
from tieout.record.budget import Budget
from tieout.record.tape import Tape
from tieout.replay.metrics.by_hand import ACCURACY, ERROR_RATE, REGRESSION
from tieout.replay.outputs.decode import ARGMAX, IDENTITY, LINKS, cut_at

Array = NDArray[Any]
NAMED = {"accuracy": ACCURACY, "error rate": ERROR_RATE, **{k: REGRESSION[k] for k in ("mse", "rmse", "mae")}}
TRUTH_FIRST = frozenset({"y_true", "true", "truth", "target", "targets", "labels", "label", "y"})
WANTS_SCORES = frozenset({"y_score", "y_proba", "y_prob", "probas_pred", "pred_decision"})
BY_DEFAULT = 0.5  # where probabilities are cut; logits are cut at 0
CHANGED = 1e-4  # outputs that differ by more than this share were made in another mode


@dataclass(frozen=True, slots=True, eq=False)
class Scored:
    """One side, scored: its tape with one pass on it, what its transforms did, and the number.

    `predictions` are what entered the metric, None where it was given the outputs as they are; `metric` takes
    the predictions in the first case and the outputs in the second.
    """

    given: Given
    handle: ModelHandle
    tape: Tape
    passed: Pass
    applied: list[Applied]
    fed: Any
    labels: Array
    outputs: Array
    predictions: Array | None
    metric: Metric
    value: float

    def value_with(self, labels: Array) -> float:
        """Give the number these predictions make with other labels."""
        known = self.outputs if self.predictions is None else self.predictions
        return float(self.metric.value(known, labels))


def score(given: Given, known: list[Applied]) -> Scored:
    """Score a side once.

    Raises:
        TieoutError: rows, labels, model and metric do not fit together.
    """
    labels = _labels(given)
    applied, fed = prepared(given.rows, given.transforms)
    handle = handle_of(given.model, scores=_wants_scores(given))
    tape = Tape(Budget(disk_mb=math.inf, memory_mb=math.inf))
    tape.steps = steps_of(applied, given.where, known)
    for step in tape.steps:
        step.seq = tape.tick()
    passed, outputs = _pass(given, handle, tape, _batches(given, handle, fed))
    if len(outputs) != len(labels):
        raise bad("labels", f"{len(labels)} labels, {len(outputs)} rows of outputs", "give a label for each row")
    tape.passes.append(passed)
    predictions, metric = _metric(given, handle, tape, outputs, labels)
    value = _meet(given, tape, passed, outputs if predictions is None else predictions, labels, metric, predictions)
    tape.score(given.metric_name, value, given.where, metric=given.metric_name, pass_id=passed.id)
    return Scored(given, handle, tape, passed, applied, fed, labels, outputs, predictions, metric, value)


def _labels(given: Given) -> Array:
    labels = as_numpy(given.labels)
    if labels is None or labels.ndim == 0 or not len(labels):
        raise bad("labels", type(given.labels).__name__, "give one label for each row")
    if labels.ndim == 2 and labels.shape[1] == 1:
        return np.asarray(labels[:, 0])
    if labels.ndim == 2 and given.metric in {"accuracy", "error rate"} and ((labels == 0) | (labels == 1)).all():
        one_hot = bool((labels.sum(axis=1) == 1).all())
        return np.asarray(labels.argmax(axis=1) if one_hot else labels)
    return labels


def _batches(given: Given, handle: ModelHandle, fed: Any) -> list[tuple[Any, ...]]:
    """Cut the rows into batches; an estimator, like a function, is given all rows at once."""
    if handle.framework in {"sklearn", "python"} and given.pooling == "pooled":
        return [(fed,)]
    if hasattr(fed, "to_numpy") and handle.framework in {"torch", "keras"}:
        fed = as_numpy(fed)
    if handle.framework == "keras" and isinstance(fed, (list, tuple)):
        fed = np.asarray(fed)
    return [(fed[at : at + given.batch_size],) for at in range(0, len(fed), given.batch_size)]


def _pass(given: Given, handle: ModelHandle, tape: Tape, batches: list[tuple[Any, ...]]) -> tuple[Pass, Array]:
    """Run the model over the batches as the side says; give the pass and all its outputs."""
    flags = handle.flags() if given.mode is None else given.mode == "training"
    settings = Settings(training=flags)
    parts = handle.forward(batches, settings)
    arrays = [as_numpy(part) for part in parts]
    if any(part is None or part.ndim == 0 for part in arrays):
        raise bad("model", "its outputs are no array with one row a row", "wrap it in a function that gives one array")
    kept = [np.asarray(part) for part in arrays]
    passed = Pass("p1", handle, "forward", given.where, tape.tick(), flags=flags, config=handle.config())
    passed.stack = (given.where,) if given.where is not None else ()
    passed.batches = [
        Batch(len(part), batch, part, None, None, tape.tick()) for batch, part in zip(batches, kept, strict=True)
    ]
    passed.total_rows = sum(len(part) for part in kept)
    passed.modes = _modes(handle, batches, kept, settings)
    passed.random = any(mode == "active" for _, mode in passed.modes)
    state = tape.snapshot(handle)
    if state is not None and tape.states[state]:
        passed.state = state
        held = tape.state_digests[state]
        name = given.name or handle.name  # the weights were handed over, as those of a file that is loaded are
        tape.files.append(Loaded(name, "", "loaded", "state", given.where, held, seq=passed.seq))
    return passed, np.concatenate(kept)


def _modes(
    handle: ModelHandle, batches: list[tuple[Any, ...]], outputs: list[Array], settings: Settings
) -> dict[tuple[str, str], int]:
    """Tell what ran in which mode by running it in the other one: where the outputs change, it was at work."""
    found: dict[tuple[str, str], int] = {}
    moved: dict[str, Any] = {}
    for family, lever in (("augmentation", Lever.AUGMENTATION), ("dropout", Lever.DROPOUT)):
        if lever in handle.levers:
            moved[family] = "off"
            outputs, before = _forward(handle, batches, settings, moved), outputs
            if _differ(outputs, before):
                found[family, "active"] = len(batches)
            elif _differ(_forward(handle, batches[:1], settings, {family: "on"}), before[:1]):
                found[family, "inactive"] = len(batches)
    if Lever.BATCH_STATISTICS in handle.levers and handle.batchnorm():
        running = _forward(handle, batches, settings, {**moved, "batch_statistics": "running"})
        found["batchnorm", "batch" if _differ(running, outputs) else "running"] = len(batches)
    return found


def _forward(
    handle: ModelHandle, batches: list[tuple[Any, ...]], settings: Settings, moved: dict[str, Any]
) -> list[Array]:
    return [np.asarray(part) for part in handle.forward(batches, Settings(training=settings.training, **moved))]


def _differ(one: list[Array], other: list[Array]) -> bool:
    pairs = zip(one, other, strict=True)
    return not all(np.allclose(a, b, rtol=CHANGED, atol=CHANGED * np.abs(b).max(initial=0.0)) for a, b in pairs)


# --- the metric -------------------------------------------------------------------------------------------------------
def _metric(
    given: Given, handle: ModelHandle, tape: Tape, outputs: Array, labels: Array
) -> tuple[Array | None, Metric]:
    """Give the predictions that enter the metric, None where the metric takes the outputs; and the metric."""
    named = NAMED.get(given.metric) if isinstance(given.metric, str) else None
    metric = named or Metric(given.metric_name, _user_metric(given))
    if isinstance(given.decode, (int, float)):
        return _cut(given, tape, outputs, float(given.decode)), metric
    if callable(given.decode):
        decode, after = given.decode, metric
        per_row = after.per_row
        return None, Metric(
            after.name,
            lambda o, y: after.value(_array(decode(o)), y),
            None if per_row is None else lambda o, y: per_row(_array(decode(o)), y),
        )
    if named in (ACCURACY, ERROR_RATE):
        return np.asarray(_usual(outputs, labels).apply(outputs)), metric
    if named is None and _wants_scores(given) and outputs.ndim == 2 and outputs.shape[1] == 2:
        link = LINKS["column 1" if handle.framework == "sklearn" else "softmax column 1"]
        return np.asarray(link(outputs)), metric
    return None, metric


def _usual(outputs: Array, labels: Array) -> Decode:
    """Give the usual way from outputs of this shape to classes."""
    if outputs.dtype.kind != "f":
        return IDENTITY
    if outputs.ndim > 1 and outputs.shape[-1] > 1 and outputs.shape != labels.shape:
        return ARGMAX
    logits = bool((outputs < 0).any() or (outputs > 1).any())
    return cut_at(0.0 if logits else BY_DEFAULT, "")


def _cut(given: Given, tape: Tape, outputs: Array, threshold: float) -> Array:
    """Cut the outputs at a threshold, and tell the tape as the script's own comparison would have."""
    link = "column 1" if outputs.ndim == 2 and outputs.shape[1] == 2 else ""
    values = LINKS[link](outputs)
    made = np.asarray(cut_at(threshold, link).apply(outputs))
    if given.where is not None:
        tape.compared(">", values, threshold, made, given.where)
    return made


def _user_metric(given: Given) -> Callable[[Any, Any], float]:
    assert callable(given.metric)
    function = given.metric
    truth_first = _parameters(function)[:1] and _parameters(function)[0] in TRUTH_FIRST

    def value(predictions: Any, labels: Any) -> float:
        made = function(labels, predictions) if truth_first else function(predictions, labels)
        return float(made)

    return value


def _wants_scores(given: Given) -> bool:
    if given.decode is not None:
        return True
    return callable(given.metric) and bool(WANTS_SCORES & set(_parameters(given.metric)))


def _parameters(function: Any) -> list[str]:
    try:
        return list(inspect.signature(function).parameters)
    except (TypeError, ValueError):  # a compiled function may not say
        return []


def _meet(
    given: Given, tape: Tape, passed: Pass, known: Array, labels: Array, metric: Metric, predictions: Array | None
) -> float:
    """Compute the number, in one piece or batch by batch, and tell the tape how."""
    ends = np.cumsum([0, *passed.sizes()]) if given.pooling == "batch-mean" else np.asarray([0, len(labels)])
    values = []
    for start, end in pairwise(ends.tolist()):
        part, truth = known[start:end], labels[start:end]
        values.append(float(metric.value(part, truth)))
        if not math.isfinite(values[-1]):
            raise bad("metric", f"{metric.name} is {values[-1]}", "give a metric that is a finite number on these rows")
        meet = Meet("function", metric.name, None if predictions is None else part, truth, values[-1], given.where)
        meet.recompute, meet.per_row, meet.pass_id = partial(_or_nan, metric), metric.per_row, passed.id
        tape.meet(meet)
    return float(np.mean(values))


def _or_nan(metric: Metric, predictions: Any, labels: Any) -> float:
    """Give the metric, NaN for resampled rows on which it is not defined."""
    try:
        return float(metric.value(predictions, labels))
    except Exception:  # noqa: BLE001 - the user's function may raise anything
        return math.nan


def _array(value: Any) -> Any:
    found = as_numpy(value)
    return value if found is None else found
