"""From a number the script computed to the pass, the predictions and the labels behind it.

Nothing is guessed from names: a recipe is accepted when it gives the recorded number.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Meet, Pass
from tieout.core.score import Where
from tieout.core.trial import Decode, Metric, Settings, Trial
from tieout.core.view import Recipe
from tieout.replay.decode import IDENTITY, candidates, links, matching, same
from tieout.replay.metrics import ACCURACY, BROADCAST, ERROR_RATE, REGRESSION

Array = NDArray[Any]
RECENT = 8  # passes looked at for one number, the latest first
SCALES = (1.0, 100.0)


@dataclass
class Group:
    """Meetings of predictions and labels at one line that together cover a pass once."""

    where: Where | None
    name: str
    kind: str
    meets: list[Meet]
    by_batch: bool


def close(one: float, other: float) -> bool:
    """Tell whether two numbers are the same up to single-precision rounding."""
    return bool(abs(one - other) <= 3e-6 * max(1.0, abs(one), abs(other)))


class PassFacts:
    """Arrays of one pass that several numbers need: outputs, labels that came with its rows, cuts seen."""

    def __init__(self, tape: Any, passed: Pass, forward: Any) -> None:
        self.tape = tape
        self.passed = passed
        self._forward = forward
        self._outputs: Any = None
        self._cuts: list[dict[str, Any]] | None = None
        inputs = tuple(b.inputs for b in passed.batches if b.inputs is not None)
        self.inputs = inputs if len(inputs) == len(passed.batches) else ()

    @property
    def sizes(self) -> tuple[int, ...]:
        """Batch sizes in order."""
        return self.passed.sizes()

    @property
    def outputs(self) -> Array | None:
        """The outputs of the pass as one array, replayed where the framework did not show them."""
        if self._outputs is None:
            batches = self.passed.batches
            if not batches:
                return None
            if any(b.outputs is None for b in batches):
                self._outputs = self._forward(self.passed)
            else:
                parts = [np.atleast_1d(np.asarray(as_numpy(b.outputs))) for b in batches]
                self._outputs = np.concatenate(parts)
        return None if self._outputs is None else np.asarray(self._outputs)

    @property
    def labels_with_rows(self) -> Array | None:
        """The labels that came with the rows, in the order the rows were fed."""
        parts = [as_numpy(b.labels) for b in self.passed.batches]
        if not parts or any(p is None or p.ndim == 0 or len(p) != b.rows for p, b in zip(parts, self.passed.batches)):
            return None
        return np.concatenate([np.asarray(p) for p in parts])

    def cuts(self, until: int) -> list[dict[str, Any]]:
        """Give the thresholds that the script applied to outputs of this pass."""
        if self._cuts is not None:
            return self._cuts
        found: list[dict[str, Any]] = []
        outputs = self.outputs
        for where, meets in self.tape.compares.items():
            for meet in list(meets)[-64:]:
                if meet.op not in {">", ">=", "<", "<="} or meet.seq < self.passed.seq or outputs is None:
                    continue
                left, threshold = as_numpy(meet.predictions), as_numpy(meet.labels)
                if left is None or threshold is None or threshold.size != 1 or left.dtype.kind not in "fiu":
                    continue
                part = self._part_of(meet, len(left) if left.ndim else 1)
                if part is None:
                    continue
                for name, link in links(part):
                    if same(link(part), left):
                        cut = {"threshold": float(threshold.ravel()[0]), "link": name, "op": meet.op, "where": where}
                        if cut not in found:
                            found.append(cut)
                        break
        self._cuts = found
        return found

    def _part_of(self, meet: Meet, rows: int) -> Array | None:
        outputs = self.outputs
        if outputs is None:
            return None
        if rows == len(outputs):
            return outputs
        start = 0
        for batch in self.passed.batches:
            if batch.rows == rows:
                part = outputs[start : start + rows]
                left = as_numpy(meet.predictions)
                if left is not None and any(same(link(part), left) for _, link in links(part)):
                    return part
            start += batch.rows
        return None


def trace(
    tape: Any, value: float, seq: int, facts_of: Callable[[Pass], PassFacts], pass_id: str | None = None
) -> Recipe | None:
    """Find how a number was computed.

    Args:
        tape:    the run.
        value:   the number.
        seq:     when it was computed; only what happened before can be behind it.
        facts_of: gives the arrays of a pass.
        pass_id: the pass, where the framework said which one it was.
    """
    if not np.isfinite(value):
        return None
    chosen = [p for p in tape.passes if p.seq <= seq and p.batches]
    chosen = [p for p in chosen if p.id == pass_id] if pass_id is not None else chosen[-RECENT:]
    found: list[tuple[int, Recipe]] = []
    for near, passed in enumerate(reversed(chosen)):
        for part in (passed, *passed.parts()):
            if part.seq <= seq:
                for rank, recipe in _recipes(tape, value, seq, facts_of(part)):
                    found.append((rank * 100 + near, recipe))
        if found and min(f[0] for f in found) < 100:
            break
    if not found:
        return None
    return min(found, key=lambda f: f[0])[1]


def _recipes(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[tuple[int, Recipe]]:
    """Give every way this pass gives the number; rank 0 is seen in full, 1 adds a supposition."""
    for group in _groups(tape, seq, facts.passed):
        for scale in SCALES:
            yield from _from_group(tape, value / scale, scale, seq, facts, group)
    yield from _from_labels(tape, value, seq, facts)


def _groups(tape: Any, seq: int, passed: Pass) -> Iterator[Group]:
    """Give the meetings that cover the rows of a pass: one a batch, or one for all."""
    sizes = passed.sizes()
    rows = sum(sizes)
    sites: list[tuple[Where | None, str, str, Sequence[Meet]]] = []
    for where, meets in tape.compares.items():
        for op in {m.op for m in meets if m.op in {"==", "!=", "-"}}:
            sites.append((where, op, "compare", [m for m in meets if m.op == op]))
    sites += [(where, name, kind, list(meets)) for (where, name, kind), meets in tape.meets.items()]
    sites.sort(key=lambda site: -site[3][-1].seq if site[3] else 0)
    for where, name, kind, meets in sites:
        window = [m for m in meets if passed.seq <= m.seq <= seq and (m.predictions is not None or m.recompute)]
        if not window:
            continue
        own = [m for m in window if m.pass_id in {passed.id, passed.part_of} and m.seq <= passed.until]
        for batchwise in (own[-len(sizes) :], own[: len(sizes)]):
            if len(sizes) > 1 and len(batchwise) == len(sizes) and all(
                _rows(m) == size for m, size in zip(batchwise, sizes, strict=True)
            ):
                yield Group(where, name, kind, list(batchwise), by_batch=True)
                break
        near = own if passed.part_of else window
        whole = [m for m in near if _rows(m) == rows or (m.predictions is None and m.pass_id == passed.id)]
        if whole:
            yield Group(where, name, kind, [whole[-1]], by_batch=False)
            if len(whole) > 1:
                yield Group(where, name, kind, [whole[0]], by_batch=False)


def _rows(meet: Meet) -> int | None:
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


def _from_group(
    tape: Any, value: float, scale: float, seq: int, facts: PassFacts, group: Group
) -> Iterator[tuple[int, Recipe]]:
    if group.kind == "compare":
        yield from _from_compare(tape, value, scale, seq, facts, group)
    else:
        yield from _from_function(tape, value, scale, facts, group)


def _from_compare(
    tape: Any, value: float, scale: float, seq: int, facts: PassFacts, group: Group
) -> Iterator[tuple[int, Recipe]]:
    """Trace a number made of `predictions == labels` or of `predictions - labels`."""
    outputs = facts.outputs
    left, right = _joined([m.predictions for m in group.meets]), _joined([m.labels for m in group.meets])
    if outputs is None or left is None or right is None:
        return
    cuts = facts.cuts(seq)
    predictions, labels = left, right
    decode = matching(outputs, left, cuts)
    if decode is None or (decode is IDENTITY and same(left, facts.labels_with_rows if facts.labels_with_rows is not None else [])):
        other = matching(outputs, right, cuts)
        if other is not None:
            decode, predictions, labels = other, right, left
    known = decode is not None
    if decode is None:
        decode = _fixed(predictions)
    results = [np.asarray(as_numpy(m.result)) for m in group.meets]
    rows = sum(facts.sizes)
    spread = any(r.size > np.atleast_1d(np.asarray(as_numpy(m.predictions))).size for r, m in zip(results, group.meets, strict=True))
    metrics: list[Metric] = []
    if group.name == "-":
        metrics = list(REGRESSION.values())
    else:
        metrics = [(BROADCAST if spread else ACCURACY) if group.name == "==" else ERROR_RATE]
    hits = sum(float(r.sum()) for r in results)
    base = dict(scale=scale, where=group.where, meets=tuple(group.meets), cut=_cut_of(decode, cuts))
    for metric in metrics:
        trial = _trial(facts, labels, decode, metric, outputs if known else predictions)
        if group.name == "-":
            whole = metric.value(trial.decode.apply(np.asarray(trial.outputs)), labels)
            means = _batch_mean(metric, predictions, labels, facts.sizes)
            denominators: list[tuple[float, Where]] = []
        elif spread:
            whole = hits / rows
            means = float(np.mean([r.mean() for r in results]))
            denominators = list(_denominators(tape, facts, seq, hits))
            if close(value, sum(r.mean() * len(r) for r in results) / rows):
                whole = value
        else:
            whole = hits / rows
            means = float(np.mean([r.mean() for r in results]))
            denominators = list(_denominators(tape, facts, seq, hits))
        recipe = dict(base, metric=metric.name)
        if close(whole, value):
            at = next((w for den, w in denominators if close(den, rows)), group.where)
            yield (0 if known else 1), Recipe(trial, pooled_at=at, labels_with_rows=facts.labels_with_rows, found="compared", **recipe)
        elif group.by_batch and close(means, value):
            yield (0 if known else 1), Recipe(
                trial.with_(pooling="batch-mean"), pooled_at=_mean_line(tape, value, seq, group.where),
                labels_with_rows=facts.labels_with_rows, found="mean of batches", **recipe,
            )
        else:
            for denominator, at in denominators:
                if close(hits / denominator, value):
                    yield 0, Recipe(
                        trial.with_(denominator=denominator), pooled_at=at,
                        labels_with_rows=facts.labels_with_rows, found="divided", **recipe,
                    )
                    break


def _denominators(tape: Any, facts: PassFacts, seq: int, hits: float) -> Iterator[tuple[float, Where]]:
    """Give what hits were divided by between the start of a pass and the number: at once or in two steps."""
    window = [d for d in tape.divisions if facts.passed.seq <= d.seq <= seq and d.denominator]
    for first in window:
        if any(close(first.numerator, hits * scale) for scale in SCALES):
            yield first.denominator, first.where
            for second in window:
                if second.seq > first.seq and close(second.numerator, first.value):
                    yield first.denominator * second.denominator, second.where


def _batch_mean(metric: Metric, predictions: Array, labels: Array, sizes: Sequence[int]) -> float:
    ends = np.cumsum(sizes)
    starts = ends - np.asarray(sizes)
    try:
        return float(np.mean([metric.value(predictions[a:b], labels[a:b]) for a, b in zip(starts, ends, strict=True)]))
    except ValueError:
        return float("nan")


def _from_function(
    tape: Any, value: float, scale: float, facts: PassFacts, group: Group
) -> Iterator[tuple[int, Recipe]]:
    """Trace a number made by a metric function, a loss or a metric object."""
    outputs = facts.outputs
    meets = group.meets
    values = [_number(m.value) for m in meets]
    if outputs is None:
        return
    sizes = np.asarray([_rows(m) or 0 for m in meets], dtype=float)
    if any(v is None for v in values):
        return
    numbers = np.asarray(values, dtype=float)
    pooled_recompute = meets[-1].recompute
    if pooled_recompute is None:
        return
    labels = _joined([m.labels for m in meets]) if meets[0].labels is not None else facts.labels_with_rows
    if labels is None:
        return
    if meets[0].predictions is None:
        predictions, decode = outputs, IDENTITY
    else:
        joined = _joined([m.predictions for m in meets])
        if joined is None:
            return
        predictions = joined
        cuts = facts.cuts(meets[-1].seq)
        matched = matching(outputs, predictions, cuts)
        decode = matched if matched is not None else _fixed(predictions)
    if labels.ndim == 2 and labels.shape[1] == 1 and meets[0].predictions is not None and predictions.ndim == 1:
        labels = labels[:, 0]
    known = meets[0].predictions is None or matching(outputs, predictions, facts.cuts(meets[-1].seq)) is not None
    shaped = _reshaping(decode, predictions) if known and meets[0].predictions is not None else decode
    metric = Metric(group.name, pooled_recompute, meets[-1].per_row)
    trial = _trial(facts, labels, shaped, metric, outputs if known else predictions)
    base = dict(
        metric=group.name, scale=scale, where=group.where, meets=tuple(meets),
        cut=_cut_of(decode, facts.cuts(meets[-1].seq)), labels_with_rows=facts.labels_with_rows,
    )
    rank = 0 if known else 1
    weighted = float((numbers * sizes).sum() / sizes.sum()) if sizes.sum() else float("nan")
    mean_of_rows = meets[-1].per_row is not None  # else the weighted mean of batches is not the value of all rows
    if (not group.by_batch and close(numbers[-1], value)) or (group.by_batch and mean_of_rows and close(weighted, value)):
        yield rank, Recipe(trial, pooled_at=group.where, found="function", **base)
    elif group.by_batch and (close(float(numbers.mean()), value) or close(weighted, value)):
        line = _mean_line(tape, value, meets[-1].seq + 10**9, group.where)
        yield rank, Recipe(trial.with_(pooling="batch-mean"), pooled_at=line, found="mean of batches", **base)


def _from_labels(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[tuple[int, Recipe]]:
    """Trace a number that no comparison was seen for: accuracy of known decodings against labels that were seen."""
    outputs = facts.outputs
    if outputs is None or outputs.dtype.kind not in "fiu":
        return
    for decode in candidates(outputs, facts.cuts(seq)):
        try:
            predictions = decode.apply(outputs)
        except (ValueError, IndexError, TypeError):
            continue
        if predictions.dtype.kind == "f":
            continue
        for rank, labels in enumerate(_label_pool(tape, facts)):
            one_hot = labels.ndim > 1 and labels.shape[-1] > 1 and decode.name == "argmax"
            truth = labels.argmax(axis=-1) if one_hot else labels
            if predictions.size != truth.size:
                continue
            hits = predictions.ravel() == truth.ravel()
            for scale in SCALES:
                if len(hits) > 1 and close(float(hits.mean()), value / scale) and 0 < hits.mean() < 1:
                    yield min(rank, 1) + 1, Recipe(
                        _trial(facts, truth, decode, ACCURACY, outputs), "accuracy", scale, None, None,
                        labels_with_rows=facts.labels_with_rows, cut=_cut_of(decode, facts.cuts(seq)), found="recomputed",
                    )


def _label_pool(tape: Any, facts: PassFacts) -> Iterator[Array]:
    """Give labels of as many rows as the pass: those that came with the rows, then loaded ones, the latest first."""
    rows = sum(facts.sizes)
    if facts.labels_with_rows is not None:
        yield facts.labels_with_rows
    for loaded in reversed(tape.files):
        if loaded.action != "loaded" or loaded.data is None or loaded.holds not in {"array", "table"}:
            continue
        table = as_numpy(loaded.data) if loaded.holds == "array" else None
        if table is not None and table.ndim == 1 and len(table) == rows and table.dtype.kind in "iub":
            yield table


def _trial(facts: PassFacts, labels: Any, decode: Decode, metric: Metric, outputs: Any) -> Trial:
    passed = facts.passed
    return Trial(
        inputs=facts.inputs,
        settings=Settings(training=passed.flags),
        outputs=outputs, labels=labels, decode=decode, metric=metric, batch_sizes=passed.sizes(), random=passed.random,
        facts={"pass": passed.id},
    )


def _fixed(predictions: Any) -> Decode:
    """Give a rule for predictions whose way from the outputs is unknown: as recorded, whatever the outputs."""
    kept = np.asarray(predictions)
    return Decode("unknown", lambda outputs: kept)


def _reshaping(decode: Decode, like: Array) -> Decode:
    """Give the rule with predictions in the shape and type the metric function was given."""
    tail, kind = like.shape[1:], like.dtype

    def apply(outputs: Any) -> Array:
        found = np.asarray(decode.apply(outputs))
        shaped = found.reshape(len(outputs), *tail) if found.size == len(outputs) * int(np.prod(tail or (1,))) else found
        return shaped.astype(kind) if kind.kind in "fiub" else shaped

    return Decode(decode.name, apply)


def _cut_of(decode: Decode, cuts: Sequence[dict[str, Any]]) -> dict[str, Any] | None:
    for cut in cuts:
        name = f"{cut['link'] + ' ' if cut['link'] else ''}{cut['op']} {cut['threshold']:g}"
        if name == decode.name:
            return cut
    return None


def _mean_line(tape: Any, value: float, seq: int, otherwise: Where | None) -> Where | None:
    """Find the line that averaged batch values into this number."""
    for division in reversed(tape.divisions):
        if division.seq <= seq and any(close(division.value, value * scale) for scale in SCALES):
            return division.where
    for at, _, result, _, where in reversed(tape.reductions):
        if at <= seq and any(close(result, value * scale) for scale in SCALES):
            return where
    return otherwise


def _number(value: Any) -> float | None:
    array = as_numpy(value) if value is not None else None
    if array is None or array.size != 1:
        return None
    return float(array.ravel()[0])
