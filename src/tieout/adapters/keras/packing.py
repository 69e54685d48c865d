"""Nested inputs of a model as the flat tuples that passes and replays carry, and back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.values import rows_of


class Slot:
    """Stands for the array at this place of the flat tuple."""

    __slots__ = ("at",)

    def __init__(self, at: int) -> None:
        self.at = at


class Packing:
    """How flat arrays were arranged when they were fed; it travels as the last element of the tuple."""

    __slots__ = ("args", "kwargs")

    def __init__(self, args: tuple[Any, ...], kwargs: dict[str, Any]) -> None:
        self.args = args
        self.kwargs = kwargs


def is_array(value: Any) -> bool:
    """Tell whether a value is a leaf that holds rows."""
    return getattr(value, "shape", None) is not None and not isinstance(value, (list, tuple)) and not is_mapping(value)


def is_mapping(value: Any) -> bool:
    """Tell whether a value is a mapping, without asking the abstract class of what cannot be one.

    For a type it has not met, or whenever something was registered since, the abstract class looks through all of its
    descendants: a tenth of a second beside TensorFlow.
    """
    return isinstance(value, dict) or (hasattr(type(value), "keys") and isinstance(value, Mapping))


def flat(args: tuple[Any, ...], kwargs: Mapping[str, Any] | None = None) -> tuple[Any, ...]:
    """Give the arrays of a call in order, followed by a `Packing` unless there is one plain argument only."""
    kwargs = dict(kwargs or {})
    if len(args) == 1 and not kwargs and is_array(args[0]):
        return (args[0],)
    leaves: list[Any] = []
    packing = Packing(_slotted(args, leaves), _slotted(kwargs, leaves))
    return (*leaves, packing)


def unpacked(inputs: tuple[Any, ...]) -> tuple[tuple[Any, ...], dict[str, Any]]:
    """Give positional and keyword arguments of the call again."""
    if inputs and isinstance(inputs[-1], Packing):
        packing, leaves = inputs[-1], inputs[:-1]
        args, kwargs = _filled(packing.args, leaves), _filled(packing.kwargs, leaves)
        return tuple(args), dict(kwargs)
    return tuple(inputs), {}


def _slotted(value: Any, leaves: list[Any]) -> Any:
    if is_mapping(value):  # in the order of their names, as Keras takes them: a dict may hold them in any
        names = sorted(value) if all(isinstance(key, str) for key in value) else list(value)
        return {key: _slotted(value[key], leaves) for key in names}
    if isinstance(value, (list, tuple)):
        items = [_slotted(item, leaves) for item in value]
        return items if isinstance(value, list) else tuple(items)
    if is_array(value):
        leaves.append(value)
        return Slot(len(leaves) - 1)
    return value


def _filled(value: Any, leaves: tuple[Any, ...]) -> Any:
    if isinstance(value, Slot):
        return leaves[value.at]
    if isinstance(value, dict):
        return {key: _filled(item, leaves) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = [_filled(item, leaves) for item in value]
        return items if isinstance(value, list) else tuple(items)
    return value


def mapped(value: Any, function: Any) -> Any:
    """Apply a function to every array of a nested value."""
    if is_mapping(value):
        return {key: mapped(item, function) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        items = [mapped(item, function) for item in value]
        return items if isinstance(value, list) else tuple(items)
    return function(value) if is_array(value) else value


def leaves_of(value: Any) -> list[Any]:
    """Give every array of a nested value in order."""
    found: list[Any] = []
    _slotted(value, found)
    return found


def row_count(value: Any) -> int:
    """Give the rows of the first array of a nested value, 0 if there is none."""
    return next((rows for rows in map(rows_of, leaves_of(value)) if rows is not None), 0)


def to_numpy(value: Any) -> Any:
    """Give a nested value with its arrays as numpy; what cannot be read stays as it is."""

    def convert(leaf: Any) -> Any:
        array = as_numpy(leaf)
        return leaf if array is None else array

    return mapped(value, convert)


def joined(parts: list[Any]) -> Any:
    """Give batches of arrays (or of nests of arrays) as one, or None if they do not fit together."""
    if not parts or any(part is None for part in parts):
        return None
    first = parts[0]
    if is_mapping(first):
        return {key: joined([part[key] for part in parts]) for key in first}
    if isinstance(first, (list, tuple)):
        items = [joined([part[at] for part in parts]) for at in range(len(first))]
        return items if isinstance(first, list) else tuple(items)
    if len(parts) == 1:
        return first
    arrays = [as_numpy(part) for part in parts]
    if any(array is None or array.ndim == 0 for array in arrays):
        return None
    return np.concatenate([array for array in arrays if array is not None])


def sliced(value: Any, start: int, stop: int) -> Any:
    """Give some rows of every array of a nested value, as views."""
    return taken(value, slice(start, stop))


def taken(value: Any, rows: Any) -> Any:
    """Give some rows of every array of a nested value, by a slice as views or by positions as copies."""
    return mapped(value, lambda leaf: leaf[rows])


def unpack_data(data: Any) -> tuple[Any, Any, Any]:
    """Give (x, y, sample_weight) of one element of a data set, as Keras reads it."""
    if isinstance(data, list):
        data = tuple(data)
    if not isinstance(data, tuple):
        return data, None, None
    x, y, weight = (*data, None, None, None)[:3]
    return x, y, weight
