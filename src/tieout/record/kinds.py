"""Tells numbers and arrays from everything else by type alone, without importing a framework."""

from __future__ import annotations

from enum import Enum
from typing import Any
from weakref import WeakKeyDictionary

PLAIN = 0  # of no interest
NUMBER = 1  # int or float
ARRAY = 2  # array, tensor, variable, series or frame; may have no dimensions
SCALAR = 3  # numpy number
FLAG = 4  # other numpy scalars, such as the result of comparing two numbers

Shape = tuple[int, ...]

_ARRAYS = {
    ("numpy", "ndarray"),
    ("torch", "Tensor"),
    ("tensorflow", "EagerTensor"),
    ("tensorflow", "ResourceVariable"),
    ("tensorflow", "BaseResourceVariable"),
    ("keras", "Variable"),
    ("keras", "KerasVariable"),
    ("pandas", "Series"),
    ("pandas", "DataFrame"),
    ("pandas", "Index"),
    ("jaxlib", "ArrayImpl"),
}
_FRAMEWORKS = frozenset(module for module, _ in _ARRAYS)
_HEAP = 1 << 9  # set for classes made by a class statement


def _torch_rules_hold(kind: type) -> bool:
    """Tell whether looking at a tensor of this class runs no code of the user's."""
    for base in kind.__mro__:
        if "__torch_function__" in vars(base):
            own = vars(base)["__torch_function__"]
            return (base.__module__ or "").partition(".")[0] == "torch" and own is not None
    return True


def kind_of(kind: type) -> int:
    """Classify a type."""
    if kind is bool or issubclass(kind, Enum):
        return PLAIN
    names = {(str(base.__module__).partition(".")[0], base.__name__) for base in kind.__mro__}
    if ("numpy", "generic") in names:
        return SCALAR if ("numpy", "number") in names else FLAG
    if names & _ARRAYS:
        return ARRAY if ("torch", "Tensor") not in names or _torch_rules_hold(kind) else PLAIN
    return NUMBER if issubclass(kind, (int, float)) else PLAIN


class Kinds(dict[type, int]):
    """Remembers the kind of every type seen, so that asking again is one look-up.

    Classes of the user's own are remembered weakly: they, and what they refer to, must die when they would have.
    """

    def __init__(self) -> None:
        super().__init__()
        self._weak: WeakKeyDictionary[type, int] = WeakKeyDictionary()

    def __missing__(self, kind: type) -> int:
        try:
            found = self._weak.get(kind)
            if found is not None:
                return found
            found = kind_of(kind)
            if not kind.__flags__ & _HEAP or str(kind.__module__).partition(".")[0] in _FRAMEWORKS:
                self[kind] = found
            else:
                self._weak[kind] = found
        except Exception:  # noqa: BLE001 - a type that cannot be classified is of no interest
            return PLAIN
        return found


KINDS = Kinds()


def shape_of(value: Any) -> Shape | None:
    """Give the shape of an array, or None if it has no settled shape."""
    try:
        return tuple(int(side) for side in value.shape)
    except (TypeError, ValueError, AttributeError):
        return None


def is_number(value: Any) -> bool:
    """Tell whether a value is one number: int, float, numpy number, array without dimensions."""
    kind = KINDS[type(value)]
    if kind == ARRAY:
        try:
            return len(value.shape) == 0
        except (TypeError, ValueError, AttributeError):  # no settled shape
            return False
    return kind in (NUMBER, SCALAR)


def has_rows(value: Any) -> bool:
    """Tell whether a value is an array of two elements or more."""
    if KINDS[type(value)] != ARRAY:
        return False
    shape = shape_of(value)
    return shape is not None and len(shape) > 0 and 0 not in shape and any(side > 1 for side in shape)
