"""Metrics of rankings: rows are put in order within their group, a query or a user, and the mean is over groups."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
CUTS: tuple[int | None, ...] = (*range(1, 11), 15, 20, 25, 30, 50, 100, None)
USUAL: tuple[int | None, ...] = (1, 2, 3, 5, 10, 20, 50, 100, None)
GAINS: dict[str, Callable[[Array], Array]] = {
    "": np.exp2,
    "linear ": lambda grades: grades + 1.0,
}  # less the one of no grade
EMPTY: dict[str, float | None] = {"": None, ", 0 for none": 0.0, ", 1 for none": 1.0}  # groups without a relevant row
Each = Callable[..., Array]


class Ranked:
    """Rows in the order of their scores within groups, with the labels at each place."""

    def __init__(self, scores: Array, labels: Array, group: Array) -> None:
        codes = np.unique(group, return_inverse=True)[1]
        self.groups = int(codes.max()) + 1 if len(codes) else 0
        self.sizes = np.bincount(codes, minlength=self.groups)
        order = np.lexsort((-np.asarray(scores, dtype=np.float64), codes))
        self.of = codes[order]  # the same for any order within the groups
        self.place = np.arange(len(codes)) - np.concatenate([[0], np.cumsum(self.sizes)[:-1]])[self.of]
        self.found = np.asarray(labels, dtype=np.float64)[order]
        self.best = np.asarray(labels, dtype=np.float64)[np.lexsort((-np.asarray(labels, dtype=np.float64), codes))]

    def total(self, terms: Array) -> Array:
        """Give the sum over the rows of each group."""
        return np.bincount(self.of, weights=terms, minlength=self.groups)

    def among(self, cut: int | None) -> Array:
        """Tell which rows are among the first ones of their group."""
        return np.ones(len(self.place), dtype=bool) if cut is None else self.place < cut


def _ndcg(ranked: Ranked, cut: int | None, gain: str) -> Array:
    discount = ranked.among(cut) / np.log2(ranked.place + 2.0)
    own, ideal = (ranked.total((GAINS[gain](grades) - 1.0) * discount) for grades in (ranked.found, ranked.best))
    return _share(own, ideal)


def _average_precision(ranked: Ranked, cut: int | None) -> Array:
    hit = ranked.found > 0
    before = np.cumsum(hit) - np.concatenate([[0], np.cumsum(ranked.total(hit))[:-1]])[ranked.of]
    relevant = ranked.total(hit) if cut is None else np.minimum(ranked.total(hit), cut)
    return _share(ranked.total(hit * ranked.among(cut) * before / (ranked.place + 1.0)), relevant)


def _reciprocal_rank(ranked: Ranked, cut: int | None) -> Array:
    hit = (ranked.found > 0) & ranked.among(cut)
    first = np.full(ranked.groups, np.inf)
    np.minimum.at(first, ranked.of[hit], ranked.place[hit] + 1.0)
    return np.where(ranked.total(ranked.found > 0) > 0, 1.0 / first, np.nan)


def _precision(ranked: Ranked, cut: int | None) -> Array:
    return ranked.total((ranked.found > 0) & ranked.among(cut)) / (ranked.sizes if cut is None else cut)


def _recall(ranked: Ranked, cut: int | None) -> Array:
    return _share(ranked.total((ranked.found > 0) & ranked.among(cut)), ranked.total(ranked.found > 0))


def _hit(ranked: Ranked, cut: int | None) -> Array:
    return (ranked.total((ranked.found > 0) & ranked.among(cut)) > 0).astype(np.float64)


def _share(part: Array, whole: Array) -> Array:
    """Give a share of each group, NaN where there is nothing to have a share of."""
    return np.asarray(np.divide(part, whole, out=np.full(len(whole), np.nan), where=whole > 0))


KINDS: dict[str, Each] = {
    **{f"{gain}ndcg": partial(_ndcg, gain=gain) for gain in GAINS},
    "average precision": _average_precision,
    "reciprocal rank": _reciprocal_rank,
    "precision": _precision,
    "recall": _recall,
    "hits": _hit,
}


def value(kind: str, cut: int | None, empty: str, scores: Any, labels: Any, group: Any) -> float:
    """Give one metric of rankings: its kind, the places that count, and the worth of a group without a relevant row."""
    return _mean(KINDS[kind](Ranked(np.ravel(scores), np.ravel(labels), np.ravel(group)), cut), empty)


def _mean(each: Array, empty: str) -> float:
    worth = EMPTY[empty]
    kept = each[~np.isnan(each)] if worth is None else np.where(np.isnan(each), worth, each)
    return float(kept.mean()) if len(kept) else float("nan")


def name_of(kind: str, cut: int | None, empty: str) -> str:
    """Give what a metric of rankings is called."""
    return f"mean {kind}{'' if cut is None else f'@{cut}'}{empty}"


def values(scores: Array, labels: Array, group: Array) -> Iterator[tuple[tuple[str, int | None, str], float]]:
    """Give every metric of rankings; those over all places need no cut, and some are the same for every order."""
    ranked = Ranked(scores, labels, group)
    whole = int(ranked.sizes.max(initial=0))
    for kind, each in KINDS.items():
        for cut in CUTS:
            if (cut is not None and cut >= whole) or (cut is None and kind in {"precision", "recall", "hits"}):
                continue
            found = each(ranked, cut)
            for empty in EMPTY if np.isnan(found).any() else ("",):
                yield (kind, cut, empty), _mean(found, empty)


def family(kind: str, own: int | None, empty: str) -> dict[str, Callable[..., float]]:
    """Give the metrics of one kind that differ in how many places count: its own number of them and the usual ones."""
    cuts = dict.fromkeys((own, *USUAL))
    return {name_of(kind, cut, empty): partial(value, kind, cut, empty) for cut in cuts}
