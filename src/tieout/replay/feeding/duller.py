"""Images with less detail than in training: what that costs is told by others that an earlier run scored as they were.

They were made smaller on their way and large again. What was lost is gone, so that nothing can be fed in its place.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from tieout.core.view import Refed
from tieout.profiles import TINY
from tieout.replay.feeding.images import OTHER, are_images, coarser, detail, sizes_of, unlikeness
from tieout.replay.feeding.rows import Array, Rows
from tieout.replay.feeding.shortened import spread

FEWEST = 40  # images
SOME = 512  # images by which the size is found
SIGMAS = 3.0  # standard errors by which less detail has to harm
ALIKE = 2.6  # standard errors up to which images made as dull score as the scored ones do
NEAR = 0.5  # of the difference in detail: what may be left of it


def of_rows(rows: Rows) -> Refed | None:
    """Give what each image lost, where others score as these do once they are made as dull, and better before."""
    theirs = rows.training.array
    if theirs is None or np.shape(theirs)[1:] != rows.fed.shape[1:] or not are_images(rows.fed):
        return None
    duller = unlikeness(rows.fed, np.asarray(theirs)) if min(len(rows.fed), len(theirs)) >= FEWEST else None
    if duller is None or duller > -math.log(OTHER):
        return None
    for whole, labels in _others(rows, np.asarray(theirs)):
        size = _size(whole[:SOME], rows.fed, duller)
        dull = None if size is None else coarser(whole, size)
        is_other = dull is not None and _are_the_same(rows, labels) and not _is_near(dull, rows.fed)
        lost = None if dull is None or is_other else _lost(rows, whole, dull, labels)
        if lost is None:
            return None
        says = f"the images have {math.exp(duller):.2f} times the fine detail of those in training, as if they came up"
        says = f"{says} from {size} pixels; what that costs is measured on {len(whole)} images that kept theirs"
        return Refed("resample", rows.origin(), says, None, extra=partial(_extra, spread(lost, len(rows.fed))))
    return None


def _others(rows: Rows, theirs: Array) -> Iterator[tuple[Array, Array]]:
    """Give images in their full detail with their labels: those that another run scored, else those trained on."""
    inner = rows.fed.shape[1:]
    known = [(table, labels) for table, labels in rows.scored if table.size == len(table) * math.prod(inner)]
    if rows.training.labels is not None and len(rows.training.labels) == len(theirs):
        known.append((theirs, np.asarray(rows.training.labels)))
    yield from ((np.reshape(table, (-1, *inner)), labels) for table, labels in known if len(table) >= FEWEST)


def _size(whole: Array, fed: Array, duller: float) -> int | None:
    """Give the size from which other images come up as dull as the scored ones."""
    own, known = detail(fed), dict[int, float]()
    for size in sizes_of(whole):
        made = detail(coarser(whole, size))
        if made is not None and own is not None:
            known[size] = abs(float(np.median(np.log(made + TINY)) - np.median(np.log(own + TINY))))
    nearest = min(known, key=lambda size: known[size], default=None)
    return nearest if nearest is not None and known[nearest] < NEAR * abs(duller) else None


def _are_the_same(rows: Rows, labels: Array) -> bool:
    """Tell whether other images have the labels of the scored ones, place by place: the same ones, most likely."""
    own = np.asarray(rows.improves.labels).ravel()
    return len(np.unique(own)) > 1 and np.array_equal(np.asarray(labels).ravel(), own)


def _is_near(dull: Array, fed: Array) -> bool:
    """Tell whether images made duller are the scored ones, place by place, up to what is small beside their spread."""
    return bool(np.square(dull - fed.astype(np.float64)).mean() < NEAR * np.var(fed, axis=0, dtype=np.float64).mean())


def _lost(rows: Rows, whole: Array, dull: Array, labels: Array) -> Array | None:
    """Give what each image adds more with its detail, None where the scored ones do not answer like the dull ones."""
    tables = ((whole, labels), (dull, labels), (rows.fed, rows.improves.labels))
    found = [rows.improves.of_others(np.asarray(table).astype(rows.fed.dtype), truth) for table, truth in tables]
    if any(each is None for each in found):
        return None
    before, after, own = (np.asarray(each, dtype=np.float64) for each in found)
    lost = before - after
    if rows.improves.sign * lost.mean() <= SIGMAS * _error(lost):
        return None
    return lost if abs(own.mean() - after.mean()) <= ALIKE * math.hypot(_error(own), _error(after)) else None


def _error(each: Array) -> float:
    return float(each.std()) / math.sqrt(len(each))


def _extra(more: Array, _labels: Any) -> Array:
    return more
