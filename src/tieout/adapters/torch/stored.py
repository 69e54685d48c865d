"""Reads the weights that a file holds for a module, without running code of the file."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy

PREFIXES = ("", "module.", "model.", "net.", "_orig_mod.")  # what wrappers put before the names
DEEPEST = 3  # dictionaries inside dictionaries


def stored_in(path: str, wanted: Mapping[str, NDArray[Any]]) -> dict[str, NDArray[Any]] | None:
    """Give the arrays of a file for every key that is wanted, in the wanted shapes; None if it holds others."""
    try:
        held = _read(path)
    except Exception:  # noqa: BLE001 - a file beside a checkpoint may be anything
        return None
    for part in _mappings(held, 0):
        for prefix in PREFIXES:
            if all(f"{prefix}{key}" in part for key in wanted):
                found = {key: as_numpy(part[f"{prefix}{key}"]) for key in wanted}
                if all(array is not None and np.shape(array) == wanted[key].shape for key, array in found.items()):
                    return {key: np.array(array) for key, array in found.items()}
    return None


def _read(path: str) -> Any:
    if Path(path).suffix == ".safetensors":
        from safetensors.torch import load_file

        return load_file(path)
    import torch

    return torch.load(path, map_location="cpu", weights_only=True)


def _mappings(held: Any, deep: int) -> Iterator[Mapping[str, Any]]:
    if isinstance(held, Mapping):
        yield held
        for value in held.values() if deep < DEEPEST else ():
            yield from _mappings(value, deep + 1)
