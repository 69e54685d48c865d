"""Facts about the user's values and files that can be had without numpy, so that recording starts without it."""

from __future__ import annotations

import hashlib
import sys
from collections.abc import Mapping, Sequence
from typing import Any

ELEMENT = 64  # bytes of a number or a short word with the reference to it


def rows_of(value: Any) -> int | None:
    """Give the length of the first axis of an array-like, None if it has none."""
    shape = getattr(value, "shape", None)
    if shape is None:
        return len(value) if isinstance(value, (list, tuple)) else None
    try:
        return int(shape[0]) if len(shape) else None
    except (TypeError, ValueError):
        return None


def row_by_row(left: Any, right: Any) -> bool:
    """Tell whether both sides of a difference have a value, or a column, for each of the same rows."""
    one, other = getattr(left, "shape", ()), getattr(right, "shape", ())
    if not one or not other or one[0] != other[0] or one[0] < 2 or len(one) > 2 or len(other) > 2:
        return False
    return all(len(shape) == 1 or shape[1] == 1 for shape in (one, other))


def labels_of_output(labels: Any, name: str, at: int) -> Any:
    """Give the labels of one output: those of its name or place, or the only ones there are."""
    if isinstance(labels, Mapping):
        return labels.get(name)
    if isinstance(labels, (list, tuple)):
        return labels[at] if at < len(labels) else None
    return labels


def same_memory(one: Any, other: Any) -> bool:
    """Tell whether two torch tensors are views of the same memory."""
    try:
        return bool(one.data_ptr() == other.data_ptr() and one.shape[0] == other.shape[0])
    except AttributeError:
        return False


def plain_number(value: Any) -> float:
    """Give a number as a float, without the autograd graph behind it."""
    return float(light(value))  # PyTorch warns, on the script's stderr, about a float of what has a gradient


def light(value: Any) -> Any:
    """Give the value without the autograd graph behind it."""
    return value.detach() if getattr(value, "requires_grad", False) else value


class Listed:
    """The numbers or words of a list as it was, one axis; it becomes an array when somebody looks.

    Copying the references of a list costs a hundredth of making an array of it, which most lists never need.
    """

    __slots__ = ("_values",)

    def __init__(self, values: Sequence[Any]) -> None:
        self._values = tuple(values)

    @property
    def shape(self) -> tuple[int]:
        """The number of elements."""
        return (len(self._values),)

    @property
    def nbytes(self) -> int:
        """About what the elements take, if nobody else keeps them."""
        return len(self._values) * ELEMENT

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        """Give the elements as an array; raises TypeError if they are not of one kind."""
        if len(set(map(type, self._values))) != 1:
            raise TypeError("elements of several kinds")
        numpy: Any = sys.modules["numpy"]  # it is numpy that asks
        return numpy.asarray(self._values, dtype=dtype)


def listed(value: Any) -> Any:
    """Give a list of numbers or words as what can be made an array, None for one of other things or of none."""
    if not isinstance(value, (list, tuple)):
        return value if getattr(value, "shape", None) else None
    kind = type(value[0]) if value else None
    return Listed(value) if kind in {bool, int, float, str} or _is_scalar(kind) else None


def _is_scalar(kind: type | None) -> bool:
    """Tell whether a class is one of numpy's numbers or words."""
    return kind is not None and kind.__module__ == "numpy" and any(base.__name__ == "generic" for base in kind.__mro__)


def is_estimator(value: Any) -> bool:
    """Tell whether `value` is a fitted or unfitted estimator, without importing scikit-learn."""
    return hasattr(value, "get_params") and hasattr(value, "fit") and not isinstance(value, type)


def digest_of(digests: Mapping[str, str]) -> str:
    """Give one key for a set of array digests."""
    text = "\n".join(f"{name}={digests[name]}" for name in sorted(digests))
    return hashlib.blake2b(text.encode(), digest_size=10).hexdigest()


def file_digest(path: str) -> str:
    """Give a digest of a file's content, "" if it cannot be read."""
    mark = hashlib.blake2b(digest_size=16)
    try:
        with open(path, "rb") as file:
            while chunk := file.read(1 << 20):
                mark.update(chunk)
    except OSError:
        return ""
    return mark.hexdigest()
