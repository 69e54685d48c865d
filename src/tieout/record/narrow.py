"""How arrays lie in a recording: in as few bytes as their values need, the way back written behind their name.

A name alone is an array as it is; `name~<i8` has whole numbers stored as smaller ones; `name~<u8~6` has only the
lowest six bytes of each number, which is what ids of rows need; `name~<f4~b1000` has a bit for each of a thousand
zeros and ones.
"""

from __future__ import annotations

from typing import Any

import numpy as np

MARK = "~"
WHOLE = ("u1", "i1", "u2", "i2", "u4", "i4")
WORTH_IT = 1 << 14  # bytes from which on an array is stored narrower
MOST_BYTES = 8  # of a number
LOWEST = 6  # bytes of a number that are stored where the others are zero


def narrowed(name: str, array: Any) -> tuple[str, Any]:
    """Give the name and the array as they are stored: labels and hits of a million rows are mostly zeros otherwise."""
    kind = array.dtype
    if kind.kind not in "biuf" or array.nbytes < WORTH_IT:
        return name, array
    low, high = array.min(), array.max()
    if array.ndim == 1 and not np.isnan(low) and 0 <= low <= high <= 1 and _plain(array, bool):
        return f"{name}{MARK}{kind.str}{MARK}b{len(array)}", np.packbits(array.astype(bool))
    if kind.itemsize == 1:
        return name, array
    if kind.kind == "f":
        if not 0 <= low <= high <= np.iinfo(np.uint8).max or not _plain(array, np.uint8):  # nan is in no range
            return name, array
        return f"{name}{MARK}{kind.str}", array.astype(np.uint8)
    fitting = (kind for kind in map(np.dtype, WHOLE) if np.iinfo(kind).min <= low and high <= np.iinfo(kind).max)
    small = min((kind, next(fitting, kind)), key=lambda one: one.itemsize)
    if small != kind:
        return f"{name}{MARK}{kind.str}", array.astype(small)
    if kind.itemsize > LOWEST and array.ndim == 1 and low >= 0 and int(high) < 1 << 8 * LOWEST:
        lowest = array.astype("<u8").view(np.uint8).reshape(-1, 8)[:, :LOWEST]
        return f"{name}{MARK}{kind.str}{MARK}{LOWEST}", np.ascontiguousarray(lowest)
    return name, array


def _plain(array: Any, kind: Any) -> bool:
    """Tell whether another type holds the very same values."""
    return np.array_equal(array.astype(kind), array) and not (array.dtype.kind == "f" and np.signbit(array).any())


def widened(stored: str, array: Any) -> Any:
    """Give an array as it was, from what is stored under a name.

    Raises:
        ValueError: the name says what `narrowed` never writes.
    """
    _, *way = stored.split(MARK)
    if not way:
        return array
    kind = np.dtype(way[0])
    if kind.kind not in "biuf" or kind.itemsize > MOST_BYTES or len(way) > 2:
        raise ValueError(f"{stored} has a type that no recording has")
    if len(way) == 1:
        return array.astype(kind)
    if array.dtype != np.uint8:
        raise ValueError(f"{stored} holds no bytes")
    if way[1].startswith("b"):
        count = int(way[1][1:])
        if array.ndim != 1 or not 0 <= count <= 8 * len(array):
            raise ValueError(f"{stored} holds fewer bits than it says")
        return np.unpackbits(array, count=count).astype(kind)
    if array.ndim != 2 or array.shape[1] != LOWEST or int(way[1]) != LOWEST:
        raise ValueError(f"{stored} holds other bytes than it says")
    whole = np.zeros((len(array), 8), np.uint8)
    whole[:, :LOWEST] = array
    return whole.view("<u8").reshape(-1).astype(kind)
