"""Items of a PyTorch data set read again after the run: as they come, and with random draws that change nothing."""

from __future__ import annotations

import contextlib
import random
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy

NEVER = 1.0 - 2.0**-24  # a draw below no probability
SWITCHES = ("augment", "augmentation", "train", "training", "is_train", "random")
TRANSFORMS = ("transform", "transforms", "augment", "augmentation", "aug")


class Items:
    """Reads the items of one data set; what their reading moves in the random generators is put back."""

    def __init__(self, dataset: Any) -> None:
        self._dataset = dataset

    def read(self, indices: Sequence[int], seed: int) -> list[NDArray[Any]] | None:
        """Give the first part of each item, read with the generators at `seed`."""
        with _kept():
            import torch

            torch.manual_seed(seed)
            np.random.seed(seed)  # the generator that the user's code draws from
            random.seed(seed)
            return self._rows(indices)

    def unchanged(self, indices: Sequence[int]) -> Iterator[list[NDArray[Any]] | None]:
        """Give the items without augmentation, in the ways that may bring that about, the plainest first."""
        with _kept(), _still():
            yield self._rows(indices)
        for owner in self._chain():
            for put_back in _switched_off(owner):
                try:
                    with _kept():
                        yield self._rows(indices)
                finally:
                    put_back()

    def _rows(self, indices: Sequence[int]) -> list[NDArray[Any]] | None:
        found = []
        for index in indices:
            item = self._dataset[index]
            first = item[0] if isinstance(item, (tuple, list)) else item
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


def _switched_off(owner: Any) -> Iterator[Callable[[], None]]:
    held = vars(owner) if hasattr(owner, "__dict__") else {}
    for name in TRANSFORMS:
        if callable(held.get(name)):
            yield _put(owner, name, lambda value, *rest: value)
    for name in SWITCHES:
        if held.get(name) is True:
            yield _put(owner, name, False)


def _put(owner: Any, name: str, value: Any) -> Callable[[], None]:
    old = vars(owner)[name]
    object.__setattr__(owner, name, value)
    return lambda: object.__setattr__(owner, name, old)


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
    put(torch, "rand_like", lambda like, **kw: torch.full_like(like, NEVER))
    put(torch, "randn_like", lambda like, **kw: torch.zeros_like(like))
    put(random, "random", lambda: NEVER)
    put(random, "gauss", lambda mu=0.0, sigma=1.0: mu)
    put(random, "uniform", lambda a, b: (a + b) / 2.0)
    put(np.random, "rand", lambda *size: np.full(size, NEVER) if size else NEVER)
    put(np.random, "random", lambda size=None: np.full(size, NEVER) if size is not None else NEVER)
    put(np.random, "randn", lambda *size: np.zeros(size) if size else 0.0)
    put(np.random, "normal", lambda loc=0.0, scale=1.0, size=None: np.full(size, loc) if size is not None else loc)
    put(np.random, "uniform", lambda low=0.0, high=1.0, size=None: _middle(low, high, size))
    try:
        yield
    finally:
        for owner, name, old in reversed(undo):
            setattr(owner, name, old)


def _shape(size: Sequence[Any], keywords: dict[str, Any]) -> tuple[int, ...]:
    size = keywords.get("size", size)
    return tuple(size[0]) if len(size) == 1 and not isinstance(size[0], int) else tuple(size)


def _middle(low: Any, high: Any, size: Any) -> Any:
    value = NEVER if (low, high) == (0.0, 1.0) else (low + high) / 2.0
    return np.full(size, value) if size is not None else value
