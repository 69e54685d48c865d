"""Search for an order of columns, channels or axes that brings the rows back onto the training rows."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import permutations
from typing import Any

import numpy as np

from tieout.profiles import distance, flat
from tieout.renaming import cheapest
from tieout.replay.feeding.rows import CLOSER, Array, Candidate, Rows
from tieout.replay.feeding.sequences import pad_value

FEWEST = 20  # rows; fewer have no columns worth comparing
WIDEST = 1024  # columns whose order is looked for
JOINT = 96  # columns up to which their correlations are compared too
LEVELS = np.linspace(0.04, 0.96, 12)
NOISE = 1.3  # spread of a quantile in deviations of its column, times the root of the rows
ROUNDS = 3  # of swaps
MOST_CIRCLES = 4  # of columns that change places among themselves
MOVED = 3.0  # a column is moved only if that is better by so many times the noise


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows with columns, channels or axes in other orders that are nearer to the training rows."""
    if rows.training.array is None or len(rows.fed) < FEWEST or len(rows.training.array) < FEWEST:
        return
    yield from _named(rows)
    tokens = rows.fed.dtype.kind in "iu" and pad_value(rows.training.array) is not None
    if rows.fed.ndim == 2 and not tokens:
        yield from _columns(rows)
    yield from _axes(rows)


# --- columns ---------------------------------------------------------------------------------------------------------
def _named(rows: Rows) -> Iterator[Candidate]:
    """Compare the names of the columns, where both sides have them."""
    theirs = list(rows.training.columns)
    names = list(rows.columns)
    raw = np.asarray(rows.raw)
    if raw.ndim != 2 or len(names) != raw.shape[1] or names == theirs or sorted(names) != sorted(theirs):
        return
    if len(set(names)) < len(names):
        return
    order = [names.index(name) for name in theirs]
    corrected = rows.through(raw[:, order], rows.own)
    if corrected is not None:
        first = next(n for n, source in enumerate(order) if n != source)
        more = sum(n != source for n, source in enumerate(order)) - 1
        says = f"columns come in another order than in training: {names[first]!r} stands where {theirs[first]!r} stood"
        told = f"{says}, and {more} more"
        yield Candidate("axis-order", told, corrected, rows.origin(), exact=True, raw=raw[:, order])


def _columns(rows: Rows) -> Iterator[Candidate]:
    """Assign columns to training columns by how their values are spread and how they vary together."""
    raw, theirs = np.asarray(rows.raw), rows.training.raw
    tried = []
    if rows.own and theirs is not None and np.asarray(theirs).dtype.kind in "fiub" and raw.dtype.kind in "fiub":
        tried.append((raw, np.asarray(theirs), True))
    tried.append((rows.fed, np.asarray(rows.training.array), False))
    for own, reference, before in tried:
        if own.ndim != 2 or own.shape[1:] != reference.shape[1:] or not 2 <= own.shape[1] <= WIDEST:
            continue
        order = assigned(flat(own), flat(reference))
        if order is None:
            continue
        for part in (order, *_circles(order)):
            corrected = rows.through(own[:, part], rows.own) if before else own[:, part]
            if corrected is not None:
                found = _ordered(rows, part, own, corrected)
                yield replace(found, raw=own[:, part]) if before else found


def _circles(order: Array) -> Iterator[Array]:
    """Give the parts of an order that can be had one without the other, if there are several."""
    left = {int(n) for n in np.flatnonzero(order != np.arange(len(order)))}
    parts = []
    while left:
        circle = [min(left)]
        while (source := int(order[circle[-1]])) != circle[0]:
            circle.append(source)
        left -= set(circle)
        part = np.arange(len(order))
        part[circle] = order[circle]
        parts.append(part)
    yield from parts if 1 < len(parts) <= MOST_CIRCLES else ()


def _ordered(rows: Rows, order: Array, own: Array, corrected: Array) -> Candidate:
    moved = [int(n) for n in np.flatnonzero(order != np.arange(len(order)))]
    one_hot = all(np.isin(own[:, n], (0, 1)).all() for n in moved) and bool((own[:, moved].sum(axis=1) <= 1).all())
    if one_hot:
        says = f"the categories behind columns {_list(moved)} stand in another order than in training"
        return Candidate("encoding", says, corrected, rows.origin(), doubt=0.001)
    names = rows.columns
    which = [names[n] if n < len(names) and names[n] else str(n) for n in moved]
    says = f"columns {_list(which)} come in another order than in training"
    return Candidate("axis-order", says, corrected, rows.origin(), doubt=min(0.02, 0.0005 * len(moved)))


def assigned(own: Array, reference: Array) -> Array | None:
    """Give the order of own columns that fits the training columns clearly better, None where none does."""
    noise = NOISE * (1.0 / math.sqrt(len(own)) + 1.0 / math.sqrt(len(reference)))
    scale = reference.std(axis=0)
    varies = scale > 1e-9 * (np.abs(reference).max() or 1.0)
    if varies.sum() < 2:
        return None
    scale = np.where(varies, scale, 1.0)
    quantiles, wanted = np.quantile(own, LEVELS, axis=0).T, np.quantile(reference, LEVELS, axis=0).T
    costs = np.empty((len(scale), len(scale)))
    for at, column in enumerate(quantiles):
        costs[at] = np.minimum(np.abs(column - wanted).mean(axis=1) / scale, 50.0) / noise
    order = np.empty(len(scale), dtype=np.intp)
    sources, targets = cheapest(costs - MOVED * np.eye(len(scale)))
    order[targets] = sources
    stay = np.arange(len(order))
    fit = _Fit(own, reference, costs, noise)
    if len(order) <= JOINT:
        order = min((fit.refined(order), fit.refined(stay)), key=fit.discounted)
    moved = np.flatnonzero(order != stay)
    if not len(moved):
        return None
    before, after = fit(stay, moved), fit(order, moved)
    return order if after < CLOSER * before and after < before - MOVED else None


class _Fit:
    """How far columns in some order are from the training columns: each by itself, and each pair together."""

    def __init__(self, own: Array, reference: Array, costs: Array, noise: float) -> None:
        self.costs = costs
        self.joint = None
        if len(costs) <= JOINT:
            with np.errstate(all="ignore"):
                self.joint = tuple(np.nan_to_num(np.corrcoef(part.T)) / noise for part in (own, reference))

    def __call__(self, order: Array, at: Array) -> float:
        """Give the misfit of the columns that an order puts in the places `at`."""
        total = float(self.costs[order[at], at].sum())
        if self.joint is not None:
            mine, theirs = self.joint
            apart = np.abs(mine[np.ix_(order[at], order)] - theirs[at]).mean(axis=1)
            total += float(apart.sum()) * math.sqrt(min(len(order), 8))
        return total

    def discounted(self, order: Array) -> float:
        """Give the misfit of an order; columns that stay where they are have it easier."""
        stay = np.arange(len(order))
        return self(order, stay) - MOVED * float((order == stay).sum())

    def refined(self, order: Array) -> Array:
        """Swap pairs of columns as long as that fits better."""
        order = order.copy()
        for _ in range(ROUNDS):
            before = order.copy()
            for a in range(len(order) - 1):
                b = a
                while len(better := np.flatnonzero(self._swapped(order, a)[b + 1 :] < -1e-9)):
                    b += 1 + int(better[0])
                    order[[a, b]] = order[[b, a]]
            if (order == before).all():
                break
        return order

    def _swapped(self, order: Array, a: int) -> Array:
        """Give by how much the discounted misfit changes when the column in place `a` is swapped with each."""
        every = np.arange(len(order))
        costs, own = self.costs, order[a]
        change = costs[order, a] + costs[own, every] - costs[own, a] - costs[order, every]
        if self.joint is not None:
            mine, theirs = self.joint[0][np.ix_(order, order)], self.joint[1]
            now = np.abs(mine - theirs)
            pairs = np.abs(mine - theirs[a]) + np.abs(mine[a] - theirs) - now[a] - now
            with_others = pairs.sum(axis=1) - pairs[:, a] - pairs[every, every]  # these count twice: as (a, u), (u, a)
            alone = np.abs(mine[every, every] - theirs[a, a]) + np.abs(mine[a, a] - theirs[every, every])
            alone -= now[a, a] + now[every, every]
            change += (2.0 * with_others + alone) * (math.sqrt(min(len(order), 8)) / len(order))
        stays = (order == a).astype(float) + (own == every) - (own == a) - (order == every)
        change -= MOVED * stays
        change[a] = 0.0
        return np.asarray(change)


# --- channels and axes -----------------------------------------------------------------------------------------------
def _axes(rows: Rows) -> Iterator[Candidate]:
    """Turn, mirror and transpose images and signals; exchange channels; undo a reshape that should have transposed."""
    assert rows.reference is not None
    assert rows.training.array is not None
    if rows.fed.shape[1:] != rows.training.array.shape[1:]:
        return
    off = distance(rows.fed, rows.reference)
    for says, changed in turned(rows.fed):
        if changed.size == rows.fed.size and distance(changed, rows.reference) < min(CLOSER, 0.9) * off:
            where = rows.origin()
            yield Candidate("axis-order", says, changed.reshape(rows.fed.shape), where, doubt=0.002)


def turned(fed: Array) -> Iterator[tuple[str, Array]]:
    """Give images and signals turned and mirrored, and with their channels in other orders, each with what it is."""
    n, *inner = fed.shape
    for shape, channel in _layouts(inner):
        blocks = fed.reshape(n, *shape)
        axes = [a for a in range(1, blocks.ndim) if a != channel]
        if channel is not None:
            yield from _channels(blocks, channel)
        if len(axes) == 2:
            a, b = axes
            if shape[a - 1] == shape[b - 1]:
                yield "height and width are exchanged", blocks.swapaxes(a, b)
                yield "the images are turned by 90 degrees", np.rot90(blocks, 1, axes=(a, b))
                yield "the images are turned by 90 degrees", np.rot90(blocks, 3, axes=(a, b))
                yield "the images are mirrored along a diagonal", np.rot90(blocks, 2, axes=(a, b)).swapaxes(a, b)
            yield "the images are mirrored left to right", np.flip(blocks, b)
            yield "the images are upside down", np.flip(blocks, a)
            yield "the images are turned by 180 degrees", np.flip(blocks, (a, b))
        elif len(axes) == 1:
            yield "the signals run backwards", np.flip(blocks, axes[0])


def _channels(blocks: Array, channel: int) -> Iterator[tuple[str, Array]]:
    """Give the orders of few channels, and the channels moved to the other end of the axes and read back."""
    count = blocks.shape[channel]
    if 2 <= count <= 4:
        for order in permutations(range(count)):
            if order != tuple(range(count)):
                turned = order == tuple(range(count))[::-1] and count == 3
                says = "blue and red are exchanged" if turned else f"the channels come in the order {_list(order)}"
                yield f"{says} against training", np.take(blocks, order, axis=channel)
    n, *shape = blocks.shape
    rest = [side for at, side in enumerate(shape, 1) if at != channel]
    first = channel == 1
    memory = blocks.reshape(n, *rest, count) if first else blocks.reshape(n, count, *rest)
    moved = np.moveaxis(memory, -1, 1) if first else np.moveaxis(memory, 1, -1)
    yield "channels were moved by a reshape, which mixes pixels, where a transpose is meant", moved


def _layouts(inner: Sequence[int]) -> Iterator[tuple[list[int], int | None]]:
    """Give the ways to read one row as an image or a signal: its shape, and which axis holds the channels."""
    if len(inner) == 3:
        yield list(inner), 1 if inner[0] <= inner[2] else 3
    elif len(inner) == 2:
        yield list(inner), None
        if min(inner) <= 16 and inner[0] != inner[1]:
            yield list(inner), 1 if inner[0] < inner[1] else 2
    elif len(inner) == 1:
        side = math.isqrt(inner[0])
        if side * side == inner[0] and side >= 4:
            yield [side, side], None
        side = math.isqrt(inner[0] // 3)
        if inner[0] == 3 * side * side and side >= 4:
            yield [3, side, side], 1
            yield [side, side, 3], 3


def _list(items: Sequence[Any]) -> str:
    shown = ", ".join(str(item) for item in items[:6])
    return f"{shown} and {len(items) - 6} more" if len(items) > 6 else shown
