"""Ways in which predictions and labels make a number; each is accepted only if it gives the recorded one."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property, partial
from itertools import chain
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy, drawn_order
from tieout.core.passes import Meet
from tieout.core.score import Where
from tieout.core.trial import Decode, Metric, Settings, Trial
from tieout.core.view import Recipe
from tieout.replay.metrics.batched import gives_one_number, of_calls
from tieout.replay.metrics.by_hand import of_operator
from tieout.replay.metrics.held import of_object, over_sums, rows_of_object
from tieout.replay.metrics.totals import totals
from tieout.replay.outputs.decode import IDENTITY, TOP, cut_name, matching, same
from tieout.replay.outputs.levels import as_recorded
from tieout.replay.outputs.passfacts import PassFacts

Array = NDArray[Any]
Found = tuple[int, Recipe]
SCALES = (1.0, 100.0)


@dataclass
class Group:
    """Meetings of predictions and labels at one line that together cover a pass once."""

    where: Where | None
    name: str
    kind: str
    meets: list[Meet]
    by_batch: bool
    _decodes: dict[str, Decode | None] = field(default_factory=dict)

    @cached_property
    def predictions(self) -> Array | None:
        """What was met with the labels, of all meetings in one array."""
        return _joined([meet.predictions for meet in self.meets])

    @cached_property
    def labels(self) -> Array | None:
        """What it was met with, in one array."""
        return _joined([meet.labels for meet in self.meets])

    @cached_property
    def sizes(self) -> Array:
        """How many rows met in each."""
        return np.asarray([rows_of_meet(meet) or 0 for meet in self.meets], dtype=float)

    def decode(self, side: str, outputs: Array, cuts: Sequence[dict[str, Any]]) -> Decode | None:
        """Give the rule that makes one side of the outputs of the pass."""
        if side not in self._decodes:
            self._decodes[side] = matching(outputs, getattr(self, side), cuts)
        return self._decodes[side]


def close(one: float, other: float) -> bool:
    """Tell whether two numbers are the same up to single-precision rounding."""
    return bool(abs(one - other) <= 3e-6 * max(1.0, abs(one), abs(other)))


def rows_of_meet(meet: Meet) -> int | None:
    """Give how many rows met their labels."""
    value = meet.predictions if meet.predictions is not None else meet.labels
    shape = getattr(value, "shape", None)
    if shape is None:
        return len(value) if isinstance(value, (list, tuple)) else None
    return int(shape[0]) if len(shape) else 1


def _joined(parts: Sequence[Any]) -> Array | None:
    arrays = [as_numpy(part) for part in parts]
    if any(a is None for a in arrays):
        return None
    try:
        return np.concatenate([np.atleast_1d(np.asarray(a)) for a in arrays])
    except ValueError:
        return None


def from_compare(tape: Any, value: float, scale: float, seq: int, facts: PassFacts, group: Group) -> Iterator[Found]:
    """Trace a number made of `predictions == labels` or of `predictions - labels`."""
    outputs = facts.outputs
    left, right = group.predictions, group.labels
    if outputs is None or left is None or right is None:
        return
    cuts = facts.cuts(seq)
    predictions, labels = left, right
    decode = group.decode("predictions", outputs, cuts)
    own = facts.labels_with_rows
    if decode is None or (decode is IDENTITY and own is not None and same(left, own)):
        other = group.decode("labels", outputs, cuts)
        if other is not None:
            decode, predictions, labels = other, right, left
    rank = 0 if decode is not None else 1
    made_of = outputs if decode is not None else predictions
    decode = decode or as_recorded(tape, predictions, facts.passed.seq)
    results = [np.asarray(as_numpy(m.result)) for m in group.meets]
    recipe = partial(
        Recipe,
        scale=scale,
        where=group.where,
        meets=tuple(group.meets),
        cut=cut_of(decode, cuts),
        labels_with_rows=own,
    )
    spread = any(
        r.size > np.atleast_1d(np.asarray(as_numpy(m.predictions))).size
        for r, m in zip(results, group.meets, strict=True)
    )
    for metric, each in of_operator(
        group.name, results, spread=spread, ranked=decode.name.startswith(TOP) and not spread
    ):
        trial = trial_of(facts, labels, decode, metric, made_of)
        known = partial(recipe, metric=metric.name)
        root = np.sqrt if metric.name == "rmse" else float
        for number, made in _poolings(tape, facts, seq, each, spread=spread, by_batch=group.by_batch, root=root):
            if close(number, value):
                pooled_at, changes, found = made
                if found == "mean of batches":
                    pooled_at = mean_line(tape, value, seq, group.where)
                yield rank, known(trial.with_(**changes), pooled_at=pooled_at or group.where, found=found)
                break


def _poolings(
    tape: Any, facts: PassFacts, seq: int, each: Sequence[Array], *, spread: bool, by_batch: bool, root: Any
) -> Iterator[tuple[float, tuple[Where | None, dict[str, Any], str]]]:
    """Give the numbers that contributions make: over all rows, as a mean of batches, divided by some count."""
    total, rows = sum(float(e.sum()) for e in each), sum(facts.sizes)
    denominators = list(_denominators(tape, facts, seq, total))
    at = next((where for den, where in denominators if close(den, rows)), None)
    yield float(root(total / sum(e.size for e in each))), (at, {}, "compared")
    if spread:
        yield total / rows, (at, {}, "compared")
    if by_batch:
        means = float(np.mean([root(e.mean()) for e in each]))
        yield means, (None, {"pooling": "batch-mean"}, "mean of batches")
    width = sum(e.size for e in each) / rows if not spread else 1.0  # what a row contributes is the mean of so many
    for denominator, where in denominators:
        yield total / denominator, (where, {"denominator": denominator / width}, "divided")


def _denominators(tape: Any, facts: PassFacts, seq: int, hits: float) -> Iterator[tuple[float, Where]]:
    """Give what hits were divided by between the start of a pass and the number: at once or in two steps."""
    window = [d for d in tape.divisions if facts.passed.seq <= d.seq <= seq and d.denominator]
    for first in window:
        if any(close(first.numerator, hits * scale) for scale in SCALES):
            yield first.denominator, first.where
            for second in window:
                if second.seq > first.seq and close(second.numerator, first.value):
                    yield first.denominator * second.denominator, second.where


def from_function(tape: Any, value: float, scale: float, seq: int, facts: PassFacts, group: Group) -> Iterator[Found]:
    """Trace a number made by a metric function, a loss or a metric object."""
    outputs = facts.outputs
    meets = group.meets
    summed = meets[-1].definition.summed
    values = [mean_of(m) for m in meets]
    if outputs is None:
        return
    object_held = group.kind == "object" and len(meets) == 1
    held = rows_of_object(tape, meets[0], facts.passed) if object_held else None
    sizes = group.sizes
    if any(v is None for v in values):
        return
    numbers = np.asarray(values, dtype=float)
    pooled_recompute = meets[-1].recompute
    if pooled_recompute is None:
        return
    labels = group.labels if meets[0].labels is not None else facts.labels_with_rows
    if facts.passed.kind == "fit" and facts.labels_with_rows is not None:
        labels = facts.labels_with_rows  # the rows of a fit are kept in another order than they were given in
    if held is not None:
        labels = held.labels
    if labels is None:
        return
    matched: Decode | None = None
    if meets[0].predictions is None and held is None:
        predictions, decode = outputs, IDENTITY
    else:
        joined = group.predictions if held is None else held.predictions
        if joined is None:
            return
        predictions = joined
        cuts = facts.cuts(meets[-1].seq)
        matched = group.decode("predictions", outputs, cuts) if held is None else matching(outputs, predictions, cuts)
        decode = matched or as_recorded(tape, predictions, facts.passed.seq)
    if labels.ndim == 2 and labels.shape[1] == 1 and meets[0].predictions is not None and predictions.ndim == 1:
        labels = labels[:, 0]
    if held is not None and held.before and decode.name == "unknown":
        return  # earlier rows are told from those of the pass by what the model gave
    unseen = meets[0].predictions is None and held is None
    known = unseen or matched is not None
    shaped = _reshaping(decode, predictions) if known and not unseen else decode
    weights, penalty = _row_weights(meets, labels, facts), meets[-1].definition.penalty
    if summed:
        pooled_recompute = partial(_mean_of_sum, pooled_recompute)
    family = meets[-1].definition.family
    metric = Metric(group.name, pooled_recompute, meets[-1].per_row, weights, penalty, family=family)
    metric, kept = of_object(held, meets[-1], metric)
    trial = trial_of(facts, labels, shaped, metric, outputs if known else predictions)
    recipe = partial(
        Recipe,
        metric=group.name,
        scale=scale,
        where=group.where,
        meets=tuple(meets),
        cut=cut_of(decode, facts.cuts(meets[-1].seq)),
        labels_with_rows=facts.labels_with_rows,
        held=kept,
    )
    rank = 0 if known else 1
    if meets[-1].definition.earlier is not None:
        summed_up = over_sums(meets[-1], trial, value) if known and close(numbers[-1], value) else None
        if summed_up is not None:
            own, more = summed_up
            yield rank, recipe(trial.with_(metric=own), pooled_at=group.where, found="function", held=more)
        return
    if gives_one_number(meets[-1], trial):
        batched = of_calls(trial, value, moved=bool(facts.passed.updates)) if close(numbers[-1], value) else None
        if batched is not None and known:
            yield rank, recipe(batched, pooled_at=group.where, found="mean of batches")
        return
    weighted = float((numbers * sizes).sum() / sizes.sum()) if sizes.sum() else float("nan")
    of_rows = group.by_batch and close(weighted, value)  # a mean over rows, if each adds a term or if all give the same
    of_rows = of_rows and (meets[-1].per_row is not None or (known and close(_of_all_rows(trial), value)))
    if summed and not group.by_batch and close(number_of(meets[-1].value) or 0.0, value):
        total = Metric(group.name, meets[-1].recompute or pooled_recompute, None, weights, penalty)
        yield rank, recipe(trial.with_(metric=total), pooled_at=group.where, found="function")
    elif of_rows or (not group.by_batch and close(numbers[-1], value)):
        yield rank, recipe(trial, pooled_at=group.where, found="function")
    elif group.by_batch and (close(float(numbers.mean()), value) or close(weighted, value)):
        line = mean_line(tape, value, meets[-1].seq + 10**9, group.where)
        yield rank, recipe(trial.with_(pooling="batch-mean"), pooled_at=line, found="mean of batches")
    elif summed and (made := _divided(tape, facts, seq, float((numbers * sizes).sum()), value)) is not None:
        mass = meets[-1].definition.mass
        if mass is not None and close(made[0], mass(labels)):  # a weighted mean, as the loss itself would give it
            metric = replace(metric, weights=np.full(len(labels), len(labels) / made[0]))
            trial = trial.with_(metric=metric)
        else:
            trial = trial.with_(denominator=made[0])
        yield rank, recipe(trial, pooled_at=made[1], found="divided")
    elif group.kind == "loss":
        yield from _with_more(tape, value, seq, group, trial, recipe, rank)


def _of_all_rows(trial: Trial) -> float:
    """Give the metric of all rows at once, NaN where it refuses them."""
    try:
        return float(trial.metric.value(trial.decode.apply(trial.outputs), trial.labels))
    except Exception:  # noqa: BLE001 - a user's metric may refuse rows of more than one batch
        return float("nan")


def _mean_of_sum(recompute: Callable[..., float], predictions: Any, labels: Any, *weights: Any) -> float:
    return recompute(predictions, labels, *weights) / len(labels)


def _divided(tape: Any, facts: PassFacts, seq: int, total: float, value: float) -> tuple[float, Where] | None:
    """Give what a sum over rows was divided by to make a number, and the line."""
    return next((made for made in _denominators(tape, facts, seq, total) if close(total / made[0], value)), None)


def _with_more(
    tape: Any, value: float, seq: int, group: Group, trial: Trial, recipe: partial[Recipe], rank: int
) -> Iterator[Found]:
    """Trace a number made of a loss and of what the script added to it."""
    sizes = group.sizes
    if group.meets[-1].definition.summed:
        return
    losses = np.asarray([number_of(m.value) for m in group.meets], dtype=float)
    for made in totals(tape, group.meets, seq):
        sums = np.asarray(made.values)
        pooled = not group.by_batch or group.meets[-1].per_row is not None
        for weights, by_batch in ((sizes, not pooled), (np.ones(len(sums)), group.by_batch)):
            if not weights.sum() or not close(float((sums * weights).sum() / weights.sum()), value):
                continue
            more = float(((sums - losses) * weights).sum() / weights.sum())
            metric = replace(trial.metric, penalty=partial(_constant, more))
            changed = trial.with_(metric=metric, pooling="batch-mean" if by_batch else "pooled")
            line = mean_line(tape, value, seq, group.where) if by_batch else group.where
            yield (
                rank,
                recipe(
                    changed,
                    pooled_at=line,
                    found="loss and more",
                    penalties=f"{more:.3g} was added to it",
                    penalised_at=made.where,
                ),
            )
            return


def _constant(more: float, _inputs: Any, _settings: Settings) -> float:
    return more


def _row_weights(meets: Sequence[Meet], labels: Array, facts: PassFacts) -> Array | None:
    """Give what each row's term was multiplied with, in the order of `labels`; None where all rows count alike."""
    found = []
    for meet in meets:
        given = meet.labels if meet.labels is not None else labels
        if meet.definition.weights is None:
            return None
        each = np.asarray(meet.definition.weights(given), dtype=np.float64)
        found.append(each if len(meets) > 1 else _in_order(each, np.asarray(as_numpy(given)), labels, facts))
    joined = np.concatenate(found)
    return joined if len(joined) == len(labels) and not np.allclose(joined, 1.0) else None


def _in_order(each: Array, given: Array, labels: Array, facts: PassFacts) -> Array:
    """Put numbers that came in the order of `given` in that of `labels`: rows of a fit are kept in a drawn order."""
    if given.shape != labels.shape or np.array_equal(given, labels):
        return each
    order = drawn_order(len(facts.sizes), len(given))
    return each[order] if np.array_equal(given[order], labels) else np.empty(0)


def trial_of(facts: PassFacts, labels: Any, decode: Decode, metric: Metric, outputs: Any) -> Trial:
    """Give a score of a pass as a trial that has not been moved."""
    passed = facts.passed
    return Trial(
        inputs=facts.inputs,
        settings=Settings(training=passed.flags),
        outputs=outputs,
        labels=labels,
        decode=decode,
        metric=metric,
        batch_sizes=passed.sizes(),
        random=passed.random,
        facts={"pass": passed.id},
    )


def _reshaping(decode: Decode, like: Array) -> Decode:
    """Give the rule with predictions in the shape and type the metric function was given."""
    tail, kind = like.shape[1:], like.dtype

    def apply(outputs: Any) -> Array:
        found = np.asarray(decode.apply(outputs))
        shaped = (
            found.reshape(len(outputs), *tail) if found.size == len(outputs) * int(np.prod(tail or (1,))) else found
        )
        return shaped.astype(kind) if kind.kind in "fiub" else shaped

    return replace(decode, apply=apply)


def cut_of(decode: Decode, cuts: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    """Give the threshold that a rule for predictions applies, with its line."""
    for cut in cuts:
        if cut_name(cut["threshold"], cut["link"], cut["op"]) == decode.name:
            return cut
    return None


def mean_line(tape: Any, value: float, seq: int, otherwise: Where | None) -> Where | None:
    """Find the line that averaged batch values into this number."""
    divided = ((division.seq, division.value, division.where) for division in reversed(tape.divisions))
    reduced = ((at, result, where) for at, _, result, _, where in reversed(tape.reductions))
    line: Where | None
    for at, result, line in chain(divided, reduced):
        if at <= seq and any(close(result, value * scale) for scale in SCALES):
            return line
    return otherwise


def mean_of(meet: Meet) -> float | None:
    """Give what a meeting made of its rows as a mean over them, also where it gave their sum."""
    number = number_of(meet.value)
    if number is None or not meet.definition.summed:
        return number
    return number / (rows_of_meet(meet) or 1)


def number_of(value: Any) -> float | None:
    """Give a value that is one number, None for anything else."""
    array = as_numpy(value) if value is not None else None
    if array is None or array.size != 1:
        return None
    return float(array.ravel()[0])
