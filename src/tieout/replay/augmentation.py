"""Whether the rows of a pass come out the same when they are read again, and how they are without augmentation."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.passes import Pass
from tieout.core.view import Reread

PROBED = 16  # rows read several times
READS = 6
MOST_ROWS = 20_000  # read again for a replay
AGREE = 0.05  # share of reads that leave a row alone; a flip leaves every second one

Array = NDArray[Any]


class Augmentation:
    """Reads rows again, once a loader."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self._found: dict[Any, Reread | None] = {}

    def of(self, passed: Pass) -> Reread | None:
        """Tell whether the rows of a pass are random, and give them as they are without; None where not known."""
        iteration = passed.iteration
        if iteration is None or iteration.loader.reader is None:
            return None
        key = (iteration.loader.key, passed.sizes(), bool(passed.updates))
        if key not in self._found:
            self._found[key] = self._read(passed)
        return self._found[key]

    def _read(self, passed: Pass) -> Reread | None:
        assert passed.iteration is not None
        loader = passed.iteration.loader
        assert loader.reader is not None
        rows = loader.rows or passed.total_rows
        items = loader.reader()
        probed = sorted({int(i) for i in np.linspace(0, rows - 1, min(PROBED, rows))})
        reads = [items.read(probed, seed) for seed in range(1, READS + 1)]
        if any(r is None for r in reads):
            return None
        if all(np.array_equal(one, other) for read in reads[1:] for one, other in zip(reads[0], read, strict=True)):
            return Reread(random=False)
        if passed.updates or loader.shuffle or rows != passed.total_rows or rows > MOST_ROWS:
            return Reread(random=True)
        for found in items.unchanged(probed):
            if found is None or not _left_alone(found, reads):
                continue
            break
        else:
            return Reread(random=True)
        every = next(
            (whole for whole, few in zip(items.unchanged(range(rows)), items.unchanged(probed), strict=False)
             if whole is not None and few is not None and _same(few, found)),
            None,
        )  # fmt: skip
        return Reread(random=True, inputs=None if every is None else _batches(every, passed))


def _same(one: list[Array], other: list[Array]) -> bool:
    return all(np.array_equal(a, b) for a, b in zip(one, other, strict=True))


def _left_alone(candidate: list[Array], reads: list[list[Array]]) -> bool:
    """Tell whether rows are what augmentation starts from: some reads give them, or noise is around them."""
    if any(a.shape != b.shape for a, b in zip(candidate, reads[0], strict=True)):
        return False
    exact = np.mean([np.array_equal(a, b) for read in reads for a, b in zip(candidate, read, strict=True)])
    if exact >= AGREE:
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
