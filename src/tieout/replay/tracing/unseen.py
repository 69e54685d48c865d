"""Numbers that no meeting of predictions and labels was seen for: known metrics against labels that were seen."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import ZIP
from tieout.core.score import Where
from tieout.core.trial import Decode, Metric
from tieout.core.view import Recipe
from tieout.replay.metrics.by_hand import ACCURACY
from tieout.replay.metrics.recipes import SCALES, Found, close, cut_of, trial_of
from tieout.replay.metrics.standard import Standard
from tieout.replay.outputs.decode import FIRST, TURNED, candidates, same
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.outputs.rescaled import rescaled
from tieout.replay.tracing.tabled import label_columns

Array = NDArray[Any]
FEWEST = 20  # rows; over fewer many metrics give one number
MOST_VALUES = 500_000  # outputs of a pass
MOST_LABELS = 4  # arrays that could be the labels of a pass
DIGITS = 4  # a number that is whole at so many decimals may be any metric by accident
EXACT, SINGLE = 1e-9, 3e-7  # relative; of numbers in double and in single precision
OF_OUTPUTS = 3e-6  # relative; of metrics computed from outputs in single precision
COUNTED = frozenset(  # metrics of classes or ranks, which come out exact
    {"balanced accuracy", "mcc", "kappa", "error rate", "auc", "average precision", "macro auc", "weighted auc"}
    | {f"{how}{name}" for how in ("", "macro ", "weighted ") for name in ("f1", "precision", "recall")}
    | {f"top-{k} accuracy" for k in (2, 3, 5, 10)}
)


@dataclass(frozen=True)
class Known:
    """What the predictions of a pass, made by one rule, score against labels that were seen, by every metric."""

    decode: Decode
    labels: Array
    where: Where | None
    values: dict[str, float]


def from_labels(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Trace a number that no comparison was seen for: accuracy of known decodings against labels that were seen."""
    if facts.accuracies is None:
        facts.accuracies = list(_accuracies(tape, facts))
    for rank, decode, truth, share in facts.accuracies:
        for scale in SCALES:
            if close(share, value / scale):
                yield (
                    rank,
                    Recipe(
                        trial_of(facts, truth, decode, ACCURACY, facts.outputs),
                        "accuracy",
                        scale,
                        None,
                        None,
                        labels_with_rows=facts.labels_with_rows,
                        cut=cut_of(decode, facts.cuts(seq)),
                        found="recomputed",
                    ),
                )


def _accuracies(tape: Any, facts: PassFacts) -> Iterator[tuple[int, Decode, Array, float]]:
    """Give the share of hits for every known decoding and every labels that may be meant, with a rank; 0 and 1 not."""
    outputs = facts.outputs
    if outputs is None or outputs.dtype.kind not in "fiu" or sum(facts.sizes) < facts.passed.total_rows:
        return  # what was kept of a pass has another accuracy than the pass
    pool = list(_label_pool(tape, facts))
    for decode in candidates(outputs, facts.cuts(facts.passed.seq)):
        try:
            first = decode.apply(outputs[:FIRST])
            if first.dtype.kind == "f" or all(_width(first) != _width(_truth(part, decode)) for part in pool):
                continue
            predictions = decode.apply(outputs)
        except (ValueError, IndexError, TypeError):
            continue
        for rank, labels in enumerate(pool):
            truth = _truth(labels, decode)
            if predictions.size != truth.size:
                continue
            hits = predictions.ravel() == truth.ravel()
            share = float(hits.mean()) if len(hits) > 1 else 0.0
            if 0 < share < 1:
                yield min(rank, 1) + 1, decode, truth, share


def _truth(labels: Array, decode: Decode) -> Array:
    """Give labels as a decoding is held against them: the column that is hot, for the one that takes the largest."""
    one_hot = labels.ndim > 1 and labels.shape[-1] > 1 and decode.name == "argmax"
    return np.asarray(labels.argmax(axis=-1)) if one_hot else labels


def _width(values: Array) -> int:
    """Give how many values a row has."""
    return values.size // max(1, len(values))


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


def from_standard(
    tape: Any, value: float, seq: int, facts: PassFacts, *, predictions_only: bool = False
) -> Iterator[Found]:
    """Trace a number that the script worked out by itself: a standard metric of the pass, to all of its digits.

    A number of few digits may be any metric by accident. Where the script does nothing but score predictions of files,
    or the model answers in words, it is taken for their accuracy if it is that: of 500 rows it never has more digits.
    """
    passed = facts.passed
    rows = sum(facts.sizes)
    if passed.updates or passed.part_of or rows < FEWEST:
        return
    for scale in SCALES:
        number = value / scale
        short = abs(number - round(number, DIGITS)) <= SINGLE
        if short and not predictions_only and not (facts.outputs is not None and facts.outputs.dtype.kind == "U"):
            continue
        for rank, known in enumerate(standards_of(tape, facts)):
            meant = {n: found for n, found in known.values.items() if not short or n == ACCURACY.name}
            name = next((n for n, found in meant.items() if _is(number, value, n, found)), None)
            if name is None:
                continue
            metric = Metric(name, partial(_value_of, name))
            yield (
                3 + rank,
                Recipe(
                    trial_of(facts, known.labels, known.decode, metric, facts.outputs),
                    name,
                    scale,
                    known.where,
                    None,
                    labels_with_rows=facts.labels_with_rows,
                    cut=cut_of(known.decode, facts.cuts(seq)),
                    found="recomputed",
                ),
            )
            return


def standards_of(tape: Any, facts: PassFacts) -> list[Known]:
    """Give every standard metric of a pass against labels that were seen, worked out once."""
    if facts.standards is None:
        facts.standards = list(standards_against(tape, facts, _labels_seen(tape, facts)))
    return facts.standards


def standards_against(tape: Any, facts: PassFacts, seen: Iterable[tuple[Array, Where | None]]) -> Iterator[Known]:
    """Give every standard metric of a pass, by the ways its outputs become predictions, against some labels."""
    outputs = facts.outputs
    if outputs is None or outputs.dtype.kind not in "fiuU" or outputs.size > MOST_VALUES:
        return
    back = list(_brought_back(tape, facts, outputs))
    back += [TURNED] if outputs.dtype.kind == "f" and outputs.size == len(outputs) else []
    for labels, where in seen:
        told: set[str] = set()
        for decode in (*candidates(outputs, facts.cuts(facts.passed.seq)), *back):
            try:
                predictions = np.asarray(decode.apply(outputs))
                if len(predictions) != len(labels) or same(predictions, labels):
                    continue
                values = Standard(predictions, predictions, labels).values()
            except (ValueError, IndexError, TypeError):
                continue
            marked = predictions.dtype.kind != "f" or decode.name == "rounded" or decode is TURNED or bool(decode.units)
            kept = {n: v for n, v in values.items() if marked or n not in told}
            told |= set(values)
            if kept:
                yield Known(decode, labels, where, kept)


def _is(number: float, value: float, name: str, found: float) -> bool:
    """Tell whether a number is a metric: a coincidence is ruled out by asking for all of its digits."""
    single = float(np.float32(value)) == value
    near = (SINGLE if single else EXACT) if name in COUNTED else OF_OUTPUTS
    return abs(number - found) <= near * max(abs(number), 1e-3) and 0.0 < abs(found) != 1.0


def _value_of(name: str, predictions: Any, labels: Any) -> float:
    return Standard(predictions, predictions, labels).values().get(name, float("nan"))


def _brought_back(tape: Any, facts: PassFacts, outputs: Array) -> Iterator[Decode]:
    """Give the rules by which outputs were brought to the units of what they were subtracted from or given with."""
    made = [m for meets in tape.compares.values() for m in list(meets)[-4:] if m.op in {"-", ZIP}]
    made += [m for meets in tape.meets.values() for m in list(meets)[-1:]]
    told = set[str]()
    for meet in made:
        for side in (meet.predictions, meet.labels) if meet.seq >= facts.passed.seq else ():
            array = as_numpy(side) if side is not None else None
            decode = rescaled(outputs, array) if array is not None and array.size == len(outputs) else None
            if decode is not None and decode.name not in told:
                told.add(decode.name)
                yield decode


def _labels_seen(tape: Any, facts: PassFacts) -> Iterator[tuple[Array, Where | None]]:
    """Give what may be the labels of a pass, each once: those that came with its rows, were compared, or split off.

    A function that gave several numbers, one a class for example, was given them too.
    """
    rows, found = sum(facts.sizes), list[Array]()
    pool: list[tuple[Any, Where | None]] = [(labels, None) for labels in _label_pool(tape, facts)]
    for where, meets in tape.compares.items():
        for meet in list(meets)[-4:]:
            if meet.op in {"==", "!=", "-", ZIP} and meet.seq >= facts.passed.seq:
                pool += [(meet.labels, where), (meet.predictions, where)]
    for (where, _, _), meets in tape.meets.items():
        pool += [(meet.labels, where) for meet in list(meets)[-1:] if meet.seq >= facts.passed.seq]
    for drawn in tape.drawings:
        if drawn.seq <= facts.passed.seq:
            pool += [(table, None) for table in drawn.outputs]
    for value, where in pool:
        labels = as_numpy(value) if value is not None else None
        if labels is None or labels.ndim == 0 or len(labels) != rows or labels.size != rows:
            continue
        if labels.dtype.kind not in "fiubUO" or any(same(labels, known) for known in found):
            continue
        if len(found) == MOST_LABELS:
            return
        found.append(labels)
        yield labels, where
    width = outputs.shape[1] if (outputs := facts.outputs) is not None and outputs.ndim == 2 else 1
    for column in islice(label_columns(tape, rows, facts.inputs, width), MOST_LABELS):
        if not any(same(column, known) for known in found):
            yield column, None
