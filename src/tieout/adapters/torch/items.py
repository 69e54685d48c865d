"""Items of a PyTorch data set read again after the run: as they come, and with random draws that change nothing."""

from __future__ import annotations

import contextlib
import functools
import random
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.adapters._settings import UNKNOWN, like, plain
from tieout.adapters.torch.batches import items_of
from tieout.arrays import as_numpy

MOST_WHOLE = 20_000  # items of a data set that are read once each
NEVER = 1.0 - 2.0**-24  # a draw below no probability
SWITCHES = ("augment", "augmentation", "train", "training", "is_train", "random")
MOST_KEYS = 64  # of a mapping that may be settings
LIBRARIES = frozenset({"builtins", "numpy", "pandas", "torch", "torchvision", "sklearn", "pathlib", "collections"})
TRANSFORMS = ("transform", "transforms", "augment", "augmentation", "aug")


class Items:
    """Reads the items of one data set; what their reading moves in the random generators is put back."""

    def __init__(self, dataset: Any) -> None:
        self._dataset = dataset

    def read(self, indices: Sequence[int], seed: int) -> list[NDArray[Any]] | None:
        """Give the first part of each item, read with the generators at `seed`."""
        return self._with(contextlib.nullcontext, indices, seed)

    def unchanged(self) -> Iterator[Callable[[Sequence[int], int], list[NDArray[Any]] | None]]:
        """Give what reads items without augmentation, in the ways that may bring that about, the plainest first.

        Each takes a seed too: what still differs from seed to seed was not switched off.
        """
        yield functools.partial(self._with, _still)
        for owner in self._chain():
            for off in _switches(owner):
                yield functools.partial(self._with, off)

    def settings(self) -> dict[str, dict[str, Any]]:
        """Give the plain settings of the data set and of what it keeps, by the name of the class."""
        found: dict[str, dict[str, Any]] = {}
        for name, owner in self._owners():
            known = {str(key): plain(value) for key, value in _held_by(owner).items()}
            found.setdefault(name, {k: value for k, value in known.items() if value is not UNKNOWN})
        return found

    def read_with(
        self, wanted: Mapping[str, Mapping[str, Any]], indices: Sequence[int], seed: int
    ) -> list[NDArray[Any]] | None:
        """Give the first part of each item, read with other settings."""
        return self._with(functools.partial(self._set, wanted), indices, seed)

    @contextlib.contextmanager
    def _set(self, wanted: Mapping[str, Mapping[str, Any]]) -> Iterator[None]:
        with contextlib.ExitStack() as stack:
            told: set[str] = set()
            for name, owner in self._owners():
                for key, value in wanted.get(name, {}).items() if name not in told else ():
                    stack.enter_context(_put(owner, key, like(_held_by(owner)[key], value)))
                told.add(name)
            yield

    def _owners(self) -> Iterator[tuple[str, Any]]:
        """Give the data set, those inside it, and the objects and mappings of the user's own that they keep."""
        for owner in self._chain():
            if type(owner).__module__.startswith("torch."):
                continue
            name = type(owner).__name__
            yield name, owner
            for key, value in vars(owner).items() if hasattr(owner, "__dict__") else ():
                mapping = type(value) is dict and len(value) <= MOST_KEYS and all(isinstance(k, str) for k in value)
                library = type(value).__module__.split(".")[0] in LIBRARIES
                if key != "dataset" and (mapping or (not library and type(getattr(value, "__dict__", None)) is dict)):
                    yield f"{name}.{key}", value

    def _with(
        self, changed: Callable[[], contextlib.AbstractContextManager[None]], indices: Sequence[int], seed: int
    ) -> list[NDArray[Any]] | None:
        try:
            with _kept(), changed():
                _seed(seed)
                return self._rows(indices)
        except Exception:  # noqa: BLE001 - the user's own code, given draws it was not made for
            return None

    def held(self) -> Iterator[NDArray[Any]]:
        """Give the arrays that the data set keeps with a row for every item, in the order of its items."""
        root, order = self._dataset, None
        for _ in range(8):
            indices, inner = getattr(root, "indices", None), getattr(root, "dataset", None)
            if indices is None or inner is None:
                break
            own = np.asarray(indices)
            root, order = inner, own if order is None else own[order]
        values = list(vars(root).values()) if hasattr(root, "__dict__") else []
        values += [part for value in values for part in getattr(value, "tensors", ())]
        for value in values:
            array = as_numpy(value) if hasattr(value, "shape") and hasattr(value, "dtype") else _stacked(value)
            if array is not None and array.ndim > 1 and array.dtype.kind in "fiub" and len(array) == len(root):
                yield array if order is None else array[order]

    def _rows(self, indices: Sequence[int]) -> list[NDArray[Any]] | None:
        found = []
        for index in indices:
            item = self._dataset[index]
            first = next(iter(items_of(item)), None)
            array = as_numpy(first)
            if array is None:
                return None
            found.append(np.array(array))
        return found

    def _chain(self) -> Iterator[Any]:
        owner = self._dataset
        for _ in range(8):
            if owner is None:
                return
            yield owner
            owner = getattr(owner, "dataset", None)


def _stacked(value: Any) -> NDArray[Any] | None:
    """Give a list of arrays of one shape as one array, None for any other value."""
    if type(value) is not list or not value or not all(hasattr(part, "shape") for part in (value[0], value[-1])):
        return None
    known = [array for part in value[:MOST_WHOLE] if (array := as_numpy(part)) is not None and array.ndim]
    one_shape = len({array.shape for array in known}) == 1
    return np.stack(known) if one_shape and len(known) == len(value) else None


def reader_of(loader: Any) -> Callable[[], Items] | None:
    """Give what reads the items of a loader's data set again, None for data sets that only index tensors."""
    import torch

    dataset = getattr(loader, "dataset", None)
    root = dataset
    for _ in range(8):
        inner = getattr(root, "dataset", None)
        if not isinstance(root, torch.utils.data.Subset) or inner is None:
            break
        root = inner
    known = (torch.utils.data.TensorDataset, torch.utils.data.IterableDataset, list)
    if root is None or isinstance(root, known) or not hasattr(root, "__getitem__"):
        return None
    return lambda: Items(dataset)


def whole_of(loader: Any) -> Callable[[], list[tuple[Any, ...]] | None] | None:
    """Give what reads every item of a loader once, in batches, where the loader draws them with replacement."""
    sampler, dataset, collate = getattr(loader, "sampler", None), loader.dataset, loader.collate_fn
    size = loader.batch_size
    if not getattr(sampler, "replacement", False) or not size or not hasattr(dataset, "__len__"):
        return None

    def read() -> list[tuple[Any, ...]] | None:
        rows = len(dataset)
        if rows > MOST_WHOLE:
            return None
        with _kept():
            _seed(1)
            found = [collate([dataset[i] for i in range(at, min(at + size, rows))]) for at in range(0, rows, size)]
        return [tuple(batch) for batch in found] if all(isinstance(b, (tuple, list)) for b in found) else None

    return read


def _switches(owner: Any) -> Iterator[Callable[[], contextlib.AbstractContextManager[None]]]:
    held = vars(owner) if hasattr(owner, "__dict__") else {}
    for name in TRANSFORMS:
        if callable(held.get(name)):
            yield functools.partial(_put, owner, name, lambda value, *rest: value)
    for name in SWITCHES:
        if held.get(name) is True:
            yield functools.partial(_put, owner, name, False)


@contextlib.contextmanager
def _put(owner: Any, name: str, value: Any) -> Iterator[None]:
    old = _held_by(owner)[name]
    set_to = owner.__setitem__ if isinstance(owner, dict) else functools.partial(object.__setattr__, owner)
    set_to(name, value)
    try:
        yield
    finally:
        set_to(name, old)


def _held_by(owner: Any) -> dict[str, Any]:
    """Give what an object or a mapping keeps by name."""
    if isinstance(owner, dict):
        return owner
    return vars(owner) if hasattr(owner, "__dict__") else {}


def _seed(seed: int) -> None:
    import torch

    torch.manual_seed(seed)
    np.random.seed(seed)  # the generator that the user's code draws from
    random.seed(seed)


@contextlib.contextmanager
def _kept() -> Iterator[None]:
    import torch

    states = torch.get_rng_state(), np.random.get_state(), random.getstate()
    try:
        with torch.no_grad():
            yield
    finally:
        torch.set_rng_state(states[0])
        np.random.set_state(states[1])
        random.setstate(states[2])


@contextlib.contextmanager
def _still() -> Iterator[None]:
    """Let random draws give what leaves an input alone: no event happens, and noise is zero."""
    import torch

    undo: list[tuple[Any, str, Any]] = []

    def put(owner: Any, name: str, new: Any) -> None:
        undo.append((owner, name, getattr(owner, name)))
        setattr(owner, name, new)

    def filled(value: float) -> Callable[..., Any]:
        return lambda *size, **kw: torch.full(_shape(size, kw), value)

    put(torch, "rand", filled(NEVER))
    put(torch, "randn", filled(0.0))
    put(torch, "randint", lambda *of, **kw: _middle_integers(torch, of, kw))
    put(torch, "rand_like", lambda like, **kw: torch.full_like(like, NEVER))
    put(torch, "randn_like", lambda like, **kw: torch.zeros_like(like))
    put(random, "random", lambda: NEVER)
    put(random, "randint", lambda a, b: (a + b) // 2)
    put(random, "randrange", lambda *of: _middle_of(range(*of)))
    put(random, "gauss", lambda mu=0.0, sigma=1.0: mu)
    put(random, "uniform", lambda a, b: (a + b) / 2.0)
    put(np.random, "rand", lambda *size: np.full(size, NEVER) if size else NEVER)
    put(np.random, "random", lambda size=None: np.full(size, NEVER) if size is not None else NEVER)
    put(np.random, "randn", lambda *size: np.zeros(size) if size else 0.0)
    put(np.random, "randint", lambda low, high=None, size=None, dtype=int: _middle_array(low, high, size))
    put(np.random, "normal", lambda loc=0.0, scale=1.0, size=None: np.full(size, loc) if size is not None else loc)
    put(np.random, "uniform", lambda low=0.0, high=1.0, size=None: _middle(low, high, size))
    try:
        yield
    finally:
        for owner, name, old in reversed(undo):
            setattr(owner, name, old)


def _middle_of(values: range) -> int:
    return values[(len(values) - 1) // 2]


def _middle_array(low: Any, high: Any, size: Any) -> Any:
    """Give the middle of the integers that could be drawn, the lower of two: shifts of none, flips that stay away."""
    first, end = (0, low) if high is None else (low, high)
    middle = (np.asarray(first) + np.asarray(end) - 1) // 2
    return int(middle) if size is None and middle.ndim == 0 else np.full(middle.shape if size is None else size, middle)


def _middle_integers(torch: Any, of: Sequence[Any], keywords: dict[str, Any]) -> Any:
    bounds = [n for n in (*of, keywords.get("low"), keywords.get("high")) if isinstance(n, int)]
    size = keywords.get("size", of[-1] if of and not isinstance(of[-1], int) else ())
    first, end = (0, bounds[0]) if len(bounds) == 1 else (bounds[0], bounds[1])
    return torch.full(tuple(size), (first + end - 1) // 2, dtype=keywords.get("dtype") or torch.int64)


def _shape(size: Sequence[Any], keywords: dict[str, Any]) -> tuple[int, ...]:
    size = keywords.get("size", size)
    return tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else tuple(size)


def _middle(low: Any, high: Any, size: Any) -> Any:
    value = NEVER if (low, high) == (0.0, 1.0) else (low + high) / 2.0
    return np.full(size, value) if size is not None else value
