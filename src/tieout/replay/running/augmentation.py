"""Whether the rows of a pass come out the same when they are read again, and how they are without augmentation."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.passes import Again, Loader, Pass
from tieout.core.view import Reread

PROBED = 16  # rows read several times
READS = 6
MORE = 30  # reads of rows that are random
MOST_ROWS = 20_000  # read again for a replay
SECONDS = 20.0  # that reading them may take
BYTES = 512 << 20  # that they may take up
AGREE = 0.005  # share of reads that leave a row alone: a flip leaves every second one, a shift one of many

Array = NDArray[Any]


class Augmentation:
    """Reads rows again, once a loader."""

    def __init__(self) -> None:
        self._found: dict[Any, tuple[bool, list[Array] | None] | None] = {}
        self._again: dict[str, Reread | None] = {}

    def of(self, passed: Pass) -> Reread | None:
        """Tell whether the rows of a pass are random, and give them as they are without; None where not known."""
        iteration = passed.iteration
        again = passed.again or (iteration.loader.again if iteration is not None else None)
        if again is not None:
            return None if passed.updates else self._read_again(passed, again)
        if iteration is None or iteration.loader.reader is None:
            return None
        loader = iteration.loader
        rows = loader.rows or passed.total_rows
        order = order_of(passed, rows) if rows <= MOST_ROWS else None
        key = (loader.key, order is not None)
        if key not in self._found:
            self._found[key] = _read(loader, rows, wanted=order is not None)
        found = self._found[key]
        if found is None:
            return None
        random, every = found
        return Reread(random, None if every is None or order is None else _batches([every[i] for i in order], passed))

    def _read_again(self, passed: Pass, again: Callable[[], Again | None]) -> Reread | None:
        if passed.id not in self._again:
            found = again()
            inputs = None if found is None or not found.batches else _as_in(passed, found.batches)
            self._again[passed.id] = None if found is None else Reread(found.random, inputs, found.where)
        return self._again[passed.id]


def _as_in(passed: Pass, batches: Sequence[tuple[Any, ...]]) -> tuple[tuple[Any, ...], ...] | None:
    """Give rows that were read again in the batches of a pass, None where they do not fit them."""
    given = [batch.inputs for batch in passed.batches]
    if any(one is None for one in given):
        return None
    columns = []
    for at, value in enumerate(batches[0]):
        arrays = [as_numpy(batch[at]) for batch in batches]
        plain = [array for array in arrays if array is not None and array.ndim]
        columns.append(np.concatenate(plain) if len(plain) == len(arrays) else value)
    found, start = [], 0
    for inputs, rows in zip(given, passed.sizes(), strict=True):
        part = tuple(c[start : start + rows] if isinstance(c, np.ndarray) else c for c in columns)
        if len(part) != len(inputs or ()) or any(_form(a) != _form(b) for a, b in zip(part, inputs or (), strict=True)):
            return None
        found.append(part)
        start += rows
    return tuple(found) if start == len(columns[0]) else None


def _form(value: Any) -> tuple[Any, ...] | None:
    array = as_numpy(value)
    return None if array is None else (array.shape, array.dtype.kind)


def _read(loader: Loader, rows: int, *, wanted: bool) -> tuple[bool, list[Array] | None] | None:
    """Tell whether the items of a loader are random, and give every one of them without, if they are wanted."""
    assert loader.reader is not None
    items = loader.reader()
    probed = sorted({int(i) for i in np.linspace(0, rows - 1, min(PROBED, rows))})
    begun = time.perf_counter()
    reads = [items.read(probed, seed) for seed in range(1, READS + 1)]
    if any(r is None for r in reads) or len({row.shape for read in reads for row in read}) > 1:
        return None
    if all(np.array_equal(one, other) for read in reads[1:] for one, other in zip(reads[0], read, strict=True)):
        return False, None
    one = (time.perf_counter() - begun) / (READS * len(probed))
    if not wanted or one * rows > SECONDS or reads[0][0].nbytes * rows > BYTES:
        return True, None
    reads += [read for seed in range(READS + 1, MORE + 1) if (read := items.read(probed, seed)) is not None]
    return True, _held(items, probed, reads, rows) or _stilled(items, probed, reads, rows)


def order_of(passed: Pass, rows: int) -> list[int] | None:
    """Give the items that the rows of a pass are, in order; None where that is not known."""
    assert passed.iteration is not None
    loader = passed.iteration.loader
    taken = loader.orders.get(passed.iteration.number, [])[: len(passed.batches)]
    if [len(part) for part in taken] == list(passed.sizes()):
        return [int(i) for part in taken for i in part]
    return list(range(rows)) if not loader.shuffle and rows == passed.total_rows else None


def _held(items: Any, probed: list[int], reads: list[list[Array]], rows: int) -> list[Array] | None:
    """Give the rows that the data set keeps, if its items are these, augmented."""
    stilled = next((few for read in items.unchanged() if (few := _steady(read, probed)) is not None), None)
    for array in (laid for kept in items.held() for laid in _layouts(kept, reads[0][0])):
        for scaled in _scalings(array[probed], reads):
            few = [scaled(array[i]).reshape(reads[0][0].shape) for i in probed]
            if (stilled is not None and _same(few, stilled)) or _left_alone(few, reads):
                return [scaled(array[i]).reshape(reads[0][0].shape) for i in range(rows)]
    return None


def _layouts(kept: Array, item: Array) -> Iterator[Array]:
    """Give kept rows in the order of axes that an item may have: as they are, or with the last axis first."""
    if kept[0].size == item.size:
        yield kept
        if kept.ndim == item.ndim + 1 == 4 and kept.shape[1:] != item.shape:
            yield np.moveaxis(kept, -1, 1)


def _scalings(kept: Array, reads: list[list[Array]]) -> Iterator[Callable[[Array], Array]]:
    """Give how kept numbers may have become those of the items: as they are, or with another range."""
    kind = reads[0][0].dtype
    yield lambda row: row.astype(kind)
    low, high = float(kept.min()), float(kept.max())
    first, last = (
        min(float(r.min()) for read in reads for r in read),
        max(float(r.max()) for read in reads for r in read),
    )
    if high > low and kind.kind == "f" and (low, high) != (first, last):
        yield lambda row: ((row - low) * ((last - first) / (high - low)) + first).astype(kind)


def _stilled(items: Any, probed: list[int], reads: list[list[Array]], rows: int) -> list[Array] | None:
    """Give the items read with draws that change nothing, in a way that left a row alone or that another bears out."""
    before: list[list[Array]] = []
    for read in items.unchanged():
        few = _steady(read, probed)
        if few is None:
            continue
        agreed = any(_same(few, other) for other in before)  # two ways of switching it off that come to the same
        if (agreed or _left_alone(few, reads)) and (every := read(range(rows), 1)) is not None:
            return list(every)
        before.append(few)
    return None


def _steady(read: Any, probed: list[int]) -> list[Array] | None:
    """Give items as they are read in a way, None if they still come out otherwise each time."""
    found = [read(probed, seed) for seed in (1, 2, 3)]
    if any(each is None for each in found) or not all(_same(found[0], each) for each in found[1:]):
        return None
    return list(found[0])


def _same(one: list[Array], other: list[Array]) -> bool:
    return all(a.shape == b.shape and np.allclose(a, b, rtol=1e-4, atol=1e-5) for a, b in zip(one, other, strict=True))


def _left_alone(candidate: list[Array], reads: list[list[Array]]) -> bool:
    """Tell whether rows are what augmentation starts from: some reads give them, or noise is around them."""
    if any(a.shape != b.shape for a, b in zip(candidate, reads[0], strict=True)):
        return False
    alike = np.mean([_same([a], [b]) for read in reads for a, b in zip(candidate, read, strict=True) if np.ptp(a)] or 0)
    if alike >= AGREE:
        return True
    stacked = np.stack([np.stack([np.asarray(row, np.float64) for row in read]) for read in reads])
    middle, spread = stacked.mean(axis=0), stacked.std(axis=0, ddof=1)
    off = np.abs(middle - np.stack(candidate)) <= 4.0 * spread / np.sqrt(len(reads)) + 1e-6
    return bool((spread > 0).mean() > 0.5 and off.mean() > 0.97)


def _batches(rows: list[Array], passed: Pass) -> tuple[tuple[Any, ...], ...] | None:
    """Give rows in the batches of a pass, with whatever else the model was given beside them."""
    found, at = [], 0
    for batch in passed.batches:
        if batch.inputs is None:
            return None
        part = np.stack(rows[at : at + batch.rows])
        at += batch.rows
        shape = tuple(getattr(batch.inputs[0], "shape", ()))
        if part.size != int(np.prod(shape)):
            return None
        found.append((part.reshape(shape), *batch.inputs[1:]))
    return tuple(found)
