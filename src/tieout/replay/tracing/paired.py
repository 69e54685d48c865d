"""Predictions and labels that a loop went through side by side: what comparing them one by one gave."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import ZIP, Meet


def paired(meets: Iterable[Meet]) -> dict[str, list[Meet]]:
    """Give what `zip` paired as comparisons, by operator: equality, and differences where both are amounts."""
    found: dict[str, list[Meet]] = {}
    for meet in meets:
        if meet.op != ZIP:
            continue
        left, right = _flat(meet.predictions), _flat(meet.labels)
        if left is None or right is None or left.dtype.kind not in "fiubU" or right.dtype.kind not in "fiubU":
            continue
        if (left.dtype.kind == "U") == (right.dtype.kind == "U"):
            found.setdefault("==", []).append(_compared(meet, "==", left, right, left == right))
        if "f" in left.dtype.kind + right.dtype.kind and "U" not in left.dtype.kind + right.dtype.kind:
            found.setdefault("-", []).append(_compared(meet, "-", left, right, left.astype(float) - right))
    return found


def _compared(meet: Meet, op: str, left: Any, right: Any, result: Any) -> Meet:
    return replace(meet, name=op, op=op, predictions=left, labels=right, result=result)


def _flat(value: Any) -> Any:
    """Give one value a row, words as such; None for anything else."""
    array = as_numpy(value) if value is not None else None
    if array is None or array.ndim == 0 or array.size != len(array):
        return None
    if array.dtype.kind == "O" and all(isinstance(one, str) for one in array.ravel()):
        array = array.astype(str)
    return np.ravel(array)
