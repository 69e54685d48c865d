"""Plain settings of layers: read as data that can be kept and compared, and set for the length of a replay."""

from __future__ import annotations

import ast
import contextlib
import functools
import hashlib
import inspect
import math
import sys
import textwrap
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import Any

MOST_ITEMS = 16  # of a tuple that counts as a setting
MOST_TEXT = 200
MOST_GLOBALS = 40
UNKNOWN = object()  # stands for everything that is no plain setting
CODE = "code"
GLOBAL = "global "
HPARAMS = "_hparams"  # where Lightning keeps what `save_hyperparameters` was given
Put = Callable[[str, Mapping[str, Any]], Iterator[Callable[[], None]]]


def plain(value: Any) -> Any:
    """Give a setting as plain data: numbers, texts, short tuples of them as lists, a function as `<name>`.

    Of numbers, only plain ones count: an array is no setting, and neither is a number that is not finite.
    """
    if value is None or isinstance(value, (bool, int)) or (isinstance(value, float) and math.isfinite(value)):
        return value
    if isinstance(value, str):
        return value if len(value) <= MOST_TEXT else UNKNOWN
    if isinstance(value, (tuple, list)):
        known = len(value) <= MOST_ITEMS and all(isinstance(item, (bool, int, float, str)) for item in value)
        return list(value) if known else UNKNOWN
    if inspect.isfunction(value) or inspect.isbuiltin(value):
        return f"<{value.__name__}>" if value.__name__.isidentifier() else UNKNOWN
    return UNKNOWN


def by_name(value: Any) -> Any:
    """Give a function with its module, as `<numpy.log1p>`; anything else as it is."""
    name = getattr(value, "__qualname__", None) or getattr(value, "__name__", None)
    if not callable(value) or isinstance(value, type) or not name:
        return value
    numpy = sys.modules.get("numpy")
    own = "numpy" if getattr(numpy, name, None) is value else getattr(value, "__module__", None)
    return f"<{own}.{name}>"


def like(old: Any, value: Any) -> Any:
    """Give a kept setting in the type of the one it replaces."""
    return tuple(value) if isinstance(value, list) and not isinstance(old, list) else value


def of_code(function: Any) -> dict[str, Any]:
    """Give what a function of the user's own computes with: a digest of its text, and the plain globals it names."""
    function = inspect.unwrap(getattr(function, "__func__", function))
    code = getattr(function, "__code__", None)
    if code is None:
        return {}
    found: dict[str, Any] = {}
    mark = _digest(code)
    if mark:
        found[CODE] = mark
    names = getattr(function, "__globals__", {})
    for name in code.co_names[:MOST_GLOBALS]:
        value = names.get(name)
        if isinstance(value, (bool, int, float, str)) and not name.startswith("__"):
            kept = plain(value)
            if kept is not UNKNOWN:
                found[f"{GLOBAL}{name}"] = kept
    return found


def of_holders(owner: Any, kind: type, method: str, foreign: str) -> dict[str, Any]:
    """Give the plain settings that a layer reads from what it holds them in, such as `self.cfg.pooling`.

    Only names that its own code says, in `method` or in what that calls, are looked up.

    Args:
        owner:   the layer.
        kind:    its class.
        method:  the name of the method that computes.
        foreign: what the modules of the framework begin with, whose objects hold no settings of the user's.
    """
    found: dict[str, Any] = {}
    for name, holder in list(vars(owner).items()):
        if name.startswith("_") and name != HPARAMS:
            continue
        if not isinstance(holder, Mapping) and (
            not hasattr(holder, "__dict__") or callable(holder) or type(holder).__module__.startswith(foreign)
        ):
            continue
        read = _names_in(kind, method)
        entries = holder if isinstance(holder, Mapping) else vars(holder)
        for key in read & {key for key in entries if isinstance(key, str)}:
            kept = plain(entries[key])
            if kept is not UNKNOWN:
                found[f"{name}.{key}"] = kept
    return found


@functools.lru_cache(maxsize=512)
def _names_in(kind: type, method: str) -> frozenset[str]:
    """Give the names and texts in the code of a method and of the methods of the same class that it names."""
    names, asked, seen = set[str](), [method], set[str]()
    while asked:
        own = asked.pop()
        function = getattr(kind, own, None)
        code = getattr(inspect.unwrap(function), "__code__", None) if callable(function) else None
        if own in seen or code is None:
            continue
        seen.add(own)
        said = {*code.co_names, *(text for text in code.co_consts if isinstance(text, str))}
        names |= said
        asked += [name for name in said if inspect.isfunction(getattr(kind, name, None))]
    return frozenset(names)


@functools.lru_cache(maxsize=512)
def _digest(code: Any) -> str:
    """Give a digest of a function's text without comments and layout, "" where the text is not known."""
    try:
        tree = ast.parse(textwrap.dedent(inspect.getsource(code)))
    except (OSError, SyntaxError, TypeError, ValueError):
        return ""
    if tree.body and isinstance(tree.body[0], (ast.FunctionDef, ast.AsyncFunctionDef)):
        body = tree.body[0].body
        if body and isinstance(body[0], ast.Expr) and isinstance(body[0].value, ast.Constant) and len(body) > 1:
            del body[0]  # a docstring computes nothing
    return hashlib.blake2b(ast.dump(tree).encode(), digest_size=6).hexdigest()


@contextlib.contextmanager
def configured(config: Mapping[str, Mapping[str, Any]] | None, put: Put) -> Iterator[None]:
    """Give layers other settings for the length of the block.

    Args:
        config: the settings wanted, by layer.
        put:    sets those of one layer, one after the other, and gives after each what puts it back.

    Raises:
        ValueError: a setting that cannot be set on a live model; those set before it are put back.
    """
    with contextlib.ExitStack() as stack:
        for name, wanted in (config or {}).items():
            for put_back in put(name, wanted):
                stack.callback(put_back)
        yield


def put_setting(owner: Any, function: Any, key: str, value: Any, named: Callable[[str], Any]) -> Callable[[], None]:
    """Set one kept setting of a layer, or a global that its code names; give what puts it back.

    Args:
        owner:    the layer.
        function: its own code.
        key:      the setting, as it was kept.
        value:    its kept value.
        named:    finds a function by its kept name.

    Raises:
        ValueError: it cannot be set.
    """
    if key == CODE:
        raise ValueError("the code of a layer cannot be set")
    if key.startswith(GLOBAL):
        return put_global(function, key.removeprefix(GLOBAL), value)
    if isinstance(value, str) and value.startswith("<"):
        value = named(value.strip("<>"))
    holder, _, name = key.partition(".")
    if name and holder in vars(owner):
        return _put_held(vars(owner)[holder], name, value)
    return put_attribute(owner, key, like(vars(owner).get(key), value))


def _put_held(holder: Any, name: str, value: Any) -> Callable[[], None]:
    """Set what an attribute of a layer holds under a name; give what puts it back."""
    if not isinstance(holder, Mapping):
        return put_attribute(holder, name, like(vars(holder).get(name), value))
    if name not in holder or not isinstance(holder, MutableMapping):
        raise ValueError(f"no setting {name}")
    old = holder[name]
    holder[name] = like(old, value)
    return lambda: holder.__setitem__(name, old)


def put_global(function: Any, name: str, value: Any) -> Callable[[], None]:
    """Set a global that a function names; give what puts it back.

    Raises:
        ValueError: there is no such global.
    """
    names = getattr(inspect.unwrap(getattr(function, "__func__", function)), "__globals__", {})
    if name not in names:
        raise ValueError(f"no global {name}")
    old = names[name]
    names[name] = value
    return lambda: names.__setitem__(name, old)


def put_attribute(owner: Any, name: str, value: Any) -> Callable[[], None]:
    """Set an attribute that an object holds itself; give what puts it back.

    Raises:
        ValueError: the object holds no such attribute.
    """
    held: Mapping[str, Any] = vars(owner)
    if name not in held:
        raise ValueError(f"no attribute {name}")
    old = held[name]
    object.__setattr__(owner, name, value)
    return lambda: object.__setattr__(owner, name, old)
