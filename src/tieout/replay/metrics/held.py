"""What a metric object was fed since it was reset: by the pass at hand, and before it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Meet, Pass
from tieout.core.trial import Metric, Trial
from tieout.core.view import Held

Array = NDArray[Any]
CLOSE = 1e-5  # numbers made in a graph and by themselves


@dataclass(frozen=True)
class Rows:
    """What a metric object was fed: by the pass at hand, and before it."""

    predictions: Array
    labels: Array
    earlier_predictions: Array | None = None
    earlier_labels: Array | None = None

    @property
    def before(self) -> int:
        """How many rows it held already when the pass began."""
        return 0 if self.earlier_labels is None else len(self.earlier_labels)

    @property
    def says(self) -> str:
        """Say what the object held."""
        return f"the metric object still held {self.before} earlier rows"

    def metric(self, alone: Metric) -> Metric:
        """Give the metric over all the object holds."""
        if self.earlier_predictions is None or self.earlier_labels is None:
            return alone
        first, truth = self.earlier_predictions, self.earlier_labels

        def value(predictions: Any, labels: Any) -> float:
            return alone.value(np.concatenate([first, predictions]), np.concatenate([truth, labels]))

        return Metric(alone.name, value)


def rows_of_object(tape: Any, meet: Meet, passed: Pass) -> Rows | None:
    """Give the rows that a metric object held when it was asked for its value; None if they were not all seen."""
    rows = sum(passed.sizes())
    if meet.predictions is not None and meet.labels is not None:  # all that it was fed since it was last reset
        predictions, labels = as_numpy(meet.predictions), as_numpy(meet.labels)
        if predictions is None or labels is None or len(predictions) != len(labels) or len(predictions) < rows:
            return None
        cut = len(predictions) - rows
        if not cut:
            return Rows(predictions, labels)
        return Rows(predictions[cut:], labels[cut:], predictions[:cut], labels[:cut])
    updates = _updates(tape, meet)
    own = [m for m in updates if m.pass_id in {passed.id, passed.part_of} and m.seq >= passed.seq]
    if not own or len(own) > len(updates) or updates[-len(own) :] != own:
        return None
    mine, earlier = _joined(own), _joined(updates[: -len(own)])
    if mine is None or len(mine[0]) != rows or (len(updates) > len(own) and earlier is None):
        return None
    return Rows(*mine, *(earlier or (None, None)))


def of_object(held: Rows | None, meet: Meet, alone: Metric) -> tuple[Metric, Held | None]:
    """Give the metric over all that an object held, and what that was beside the rows at hand."""
    if held is None:
        return alone, None
    if (loaded := meet.definition.loaded) is not None:
        return Metric(alone.name, loaded), Held("the metric object was loaded with counts in it", alone)
    return held.metric(alone), Held(held.says, alone) if held.before else None


def over_sums(meet: Meet, trial: Trial, value: float) -> tuple[Metric, Held | None] | None:
    """Give the metric of an object that was fed unseen, and what it held before; None if that gives no `value`.

    Such an object keeps the sum and the count of what each row adds.
    """
    recompute, labels = meet.recompute, np.asarray(trial.labels)
    if meet.definition.earlier is None or recompute is None or trial.outputs is None:
        return None
    alone = Metric(trial.metric.name, recompute, meet.per_row)
    total, count = meet.definition.earlier

    def over_all(predictions: Any, truth: Any) -> float:
        rows = len(truth)
        return (total + recompute(predictions, truth) * rows) / (count + rows)

    try:
        made = over_all(np.asarray(trial.decode.apply(trial.outputs)), labels)
    except Exception:  # noqa: BLE001 - the metric may have been fed something else than this output
        return None
    if abs(made - value) > CLOSE * max(1.0, abs(value)):
        return None
    if not count:
        return alone, None
    held = Held(f"the metric object still held {count:g} earlier rows", alone)
    return Metric(alone.name, over_all), held


def _updates(tape: Any, meet: Meet) -> list[Meet]:
    """Give what an object was fed between its last reset and the call that asked for its value."""
    _, _, key = meet.op.partition("compute:")
    if not key:
        return []
    told = [m for (_, name, kind), meets in tape.meets.items() if (name, kind) == (meet.name, "object") for m in meets]
    told = sorted((m for m in told if m.op.endswith(f":{key}") and m.seq < meet.seq), key=lambda m: m.seq)
    reset = max((m.seq for m in told if m.op.startswith("reset:")), default=0)
    return [m for m in told if m.op.startswith("update:") and m.seq > reset]


def _joined(meets: Sequence[Meet]) -> tuple[Array, Array] | None:
    pairs = [(as_numpy(m.predictions), as_numpy(m.labels)) for m in meets]
    if not pairs or any(p is None or y is None for p, y in pairs):
        return None
    try:
        return tuple(np.concatenate([np.atleast_1d(np.asarray(pair[at])) for pair in pairs]) for at in (0, 1))  # type: ignore[return-value]
    except ValueError:
        return None
