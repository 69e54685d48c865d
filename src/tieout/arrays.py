"""Facts about arrays: row ids, digests, conversion to numpy. Recognises frameworks by name, never imports one."""

from __future__ import annotations

import hashlib
import sys
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

MOST_DENSE = 1 << 23  # cells of a sparse matrix that is looked at as a whole
WIDE = 256  # a wider row is identified by this many sampled positions
IGNORED = -100  # the label that losses pass over
BLOCK = 1 << 13  # numbers mixed at a time: for more, every step would ask the system for new memory
_rng = np.random.default_rng(0x71E0)
_COEFFICIENTS = _rng.integers(1, 2**63, size=WIDE, dtype=np.uint64) | np.uint64(1)
_MIX = np.uint64(0x9E3779B97F4A7C15)
_SHORTER = np.uint64(16)  # bits left away: in a million rows the 48 that stay give two rows one id once in 500 times


def as_numpy(value: Any) -> NDArray[Any] | None:
    """Give `value` as a numpy array without copying where that is possible, or None if it is no array.

    Frames give their values; device tensors are copied to the host; sparse matrices are filled up unless they are huge;
    symbolic tensors give None.
    """
    if isinstance(value, np.ndarray):
        return value
    if isinstance(value, (bool, int, float, np.generic)):
        return np.asarray(value)
    module = type(value).__module__.partition(".")[0]
    try:
        if module == "torch" or _is_torch(value):
            return _of_torch(value)
        if module in {"tensorflow", "keras", "tf_keras", "jax", "jaxlib"}:
            if hasattr(value, "numpy"):
                return np.asarray(value.numpy())
            return np.asarray(value)
        if module == "pandas":
            return np.asarray(value.to_numpy())
        if module == "scipy" and hasattr(value, "toarray"):
            return np.asarray(value.toarray()) if np.prod(value.shape) <= MOST_DENSE else None
        if isinstance(value, (list, tuple)):
            return np.asarray([x if isinstance(x, (int, float, str, bool)) else as_numpy(x) for x in value])
        if hasattr(value, "__array__"):
            return np.asarray(value)
    except Exception:  # noqa: BLE001 - a value that cannot be read is no array to us
        return None
    return None


def _of_torch(value: Any) -> NDArray[Any]:
    tensor = value.detach()
    try:
        plain: NDArray[Any] = tensor.numpy()  # memory is shared; nearly every tensor goes this way
    except (TypeError, RuntimeError):
        tensor = tensor.cpu()
        if str(tensor.dtype) == "torch.bfloat16":
            tensor = tensor.float()
        return np.asarray(tensor.resolve_conj().resolve_neg().numpy())
    return plain


def _is_torch(value: Any) -> bool:
    torch = sys.modules.get("torch")
    return torch is not None and isinstance(value, torch.Tensor)


def row_ids(value: Any) -> NDArray[np.uint64] | None:
    """Give a 6-byte id for each row (first axis), or None if `value` is no numeric array.

    Rows are compared as float32, so the same row has the same id as a float64 numpy row and as a float32 tensor.
    """
    found = _long_ids(value)
    return None if found is None else found >> _SHORTER


def _long_ids(value: Any) -> NDArray[np.uint64] | None:
    array = as_numpy(value)
    if array is None or array.ndim == 0:
        return None
    if array.dtype == object or array.dtype.kind in "USMm":
        return _object_row_ids(array)
    if array.dtype.kind not in "fiub":
        return None
    flat = array.reshape(len(array), -1) if array.size else array.reshape(len(array), 0)
    width = flat.shape[1]
    if width > WIDE:
        flat = flat[:, np.linspace(0, width - 1, WIDE).astype(np.intp)]
    if flat.size <= BLOCK:
        return _mixed(flat, width)
    ids, some = np.empty(len(flat), dtype=np.uint64), max(1, BLOCK // flat.shape[1])
    for at in range(0, len(flat), some):
        ids[at : at + some] = _mixed(flat[at : at + some], width)
    return ids


def _mixed(flat: NDArray[Any], width: int) -> NDArray[np.uint64]:
    """Mix the numbers of each row, which may be some of `width`, bit by bit into one."""
    coefficients = _COEFFICIENTS[: flat.shape[1]]
    with np.errstate(all="ignore"):
        words = np.ascontiguousarray(flat, dtype=np.float32) + np.float32(0)  # -0.0 becomes 0.0
    bits = words.view(np.uint32)
    bits ^= bits >> np.uint32(15)
    total = bits.astype(np.uint64) @ coefficients + coefficients.sum(dtype=np.uint64)
    total ^= total >> np.uint64(29)
    return np.asarray(total * _MIX + np.uint64(width), dtype=np.uint64)


def ids_of_rows(inputs: Sequence[Any]) -> NDArray[np.uint64] | None:
    """Give an id for each row of what a model was given: by the first array, or by all if that tells no rows apart.

    That is a single column, or a table of codes beside one of measurements. The order of the arrays does not count:
    mappings come in any.
    """
    arrays = [array for value in inputs if (array := as_numpy(value)) is not None and array.ndim]
    first = next((ids for ids in map(_long_ids, arrays) if ids is not None), None)
    if first is None or not (arrays[0].size == len(first) or _codes_beside_numbers(arrays)):
        return None if first is None else first >> _SHORTER
    known = [ids for array in arrays if len(array) == len(first) and (ids := _long_ids(array)) is not None]
    return np.asarray(np.sum(np.stack(known), axis=0, dtype=np.uint64) >> _SHORTER)


def _codes_beside_numbers(arrays: Sequence[NDArray[Any]]) -> bool:
    """Tell whether tables of whole numbers, or of words, come with one of floating-point numbers."""
    tables = [array for array in arrays if array.ndim == 2 and len(array) == len(arrays[0])]
    kinds = {array.dtype.kind for array in tables}
    return len(tables) == len(arrays) and "f" in kinds and len(kinds) > 1


def _object_row_ids(array: NDArray[Any]) -> NDArray[np.uint64]:
    flat = array.reshape(len(array), -1)
    return np.array(
        [int.from_bytes(hashlib.blake2b(repr(list(row)).encode(), digest_size=8).digest(), "little") for row in flat],
        dtype=np.uint64,
    )


def digest(value: Any) -> str:
    """Give a short digest of an array's dtype, shape and bytes."""
    array = np.ascontiguousarray(value)
    head = f"{array.dtype.str}{array.shape}".encode()
    mark = hashlib.blake2b(head, digest_size=8)
    mark.update(array.data if array.size and array.dtype != object else repr(array.tolist()).encode())
    return mark.hexdigest()


def unlabelled(labels: Any) -> NDArray[np.bool_] | None:
    """Tell which labels stand for no label at all (a field left empty, the index that losses pass over), None if none.

    Labels of several values a row, and labels that are all missing, are none of these.
    """
    array = np.asarray(labels)
    if array.ndim != 1:
        return None
    if array.dtype.kind == "f":
        found = np.isnan(array)
    elif array.dtype.kind == "i":
        found = (array == IGNORED) if array.size and array.min() == IGNORED else np.zeros(0, dtype=bool)
    elif array.dtype == object:
        found = np.asarray([_is_missing(value) for value in array.tolist()], dtype=bool)
    else:
        return None
    return found if found.any() and not found.all() else None


def _is_missing(value: Any) -> bool:
    """Tell whether a value is none, not a number, or pandas' mark for what is missing."""
    if isinstance(value, float):
        return bool(np.isnan(value))
    return value is None or type(value).__name__ in {"NAType", "NaTType"}


@dataclass(frozen=True, slots=True)
class Overlap:
    """How two sets of rows stand to each other; repeated rows count as often as they occur.

    `in_first` marks the rows of the second that are also in the first, `in_second` the reverse.
    """

    first: int
    second: int
    in_first: NDArray[np.bool_]
    in_second: NDArray[np.bool_]

    @property
    def same(self) -> bool:
        """Both hold the same rows, in whatever order."""
        return self.first == self.second and bool(self.in_first.all()) and bool(self.in_second.all())

    @property
    def shared_of_second(self) -> float:
        """Share of the second's rows that the first has too."""
        return float(self.in_first.mean()) if self.second else 0.0

    @property
    def shared_of_first(self) -> float:
        """Share of the first's rows that the second has too."""
        return float(self.in_second.mean()) if self.first else 0.0


def overlap(first: NDArray[np.uint64] | None, second: NDArray[np.uint64] | None) -> Overlap | None:
    """Compare two arrays of row ids, None where either is unknown."""
    if first is None or second is None or not len(first) or not len(second):
        return None
    for one, other, known in _compared:
        if one is first and other is second:
            return known
    if np.array_equal(first, second):
        everywhere = np.ones(len(first), dtype=bool)
        found = Overlap(len(first), len(second), everywhere, everywhere)
    else:
        found = Overlap(len(first), len(second), _held(second, first), _held(first, second))
    _compared.append((first, second, found))
    return found


# Every cause that is about rows asks for the same few pairs, which may hold millions each.
_compared: deque[tuple[Any, Any, Overlap]] = deque(maxlen=8)


def _held(values: NDArray[np.uint64], others: NDArray[np.uint64]) -> NDArray[np.bool_]:
    """Tell which values are among the others."""
    ordered = np.sort(others)
    at = np.minimum(np.searchsorted(ordered, values), len(ordered) - 1)
    return np.asarray(ordered[at] == values)


def shared_rows(
    first: Sequence[NDArray[np.uint64] | None], second: Sequence[NDArray[np.uint64] | None]
) -> Overlap | None:
    """Compare two sets of rows known under several ids each (raw, and as fed): the ids that agree most speak."""
    found = [o for a in first for b in second if (o := overlap(a, b)) is not None]
    return max(found, key=lambda o: o.shared_of_first + o.shared_of_second, default=None)


def drawn_order(batches: int, rows: int) -> NDArray[np.int64]:
    """Give the order in which the rows of a fit over arrays are kept: one draw, the same at every call."""
    return np.random.default_rng(batches).permutation(rows)
