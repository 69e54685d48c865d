"""Load rows and labels: arrays of NumPy, CSV and Parquet tables; pickled objects are never read."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.audit.files import looked_at, reading
from tieout.errors import TieoutError

Array = NDArray[Any]
ROWS = ("x", "x_test", "data", "features", "inputs", "images", "x_val", "arr_0")
LABELS = ("y", "y_test", "labels", "label", "target", "targets", "y_val", "arr_1")
TABLES = frozenset({".csv", ".tsv", ".parquet", ".pq"})


def load(path: str, labels: str | None) -> tuple[Any, Array | None]:
    """Load the rows, and the labels if they are a part of the same file.

    Args:
        path:   .npz, .npy, .csv, .tsv or .parquet.
        labels: the column or key of the labels; else the usual names are looked for.

    Raises:
        TieoutError: the file cannot be read, holds no rows, or has no such column.
    """
    file = looked_at(path, "the data")
    if file.suffix in TABLES:
        table = _table(file)
        if labels is None or labels not in table.columns:
            return _filled(table, file), None
        held = table[labels].to_numpy()
        return _filled(table.drop(columns=[labels]), file), _plain(held)
    arrays = _arrays(file)
    rows = _pick(arrays, None, ROWS)
    if rows is None:
        raise _lacking(file, f"it holds {', '.join(arrays)}", "name the array of the rows x, or save one array")
    return _filled(arrays[rows], file), (arrays[key] if (key := _pick(arrays, labels, LABELS)) else None)


def labels_of(path: str) -> Array:
    """Load labels, or predictions, from a file of their own.

    Raises:
        TieoutError: the file cannot be read or holds more than one candidate.
    """
    file = looked_at(path, "the labels")
    if file.suffix in TABLES:
        table = _table(file)
        column = _pick({str(name): None for name in table.columns}, None, LABELS) or str(table.columns[-1])
        return _plain(table[column].to_numpy())
    arrays = _arrays(file)
    key = _pick(arrays, None, (*LABELS, "predictions", "probabilities", "logits", "arr_0")) or next(iter(arrays), None)
    if key is None:
        raise _lacking(file, "it holds no array", "save the labels with np.save")
    return arrays[key]


def _pick(arrays: Any, wanted: str | None, usual: tuple[str, ...]) -> str | None:
    if wanted is not None:
        return wanted if wanted in arrays else None
    by_name = {str(name).lower(): str(name) for name in arrays}
    found = next((by_name[name] for name in usual if name in by_name), None)
    return found if found is not None else (str(next(iter(arrays))) if len(arrays) == 1 and usual is ROWS else None)


def _arrays(file: Path) -> dict[str, Array]:
    with reading(file, "the data", "save it with np.savez, without Python objects in it"):
        held = np.load(file, allow_pickle=False)
        if isinstance(held, np.ndarray):
            return {"arr_0": held}
        with held:
            return {name: held[name] for name in held.files}


def _table(file: Path) -> Any:
    try:
        import pandas as pd
    except ImportError:
        raise TieoutError(
            "not-installed", "CSV and Parquet tables need pandas", fix="pip install pandas pyarrow", code=2
        ) from None
    with reading(file, "the data", "check that it is a table with a header"):
        if file.suffix in {".parquet", ".pq"}:
            return pd.read_parquet(file)
        return pd.read_csv(file, sep="\t" if file.suffix == ".tsv" else ",")


def _plain(values: Array) -> Array:
    """Give object columns as text, which np.unique can sort."""
    return values.astype(str) if values.dtype.kind == "O" else values


def _filled(rows: Any, file: Path) -> Any:
    if not len(rows):
        raise _lacking(file, "0 rows", "give rows to score")
    return rows


def _lacking(file: Path, saw: str, fix: str) -> TieoutError:
    return TieoutError("cannot-audit", f"the data {file} cannot be used", saw=saw, fix=fix)
