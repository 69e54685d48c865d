"""What a fitted estimator holds: its numbers by key, a twin of it, other numbers in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import numpy as np

from tieout.core.values import is_estimator

_MANY = 16  # longer lists of estimators (forests) share one key per attribute
_NO_STATE = frozenset(
    {"_random_state", "_optimizer", "_loss_function_", "_sklearn_output_config", "_sklearn_auto_wrap_output_keys"}
)
_LISTS = frozenset({"steps", "transformers_", "transformer_list", "estimators"})  # whose names are those of the parts
_TREE = ("children_left", "children_right", "feature", "threshold", "value")
_NODE = ("feature_idx", "num_threshold", "left", "right", "value")
_COPIED_BYTES = 64 << 20
_DEEP = 8  # estimators inside estimators; one that refers back to its owner would go on for ever


def settings_of(estimator: Any) -> dict[str, Any]:
    """Give the constructor's parameters; empty for an estimator that cannot list them."""
    try:
        return dict(estimator.get_params(deep=False))
    except Exception:  # noqa: BLE001 - a user's class may not keep to the rules for constructors
        return {}


def _named(values: Any) -> list[tuple[str, Any]] | None:
    """Give the estimators of a list with a name for each, None if it is no such list."""
    if not isinstance(values, (list, tuple, np.ndarray)) or len(values) == 0 or isinstance(values, tuple):
        return None
    if isinstance(values, np.ndarray):
        if values.dtype != object:
            return None
        values = values.ravel().tolist()
    named = []
    for at, value in enumerate(values):
        if is_estimator(value):
            named.append((str(at), value))
        elif isinstance(value, tuple) and len(value) >= 2 and isinstance(value[0], str):
            named.append((value[0], value[1]))
        else:
            return None
    return named if any(is_estimator(value) for _, value in named) else None


def parts(estimator: Any, seen: set[int] | None = None) -> list[Any]:
    """Give every attribute value of an estimator and of those inside it; a new fit leaves at least one other object."""
    seen = set() if seen is None else seen
    if id(estimator) in seen:
        return []
    seen.add(id(estimator))
    found: list[Any] = []
    for value in list(vars(estimator).values()):
        found.append(value)
        if is_estimator(value):
            found.extend(parts(value, seen))
            continue
        named = _named(value)
        if named is None:
            continue
        found.append(len(named))
        for _, inner in named:
            found.append(inner)
            if is_estimator(inner) and len(named) <= _MANY:
                found.extend(parts(inner, seen))
    return found


def twin(estimator: Any, known: dict[int, Any] | None = None) -> Any:
    """Give a second object with the same fit; fitting the first again leaves it as it is. Arrays are shared."""
    known = {} if known is None else known
    if id(estimator) in known:
        return known[id(estimator)]
    try:
        copy = known[id(estimator)] = object.__new__(type(estimator))
    except TypeError:  # a class built on compiled ones makes its objects in its own way
        return estimator
    moves_in_place = hasattr(type(estimator), "partial_fit")
    for name, value in list(vars(estimator).items()):
        vars(copy)[name] = _twin_value(value, moves_in_place, known)
    return copy


def _twin_value(value: Any, moves_in_place: bool, known: dict[int, Any]) -> Any:
    if is_estimator(value):
        return twin(value, known)
    if isinstance(value, list):
        return [_twin_value(item, moves_in_place, known) for item in value]
    if isinstance(value, tuple) and type(value) is tuple:
        return tuple(_twin_value(item, moves_in_place, known) for item in value)
    if isinstance(value, np.ndarray):
        if value.dtype == object and value.size and is_estimator(value.flat[0]):
            copy = value.copy()
            copy.ravel()[:] = [_twin_value(item, moves_in_place, known) for item in value.flat]
            return copy
        if moves_in_place and value.nbytes <= _COPIED_BYTES:
            return value.copy()
    return value


def leaves(estimator: Any, prefix: str = "") -> Iterator[tuple[str, Any, bool]]:
    """Give (key, value, settable) of what fitting left behind, plain values only; None stands for anything else."""
    if prefix.count(".") > _DEEP:
        return
    chosen = settings_of(estimator)
    for name, value in list(vars(estimator).items()):
        if name in _NO_STATE:
            continue
        key = prefix + name
        named = _named(value)
        if named is not None:
            short = "" if name in _LISTS else f"{name}."
            if len(named) > _MANY:
                yield from _merged(prefix + short, [inner for _, inner in named])
            else:
                for word, inner in named:
                    if is_estimator(inner):
                        yield from leaves(inner, f"{prefix}{short}{word}.")
        elif is_estimator(value):
            yield from leaves(value, f"{key}.")
        elif name not in chosen:
            yield from _plain(key, value)


def inside(estimator: Any, prefix: str = "") -> Iterator[tuple[str, Any]]:
    """Give an estimator and those inside it, each with the path that its numbers have in front of their names."""
    if prefix.count(".") > _DEEP:
        return
    yield prefix.removesuffix("."), estimator
    for name, value in list(vars(estimator).items()):
        named = _named(value)
        if named is not None:
            if len(named) <= _MANY:
                short = "" if name in _LISTS else f"{name}."
                for word, inner in named:
                    if is_estimator(inner):
                        yield from inside(inner, f"{prefix}{short}{word}.")
        elif is_estimator(value):
            yield from inside(value, f"{prefix}{name}.")


def _plain(key: str, value: Any) -> Iterator[tuple[str, Any, bool]]:
    if value is None or isinstance(value, (str, bool, dict, tuple)):
        return
    if isinstance(value, (int, float, np.generic)):
        if np.asarray(value).dtype.kind in "fiu":
            yield key, value, True
    elif isinstance(value, np.ndarray):
        if value.dtype.kind in "fiub":
            yield key, value, True
        elif value.dtype == object and any(not isinstance(item, str) for item in value.flat):
            yield key, None, False
    elif isinstance(value, list):
        for at, item in enumerate(value):
            if isinstance(item, np.ndarray) and item.dtype.kind in "fiub":
                yield f"{key}.{at}", item, True
            else:
                nodes = _nodes(item)
                for word, array in nodes.items():
                    yield f"{key}.{at}.{word}", array, False
    else:
        found = _nodes(value)
        for word, array in found.items():
            yield f"{key}.{word}", array, False
        if not found:
            yield key, None, False


def _nodes(value: Any) -> dict[str, Any]:
    """Give the arrays of a decision tree of any of scikit-learn's kinds, nested lists of them too."""
    if hasattr(value, "children_left") and hasattr(value, "threshold"):
        return {word: getattr(value, word) for word in _TREE}
    nodes = getattr(value, "nodes", None)
    if isinstance(nodes, np.ndarray) and nodes.dtype.names is not None:
        return {word: nodes[word] for word in _NODE if word in nodes.dtype.names}
    if isinstance(value, list) and value:
        every = [_nodes(item) for item in value]
        return {word: np.concatenate([one[word].ravel() for one in every]) for word in every[0]} if all(every) else {}
    data, indices = getattr(value, "data", None), getattr(value, "indices", None)
    if isinstance(data, np.ndarray) and isinstance(indices, np.ndarray):  # a sparse matrix
        return {"data": data, "indices": indices}
    return {}


def _merged(prefix: str, inner: list[Any]) -> Iterator[tuple[str, Any, bool]]:
    """Give the attributes of many like estimators end to end, one key an attribute."""
    gathered: dict[str, list[Any]] = {}
    for one in inner:
        if is_estimator(one):
            for key, value, _ in leaves(one):
                if value is not None:
                    gathered.setdefault(key, []).append(np.ravel(value))
    for key, values in gathered.items():
        yield prefix + key, np.concatenate(values), False


def numbers(estimator: Any) -> dict[str, Any]:
    """Give every number a fit left, as numpy copies by attribute path."""
    return {key: np.array(value) for key, value, _ in leaves(estimator) if value is not None}


def can_take(estimator: Any) -> bool:
    """Tell whether putting other numbers in place gives the other fit: nothing else was left by fitting."""
    settable = [can_set for _, _, can_set in leaves(estimator)]
    return bool(settable) and all(settable)


def with_state(estimator: Any, state: Mapping[str, Any], prefix: str = "") -> Any:
    """Give a twin of the estimator that holds the numbers of `state` where it has a value under the same key."""
    copy = twin(estimator)
    _put(copy, state, prefix)
    return copy


def _put(estimator: Any, state: Mapping[str, Any], prefix: str) -> None:
    if prefix.count(".") > _DEEP:
        return
    for name, value in list(vars(estimator).items()):
        key = prefix + name
        named = _named(value)
        if named is not None:
            short = "" if name in _LISTS else f"{name}."
            for word, inner in named:
                if is_estimator(inner):
                    _put(inner, state, f"{prefix}{short}{word}.")
        elif is_estimator(value):
            _put(value, state, f"{key}.")
        elif isinstance(value, list):
            vars(estimator)[name] = [
                np.array(state[f"{key}.{at}"]) if f"{key}.{at}" in state else item for at, item in enumerate(value)
            ]
        elif key in state:
            new = np.array(state[key])
            vars(estimator)[name] = new if isinstance(value, np.ndarray) else new.astype(type(value)).item()
