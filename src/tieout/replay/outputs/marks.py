"""How far marks overlap, row by row: those of masks, and of rows that have several labels."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def overlap(counts: Array, name: str, smoothed: tuple[float, float] = (0.0, 0.0)) -> Array:
    """Give Dice or IoU of counts: marks of the predictions, of the labels, and of both, in the last axis."""
    more, empty = smoothed
    said, are, both = (counts[..., at] for at in range(3))
    above, below = (2.0 * both, said + are) if name == "dice" else (both, said + are - both)
    above, below = above + more, below + more
    return np.asarray(np.divide(above, below, out=np.full(np.shape(below), empty), where=below > 0))


def counts_of(predictions: Any, labels: Any) -> Array | None:
    """Count the marks of each row, None where predictions or labels are no marks, several a row."""
    said, are = np.asarray(predictions), np.asarray(labels)
    rows = len(are)
    if are.ndim < 2 or said.size != are.size or are.size <= rows or len(said) != rows:
        return None
    if not all(is_mark(each) for each in (said, are)):
        return None
    said, are = said.reshape(rows, -1) > 0, are.reshape(rows, -1) > 0
    return np.stack([said.sum(axis=1), are.sum(axis=1), (said & are).sum(axis=1)], axis=1).astype(np.float64)


def is_mark(values: Array) -> bool:
    """Tell whether values are all 0 or 1."""
    return values.dtype.kind == "b" or (values.dtype.kind in "fiu" and bool(((values == 0) | (values == 1)).all()))
