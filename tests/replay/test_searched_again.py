"""Rows that are scored again after every epoch are searched once, and again when anything but weights is another."""

from __future__ import annotations

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import numpy as np

from tieout.core.score import Where
from tieout.replay.feeding.again import MOST, Kept
from tieout.replay.feeding.rows import Candidate

FED = np.arange(12.0).reshape(4, 3)
LABELS = np.array([0, 1, 0, 1])
TRAINED = SimpleNamespace(array=FED + 1)
HANDLE = SimpleNamespace()
LOADED = SimpleNamespace(seq=5)


class Search:
    """A search that counts how often it is made."""

    def __init__(self, found: Any = None) -> None:
        self.times = 0
        self.found = found

    def __call__(self, rows: Any) -> Iterator[Candidate]:
        self.times += 1
        yield Candidate("scale", "doubled", rows.fed * 2 if self.found is None else self.found)


def rows(**other: Any) -> Any:
    """Give the rows of one pass, as far as the searches are told apart by them; `other` replaces what is usual."""
    usual: dict[str, Any] = {"fed": FED.copy(), "own": [], "training": TRAINED, "columns": ["a", "b", "c"]}
    usual |= {"seq": 7, "labels": LABELS, "where": Where("test.py", 3), "files": [LOADED], "handle": HANDLE} | other
    return SimpleNamespace(
        **{key: usual[key] for key in ("fed", "own", "training", "columns", "files")},
        raw=usual["fed"],
        passed=SimpleNamespace(seq=usual["seq"], handle=usual["handle"]),
        improves=SimpleNamespace(labels=usual["labels"]),
        origin=lambda: usual["where"],
        given_at=lambda: usual["where"],
    )


def test_the_same_rows_are_searched_once() -> None:
    """Arrays that are equal, at a later time, are the same rows."""
    kept, search = Kept(), Search()
    first = kept.of(rows(), [search])
    assert kept.of(rows(seq=9), [search]) is first
    assert search.times == 1


def test_anything_else_that_differs_is_searched_again() -> None:
    """Other rows, labels, lines, columns, training rows, models, transforms, or a file that was loaded in between."""
    differing = (
        {"fed": FED + 1e-9},
        {"fed": FED.astype(np.float32)},
        {"labels": 1 - LABELS},
        {"where": Where("test.py", 4)},
        {"columns": ["a", "c", "b"]},
        {"training": SimpleNamespace(array=FED + 2)},
        {"handle": SimpleNamespace()},
        {"own": [SimpleNamespace()]},
        {"seq": 3},
    )
    for other in differing:
        kept, search = Kept(), Search()
        kept.of(rows(), [search])
        kept.of(rows(**other), [search])
        assert search.times == 2, other


def test_candidates_that_take_much_memory_are_not_kept() -> None:
    """They are searched again."""
    huge = np.broadcast_to(np.zeros(1), (MOST,))
    kept, search = Kept(), Search(huge)
    kept.of(rows(), [search])
    assert len(kept.of(rows(), [search])) == 1
    assert search.times == 2
