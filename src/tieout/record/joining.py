"""What the tape does with single arrays: join them, shuffle them, turn them into row ids; nothing here keeps state."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from tieout.arrays import WIDE, as_numpy, drawn_order, row_ids
from tieout.core.passes import Iteration
from tieout.record.budget import KEPT, size_of

TOGETHER = 1 << 15  # bytes of rows that ids are worked out of in one go
JOINED = 64  # batches of one call that are kept as one


def as_one_batch(
    batches: Sequence[tuple[tuple[Any, ...], Any, Any]],
) -> Sequence[tuple[tuple[Any, ...], Any, Any]]:
    """Give what one call scored as one batch, where it is small numpy arrays; else as it is."""
    if len(batches) < 2 or len(batches) > JOINED:
        return batches
    inputs, outputs, labels = zip(*batches, strict=True)
    try:
        joined = tuple(concatenated(parts) for parts in zip(*inputs, strict=True))
        return [(joined, concatenated(outputs), concatenated(labels))]
    except (TypeError, ValueError):
        return batches


def shuffled(
    batches: Sequence[tuple[tuple[Any, ...], Any, Any]],
) -> Sequence[tuple[tuple[Any, ...], Any, Any]]:
    """Give the batches of a fit over arrays with rows drawn from all over, as fit shuffles; sorted rows would mislead.

    Which rows met in a batch is not known; any shuffle has batches of the same kind.
    """
    inputs, outputs, labels = zip(*batches, strict=True) if batches else ((), (), ())
    if len(batches) < 2 or any(part is not None for part in outputs):
        return batches
    try:
        columns = [concatenated(parts) for parts in zip(*inputs, strict=True)]
        truth = concatenated(labels)
    except (TypeError, ValueError):
        return batches
    sizes = [len(parts[0]) for parts in inputs]
    order = drawn_order(len(sizes), sum(sizes))
    found, start = [], 0
    for size in sizes:
        rows = order[start : start + size]
        found.append((tuple(c[rows] for c in columns), None, None if truth is None else truth[rows]))
        start += size
    return found


def concatenated(parts: Sequence[Any]) -> Any:
    """Join numpy arrays, None where all parts are None."""
    if all(part is None for part in parts):
        return None
    if not all(isinstance(part, np.ndarray) for part in parts):
        raise TypeError("only numpy arrays are joined")
    return np.concatenate(parts)


def flush(iteration: Iteration, most: float) -> None:
    """Turn the inputs that wait in an iteration into row ids; more than `most` bytes of labels or ids are let go."""
    fresh = slice(len(iteration.ids) - iteration.waiting, None)
    labels = iteration.labels[-iteration.waiting :]
    iteration.ids[fresh] = _ids_of(iteration.ids[fresh])
    iteration.waiting = 0
    for at, (held, new) in enumerate(((iteration.labels, labels), (iteration.ids, iteration.ids[fresh]))):
        iteration.held[at] += sum(KEPT + size_of(part) for part in new if part is not None)
        if iteration.held[at] > most:
            held[:] = [None] * len(held)
            iteration.held[at] = 0


def _ids_of(batches: Sequence[Any]) -> list[Any]:
    """Give the row ids of some batches, of small tables of one kind several at a time."""
    arrays = [as_numpy(batch) for batch in batches]
    tables = [a for a in arrays if a is not None and a.ndim == 2 and a.dtype.kind in "fiub" and a.shape[1] <= WIDE]
    if len(tables) < len(arrays) or len({(a.shape[1], a.dtype) for a in tables}) != 1:
        return [row_ids(array) for array in arrays]
    some = max(1, TOGETHER // max(1, tables[0].nbytes))
    return [row_ids(np.concatenate(tables[at : at + some])) for at in range(0, len(tables), some)]
