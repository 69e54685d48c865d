"""Search for sequences padded or cut otherwise than in training, and for padding that the model does not leave out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import Step
from tieout.core.view import Refed
from tieout.replay.feeding.rows import Array, Candidate, Rows, lines_of

PADDING = ("pad_sequences", "TextVectorization")  # steps whose settings say how sequences are padded and cut
WORDING = frozenset({"standardize", "split", "ngrams"})  # settings that say which words a text has
OFTEN = 0.15  # share of rows padded at one end from which on that is the habit there
SELDOM = 0.5  # times that share: so much rarer it has to be on the other side
FEWEST = 20  # rows from which on habits are told
PROBED = 24  # rows that are run without their padding first, to see whether it matters
MATTERS = 1e-3  # change of an output, in deviations of all outputs, that is no rounding
AMONG = 0.02  # of the fillers may stand among the tokens
MOST_RUNS = 4096  # rows that are run one by one


# --- settings of the step that padded --------------------------------------------------------------------------------
def of_settings(rows: Rows) -> Candidate | None:
    """Give the sequences split, padded and cut with the settings of training, where both sides' were seen.

    What was used inside of a data set is known by its settings alone: those have to improve the score.
    """
    own = next((s for s in rows.own if s.name in PADDING), None)
    if own is None or rows.own[0] is not own or len(rows.own) > 1:
        return None
    seen = next((s for s in rows.theirs if s.name == own.name), None)
    theirs = seen or next((s for s in rows.training.encoders if s.name == own.name), None)
    if theirs is None:
        return None
    mine, training = _settings(own), _settings(theirs)
    other = {key: (mine.get(key), value) for key, value in training.items() if key in mine and mine[key] != value}
    again = getattr(own.apply, "with_settings", None)
    apply = theirs.apply if theirs.apply is not None or again is None else again(training)
    if not other or apply is None:
        return None
    try:
        corrected = as_numpy(apply(rows.lineage.raw))
    except Exception:  # noqa: BLE001 - the sequences may be of a kind that training never had
        return None
    if corrected is None or len(corrected) != len(rows.fed):
        return None
    if corrected.shape == rows.fed.shape and rows.alike(corrected):
        return None
    if seen is None and rows.improves(rows.inputs(corrected, reshape=False)) <= 0:
        return None
    told = ", ".join(f"{key} {a!r} against {b!r}" for key, (a, b) in other.items())
    way, says = "padding", "sequences are padded and cut otherwise than in training"
    if WORDING & set(other):
        way, says = "encoding", "texts become other tokens than in training"
    return Candidate(way, f"{says}: {told}", corrected, own.line(lines_of([theirs])), exact=True)


def _settings(step: Step) -> Mapping[str, Any]:
    settings = step.params.get("params")
    return settings if isinstance(settings, Mapping) else {}


# --- where the same sequences were seen whole -------------------------------------------------------------------------
def uncut(rows: Rows) -> Refed | None:
    """Give the sequences as another run scored them, where they are beginnings or ends of those."""
    if rows.parts and rows.parts[0].ndim == 2 and len({part.shape[1:] for part in rows.parts}) == 1:
        fed = np.concatenate(rows.parts)
        for count, table in rows.samples:
            if count == len(fed) == len(table) >= FEWEST and table.shape[1] > fed.shape[1] and _cut_from(fed, table):
                inputs = rows.inputs(table, reshape=False)
                longest = int(_lengths(table).max())
                says = f"sequences are cut after {fed.shape[1]} steps; the same ones had up to {longest} when they were"
                if rows.improves(inputs) > 0:
                    return Refed("padding", rows.passed.where, f"{says} scored before", inputs)
    return None


def _lengths(table: Array) -> Array:
    """Give the length of each row without what fills it up behind."""
    values, counts = np.unique(table[:, -1], return_counts=True)
    return np.asarray(table.shape[1] - _runs(table, float(values[counts.argmax()]))[1])


def _cut_from(fed: Array, table: Array) -> bool:
    """Tell whether every row is the beginning, or every row the end, of the longer row at its place."""
    width = fed.shape[1]
    if np.array_equal(fed, table[:, :width]):
        return True
    first = np.maximum(_lengths(table) - width, 0)
    ends = np.take_along_axis(table, first[:, None] + np.arange(width), axis=1)
    return bool((_lengths(table) >= width).all()) and np.array_equal(fed, ends)


# --- where only the padded sequences were seen -----------------------------------------------------------------------
def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the sequences padded at the other end, with another value, or to the length of training."""
    theirs = rows.training.array
    if theirs is None or rows.fed.ndim not in (2, 3) or np.ndim(theirs) != rows.fed.ndim or len(rows.fed) < FEWEST:
        return
    theirs = np.asarray(theirs)
    if rows.fed.shape[2:] != theirs.shape[2:] or rows.fed.shape[1] < 4 or theirs.shape[1] < 4:
        return
    value, other = pad_value(theirs), pad_value(rows.fed)
    if value is None:
        return
    where = rows.origin()
    changed, told = rows.fed, []
    if other is not None and other != value and _share(theirs, other) < SELDOM * _share(rows.fed, other):
        changed = np.where(_padding(changed, other)[(..., *[None] * (changed.ndim - 2))], value, changed)
        told.append(f"padded with {other:g} where training padded with {value:g}")
    front, back = padded_end(theirs, value), padded_end(changed, value)
    if front is not None and back is not None and front != back:
        changed = _moved(changed, value, front=front == "front")
        told.append(f"padded at the {back} where training padded at the {front}")
    if changed.shape[1] != theirs.shape[1]:
        end = front or "back"
        cut = _cut(changed, theirs.shape[1], value, end)
        says = f"sequences of length {changed.shape[1]} where training had {theirs.shape[1]}"
        yield Candidate("padding", "; ".join([*told, says]), cut, where)
        if changed.shape[1] > theirs.shape[1]:
            first = changed[:, : theirs.shape[1]] if end == "front" else changed[:, -theirs.shape[1] :]
            yield Candidate("padding", "; ".join([*told, says]), first, where, doubt=0.002)
    elif told:
        yield Candidate("padding", f"sequences are {'; '.join(told)}", changed, where)


def pad_value(rows: Array) -> float | None:
    """Give the value that stands in runs at one end of the rows, None where there is no such value."""
    flat = rows.reshape(len(rows), rows.shape[1], -1)
    ends = np.concatenate([flat[:, 0, 0], flat[:, -1, 0]])
    values, counts = np.unique(ends, return_counts=True)
    for at in np.argsort(counts)[::-1][:2]:
        value = float(values[at])
        lead, trail = _runs(rows, value)
        if max((lead >= 2).mean(), (trail >= 2).mean()) >= OFTEN and (lead + trail < rows.shape[1]).mean() > 0.5:
            lengths = np.unique(np.maximum(lead, trail))
            if len(lengths) >= 3:  # runs of one length are a constant column, not padding
                return value
    return None


def _runs(rows: Array, value: float) -> tuple[Array, Array]:
    """Give how many steps at the front and at the back of each row hold nothing but a value."""
    held = (rows == value).reshape(len(rows), rows.shape[1], -1).all(axis=2)
    every = held.all(axis=1)
    lead = np.where(every, rows.shape[1], (~held).argmax(axis=1))
    trail = np.where(every, 0, (~held[:, ::-1]).argmax(axis=1))
    return lead, trail


def lengths_of(rows: Array, value: float) -> Array:
    """Give the length of each row without the padding at its ends."""
    lead, trail = _runs(rows, value)
    return np.asarray(np.maximum(rows.shape[1] - lead - trail, 0))


def _share(rows: Array, value: float) -> float:
    lead, trail = _runs(rows, value)
    return float((lead + trail > 0).mean())


def _padding(rows: Array, value: float) -> Array:
    """Tell which steps of each row are padding."""
    lead, trail = _runs(rows, value)
    at = np.arange(rows.shape[1])
    return np.asarray((at < lead[:, None]) | (at >= rows.shape[1] - trail[:, None]))


def padded_end(rows: Array, value: float) -> str | None:
    """Tell at which end the rows are padded, None where it is both or neither."""
    lead, trail = _runs(rows, value)
    front, back = float((lead > 0).mean()), float((trail > 0).mean())
    if front >= OFTEN and back < SELDOM * front:
        return "front"
    return "back" if back >= OFTEN and front < SELDOM * back else None


def _moved(rows: Array, value: float, *, front: bool) -> Array:
    """Give the rows with their padding moved to one end."""
    padding = _padding(rows, value)
    order = np.argsort(~padding if front else padding, axis=1, kind="stable")
    return np.take_along_axis(rows, order[(..., *[None] * (rows.ndim - 2))], axis=1)


def _cut(rows: Array, length: int, value: float, end: str) -> Array:
    """Give the rows at another length: padding goes first, then what is beyond the length at the padded end."""
    if rows.shape[1] >= length:
        return rows[:, -length:] if end == "front" else rows[:, :length]
    more = np.full((len(rows), length - rows.shape[1], *rows.shape[2:]), value, dtype=rows.dtype)
    return np.concatenate([more, rows] if end == "front" else [rows, more], axis=1)


# --- padding that changes what the model says ------------------------------------------------------------------------
def of_batches(rows: Rows) -> Refed | None:
    """Give each row without the padding that its batch gave it, if the model's answers change with it.

    Rows of several widths were padded batch by batch: the same row scored in other company has other padding.
    """
    parts, batches = rows.parts, rows.passed.batches
    if not parts or any(part.ndim not in (2, 3) for part in parts) or len({part.shape[2:] for part in parts}) > 1:
        return None
    if len({part.shape[1] for part in parts}) < 2 and not rows.ragged_training:
        return None
    if rows.passed.random or any(mode in {"active", "batch"} for _, mode in rows.passed.modes):
        return None  # answers change from batch to batch for another reason
    together = [part for part in parts if len(part) > 1]
    filler = _filler(together)
    if filler is None:
        return None
    trimmed: list[tuple[Any, ...]] = []
    padded: list[int] = []
    for part, batch in zip(parts, batches, strict=True):
        assert batch.inputs is not None
        for n, behind in enumerate(_runs(part, filler)[1]):
            keep = max(1, part.shape[1] - int(behind)) if len(part) > 1 else part.shape[1]
            if keep < part.shape[1]:
                padded.append(len(trimmed))
            rest = [_of_row(other, n, keep, part.shape) for other in batch.inputs[1:]]
            trimmed.append((np.ascontiguousarray(part[n : n + 1, :keep]), *rest))
    if len(trimmed) > MOST_RUNS or not _matters(rows, trimmed, padded):
        return None
    says = "padding is not masked: what the model says of a row depends on the longest row of its batch"
    mark = f"padded in batches of {'-'.join(str(len(part)) for part in parts[:3])}"
    return Refed("padding", None, says, tuple(trimmed), mark)


def _filler(parts: list[Array]) -> float | None:
    """Give the value that batches fill their rows up with: behind the tokens, hardly among them, not behind all."""
    if not parts:
        return None
    last = np.concatenate([part.reshape(*part.shape[:2], -1)[:, -1, 0] for part in parts])
    values, counts = np.unique(last, return_counts=True)
    value = float(values[counts.argmax()])
    behind = [_runs(part, value)[1] for part in parts]
    held = sum(int((part == value).reshape(*part.shape[:2], -1).all(axis=2).sum()) for part in parts)
    filled = sum(int(b.sum()) for b in behind)
    lengths = np.unique(np.concatenate([part.shape[1] - b for part, b in zip(parts, behind, strict=True)]))
    full = float(np.mean([b.min() == 0 for b in behind]))
    return value if len(lengths) >= 3 and filled and held - filled <= AMONG * filled and full > 0.5 else None


def _of_row(other: Any, n: int, keep: int, shape: tuple[int, ...]) -> Any:
    """Give what another input, such as lengths or a mask, holds for one row without its padding."""
    array = as_numpy(other)
    if array is None or array.ndim == 0 or len(array) != shape[0]:
        return other
    row = array[n : n + 1]
    return np.ascontiguousarray(row[:, :keep] if array.ndim >= 2 and array.shape[1] == shape[1] else row)


def _matters(rows: Rows, trimmed: list[tuple[Any, ...]], padded: list[int]) -> bool:
    """Tell whether the model answers otherwise without the padding, on some of the rows that have any."""
    some = padded[:: max(1, len(padded) // PROBED)][:PROBED]
    if not some:
        return False
    try:
        recorded = rows.improves.answers(None)
        alone = rows.improves.answers(tuple(trimmed[n] for n in some))
    except Exception:  # noqa: BLE001 - a model may refuse single rows in any way it likes
        return False
    if len(recorded) != len(trimmed) or alone.shape != recorded[some].shape:
        return False
    return bool(np.abs(alone - recorded[some]).max() > MATTERS * (recorded.std() + 1e-12))
