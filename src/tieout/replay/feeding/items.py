"""Search for a setting of the data set that was another one in training; read the rows again with that of training."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, row_ids
from tieout.core.passes import Loader
from tieout.core.score import Where
from tieout.profiles import flat
from tieout.replay.feeding.paired import exact_lines
from tieout.replay.feeding.rows import Array, Candidate, Rows
from tieout.replay.running.augmentation import MOST_ROWS, SECONDS, order_of

PROBED = 16  # rows that are read first
MOST_SETTINGS = 8  # that differ between two data sets of one class
SEEN = 0.5  # share of the rows read so that training took
OWN = 1e-3  # of a deviation: what may be left of a row's mean, where it was scaled by itself
OFF = (False, None, 0, "", "none", "None", "off", "no")

Settings = Mapping[str, Mapping[str, Any]]


def of_items(rows: Rows) -> Candidate | None:
    """Give the rows as the data set of training would have given them, where that pays.

    Data sets of one class have settings: a flag, a way of scaling, a length. Each that differs is set by itself too.
    """
    iteration = rows.passed.iteration
    loader = iteration.loader if iteration is not None else None
    if loader is None or loader.reader is None or not rows.item_settings:
        return None
    own = loader.settings()
    best: tuple[float, Candidate] | None = None
    for theirs in rows.item_settings:
        for wanted in _choices(own, theirs):
            corrected = _read(rows, loader, wanted)
            if corrected is None or rows.alike(corrected) or _other_rows(rows, wanted, corrected):
                continue
            gain = rows.improves(rows.inputs(corrected))
            if gain > 0 and (best is None or gain > best[0]):
                best = gain, _candidate(rows, own, wanted, corrected)
    return None if best is None else best[1]


def _choices(own: Settings, theirs: Settings) -> Iterator[dict[str, dict[str, Any]]]:
    """Give the settings that differ, all at once and each by itself."""
    different = [
        (name, key, there[key])
        for name, here in own.items()
        if (there := theirs.get(name)) is not None
        for key in here
        if key in there and here[key] != there[key]
    ]
    if not 1 <= len(different) <= MOST_SETTINGS:
        return
    for chosen in [different] + ([[one] for one in different] if len(different) > 1 else []):
        wanted: dict[str, dict[str, Any]] = {}
        for name, key, value in chosen:
            wanted.setdefault(name, {})[key] = value
        yield wanted


def _read(rows: Rows, loader: Loader, wanted: Settings) -> Array | None:
    """Give the rows of the pass read with other settings; None where they are random or come out in another shape."""
    assert loader.reader is not None
    order = order_of(rows.passed, loader.rows or rows.passed.total_rows)
    if order is None or not order or len(order) != len(rows.fed) or len(order) > MOST_ROWS:
        return None
    items, shape = loader.reader(), rows.fed.shape[1:]
    begun, few = time.perf_counter(), order[: min(PROBED, len(order))]
    reads = [items.read_with(wanted, few, seed) for seed in (1, 2)]
    if any(read is None or any(row.shape != shape for row in read) for read in reads):
        return None
    if not np.array_equal(np.stack(reads[0]), np.stack(reads[1]), equal_nan=reads[0][0].dtype.kind == "f"):
        return None  # what draws at random is another matter
    if (time.perf_counter() - begun) / (2 * len(few)) * len(order) > SECONDS:
        return None
    read = items.read_with(wanted, order, 1)
    if read is None or any(row.shape != shape for row in read):
        return None
    return np.asarray(as_numpy(np.stack(read)))


def _other_rows(rows: Rows, wanted: Settings, corrected: Array) -> bool:
    """Tell whether a text or a number chose other rows, those of training, and no other form of the same."""
    ids, known = row_ids(corrected), rows.training.ids
    chosen = any(not isinstance(value, bool) for values in wanted.values() for value in values.values())
    return chosen and ids is not None and known is not None and float(np.isin(ids, known).mean()) > SEEN


def _candidate(rows: Rows, own: Settings, wanted: Settings, corrected: Array) -> Candidate:
    told = [
        f"{key} of {name} is {own[name][key]!r} and was {value!r}"
        for name, values in wanted.items()
        for key, value in values.items()
    ]
    switched = all(own[name][key] in OFF and value not in OFF for name, v in wanted.items() for key, value in v.items())
    way, how = _way(rows.fed, corrected, switched=switched)
    says = f"{how}: the data set was set otherwise in training, {', '.join(told)}"
    return Candidate(way, says, corrected, _line(rows), exact=True)


def _line(rows: Rows) -> Where | None:
    """Give the line that made the data set or its loader."""
    loader = rows.passed.iteration.loader if rows.passed.iteration is not None else None
    return rows.made_at or (loader.where if loader is not None else None) or rows.origin()


def _way(fed: Array, corrected: Array, *, switched: bool) -> tuple[str, str]:
    """Tell what the other setting did to the rows: the kind of mistake, and in words."""
    one, other = flat(fed), flat(corrected)
    if fed.dtype.kind in "iu":
        kept = (one == other) | (one == 0) | (other == 0)
        return ("padding", "sequences were padded or cut") if kept.all() else ("encoding", "codes were made otherwise")
    if _by_itself(one) and not _by_itself(other):
        return "refit", "each row was scaled by statistics of its own"
    if np.allclose(np.sort(one, axis=1), np.sort(other, axis=1), rtol=1e-5, atol=1e-6):
        return "axis-order", "the parts of a row came in another order"
    if switched:
        return "missing", "a transform of the training rows was left out"
    if fed.ndim > 3 and exact_lines(one, other) is None:
        return "resample", "images were made otherwise"
    return "scale", "the inputs were scaled otherwise"


def _by_itself(table: Array) -> bool:
    """Tell whether every row has mean 0 and deviation 1, or lies between 0 and 1 exactly."""
    if table.shape[1] < 3:
        return False
    middle, spread = table.mean(axis=1), table.std(axis=1)
    ends: Sequence[Array] = (table.min(axis=1), table.max(axis=1) - 1.0)
    scaled = spread.max() > 0 and bool((np.abs(spread - np.median(spread)) <= 0.1 * np.median(spread)).all())
    return (scaled and bool((np.abs(middle) <= OWN).all())) or all(bool((np.abs(e) <= OWN).all()) for e in ends)
