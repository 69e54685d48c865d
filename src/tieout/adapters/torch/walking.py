"""Everything that a PyTorch model is made of: its modules, those it keeps in plain lists, and constants set later."""

from __future__ import annotations

import dis
import functools
import inspect
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

import numpy as np

from tieout.core.trial import ATTRIBUTE

MOST_NUMBERS = 1 << 16  # of a constant that belongs to a model's state
DEEPEST = 4  # lists inside lists
Modules = Sequence[tuple[str, Any]]
NOT_INITIAL = frozenset({"__init__", "__new__", "__setstate__"})


def modules_of(model: Any) -> list[tuple[str, Any]]:
    """Give every module by its name, with those in plain lists and mappings, which PyTorch itself does not see."""
    found = list(model.named_modules())
    known = {id(module) for _, module in found}
    for name, module in found:  # the list grows while it is walked
        for key, held in _hidden(module):
            for inner, one in held.named_modules():
                if id(one) not in known:
                    known.add(id(one))
                    found.append((".".join(part for part in (name, key, inner) if part), one))
    return found


def has_hidden(module: Any) -> bool:
    """Tell whether a module without weights of its own keeps modules with weights in a plain list or mapping."""
    return any(next(held.parameters(), None) is not None for _, held in _hidden(module))


def tensors_of(modules: Modules, *, buffers: bool) -> Iterator[tuple[str, Any]]:
    """Give parameters, or registered buffers, of every module by their name, each tensor once."""
    known: set[int] = set()
    for name, module in modules:
        for key, tensor in (module._buffers if buffers else module._parameters).items():
            if tensor is not None and id(tensor) not in known:
                known.add(id(tensor))
                yield (f"{name}.{key}" if name else key), tensor


def attributes_of(modules: Modules) -> Iterator[tuple[str, Any, str, Any]]:
    """Give the constants that a method sets after a module was made: name, module, attribute and value.

    They are computed with as buffers are, and no checkpoint holds them. What `forward` sets is no constant.
    """
    for name, module in modules:
        kind: Any = type(module)
        for key in _set_later(kind):
            value = vars(module).get(key)
            if _is_constant(value):
                yield f"{name}.{key}{ATTRIBUTE}" if name else f"{key}{ATTRIBUTE}", module, key, value


def _is_constant(value: Any) -> bool:
    if isinstance(value, np.ndarray):
        return value.dtype.kind in "fiub" and value.size <= MOST_NUMBERS
    numbers = getattr(value, "numel", None)
    return hasattr(value, "detach") and callable(numbers) and int(numbers()) <= MOST_NUMBERS


@functools.lru_cache(maxsize=512)
def _set_later(kind: type) -> tuple[str, ...]:
    """Give the attributes that the class sets when it is made, and again in a method that `forward` does not call."""
    if kind.__module__.split(".")[0] in {"torch", "torchvision", "torchmetrics"}:
        return ()
    stored = {name: frozenset(_stored(function)) for name, function in _methods(kind).items()}
    reached, todo = set(), ["forward"]
    while todo:
        name = todo.pop()
        if name in stored and name not in reached:
            reached.add(name)
            todo += _methods(kind)[name].__code__.co_names
    first = frozenset().union(*(stored.get(name, frozenset()) for name in NOT_INITIAL))
    while_run = frozenset().union(*(stored[name] for name in reached))
    later = frozenset().union(*(found for name, found in stored.items() if name not in reached | NOT_INITIAL))
    return tuple(sorted((first & later) - while_run))


def _methods(kind: type) -> dict[str, Any]:
    """Give the methods that the user's own classes define."""
    found: dict[str, Any] = {}
    for owner in kind.__mro__:
        if not owner.__module__.startswith("torch.") and owner is not object:
            for name, value in vars(owner).items():
                if inspect.isfunction(value):
                    found.setdefault(name, value)
    return found


def _stored(function: Any) -> Iterator[str]:
    return (str(one.argval) for one in dis.get_instructions(function) if one.opname == "STORE_ATTR")


def _hidden(module: Any) -> Iterator[tuple[str, Any]]:
    """Give the modules in plain lists and mappings of a module, by a name that says where they are kept."""
    if type(module).__module__.startswith("torch."):
        return
    for key, value in vars(module).items():
        if key != "_modules" and type(value) in {list, tuple, dict} and value:
            yield from _inside(key, value, 0)


def _inside(name: str, value: Any, deep: int) -> Iterator[tuple[str, Any]]:
    from torch.nn import Module

    for at, one in value.items() if isinstance(value, Mapping) else enumerate(value):
        if isinstance(one, Module):
            yield f"{name}.{at}", one
        elif type(one) not in {list, tuple, dict}:
            return  # a list of something else
        elif deep < DEEPEST:
            yield from _inside(f"{name}.{at}", one, deep + 1)
