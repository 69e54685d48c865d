"""Put several things right in the rows of one pass, in every combination."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np

from tieout.core.view import Refed
from tieout.replay.feeding.rows import Array, Rows

Inputs = tuple[tuple[Any, ...], ...]


def combined(rows: Rows, found: Sequence[Refed], *, apart: bool = False) -> Mapping[frozenset[int], Inputs] | None:
    """Give the inputs with each set of findings put right; None where two of them act on the same columns.

    Each finding was made on rows in which those before it were put right already, or `apart` from them.
    """
    changes = _changes(rows, found, apart=apart)
    if changes is None:
        return None
    table: dict[frozenset[int], Inputs] = {}
    for count in range(1, len(found) + 1):
        for chosen in combinations(range(len(found)), count):
            raw = np.array(rows.raw)
            for n in chosen:
                if n in changes:
                    columns, corrected = changes[n]
                    raw = raw if raw.dtype == corrected.dtype else raw.astype(np.result_type(raw, corrected))
                    raw[:, columns] = corrected
            steps = next((found[n].steps for n in chosen if found[n].steps is not None), None)
            fed = rows.through(raw, rows.own if steps is None else steps)
            if fed is None:
                return None
            table[frozenset(chosen)] = rows.inputs(fed)
    return table


def _changes(rows: Rows, found: Sequence[Refed], *, apart: bool) -> dict[int, tuple[Array, Array]] | None:
    """Give the columns before all transforms that findings change, and what they make of them."""
    before = np.asarray(rows.raw)
    changes: dict[int, tuple[Array, Array]] = {}
    taken = np.zeros(before.shape[1] if before.ndim == 2 else 0, dtype=bool)
    chains = 0
    for n, one in enumerate(found):
        if one.steps is not None:
            chains += 1
            if one.raw is None:
                continue
        after = one.raw if one.raw is not None else rows.fed_of(one) if not rows.own else None
        if after is None or before.ndim != 2 or np.shape(after) != before.shape or after.dtype.kind not in "fiub":
            return None
        moved = (before != after).any(axis=0)
        if (moved & taken).any():
            return None
        taken |= moved
        changes[n] = (np.flatnonzero(moved), np.asarray(after)[:, moved])
        before = before if apart else np.asarray(after)
    return changes if chains <= 1 else None
