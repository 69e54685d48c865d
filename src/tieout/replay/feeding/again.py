"""The candidates that searches give for rows, kept while the same rows are scored again, as after every epoch."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import chain
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, digest
from tieout.replay.feeding.rows import Candidate, Rows

MOST = 1 << 26  # bytes of candidates that are kept
Search = Callable[[Rows], Iterable[Candidate]]


class Kept:
    """What searches gave for the rows that were looked at last.

    Only searches may be asked for here that look at the rows, at those of the training and at their labels: what hangs
    on the weights of the model is another thing after every epoch.
    """

    def __init__(self) -> None:
        self._key: tuple[Any, ...] | None = None
        self._alive: tuple[Any, ...] = ()  # what the key names by its address
        self._candidates: list[Candidate] = []

    def of(self, rows: Rows, searches: Sequence[Search]) -> Sequence[Candidate]:
        """Give all candidates for some rows; searched again only if anything but the weights is another."""
        key, alive = _key(rows)
        if key != self._key:
            found = list(chain.from_iterable(search(rows) for search in searches))
            if sum(candidate.rows.nbytes for candidate in found) > MOST:
                return found
            self._key, self._alive, self._candidates = key, alive, found
        return self._candidates


def _key(rows: Rows) -> tuple[tuple[Any, ...], tuple[Any, ...]]:
    raw = rows.raw
    plain = isinstance(raw, np.ndarray) and raw.dtype != object
    alive = (rows.training.array, rows.passed.handle, *rows.own, None if plain else raw)
    labels = as_numpy(rows.improves.labels)
    told = digest(rows.fed), digest(raw) if plain else None, None if labels is None else digest(labels)
    files = sum(file.seq <= rows.passed.seq for file in rows.files)
    return (*told, files, rows.origin(), rows.given_at(), tuple(rows.columns), *map(id, alive)), alive
