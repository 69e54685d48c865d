"""Reads the arrays of weights files and Keras archives as they lie there; nothing of a model is built."""

from __future__ import annotations

import io
import os
import zipfile
from typing import Any

import numpy as np
from numpy.typing import NDArray

READ_BYTES = 512 << 20  # a larger file is not read a second time to see what did not load


def stored_arrays(path: str) -> dict[str, NDArray[Any]]:
    """Give the arrays of a weights file or a Keras archive by their key in it, none if it is another kind of file."""
    import h5py

    if os.path.isdir(path) or os.path.getsize(path) > READ_BYTES:
        return {}
    source: Any = path
    if path.endswith(".keras"):
        with zipfile.ZipFile(path) as archive:
            source = io.BytesIO(archive.read("model.weights.h5"))
    elif not path.endswith(".h5"):
        return {}
    found: dict[str, NDArray[Any]] = {}

    def visit(name: str, thing: Any) -> None:
        other = name.startswith("optimizer/") or "seed_generator/" in name  # Keras' own, no weights of the model
        if isinstance(thing, h5py.Dataset) and "/vars/" in f"/{name}" and not other:
            found[name] = np.asarray(thing)

    with h5py.File(source, "r") as file:
        file.visititems(visit)
    return found
