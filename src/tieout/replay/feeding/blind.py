"""Without training rows and without anything that remembers them: known mistakes, undone, judged by the score alone.

A correction is looked for on one half of the rows and has to restore the score on the other half by far more than
chance; with labels in random order it must not (Bonferroni over all that was tried).
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from itertools import islice
from typing import Any

import numpy as np
from scipy.stats import norm

from tieout.profiles import MAPS, UNITS, flat
from tieout.replay.feeding.rows import Array, Candidate, Rows

FEWEST = 60  # rows
LEAST = 0.05  # by which a score between 0 and 1 has to gain
ERROR = 1e-4  # chance of a false find, over all that is tried
WORK = 2e9  # multiplications that all replays together may take, by the size of the model and the rows
MOST, FEW = 3000, 40  # corrections tried with the smallest and the largest model
WIDEST = 64  # columns that are looked at one by one
SINGLE = (1000.0, 0.001, 100.0, 0.01, 10.0, 0.1, 2.54, 1 / 2.54, 2.20462, 1 / 2.20462, 3.28084, 0.3048, 60.0, 1 / 60.0)


def search(rows: Rows) -> Candidate | None:
    """Give the known mistake whose undoing restores the score, None where none does."""
    gain = rows.improves
    before = gain.each(None)
    if len(rows.fed) < FEWEST or before is None or not 0.0 <= float(np.mean(before)) <= 1.0:
        return None
    half = np.random.default_rng(0).permutation(len(before)) % 2 == 0
    best: tuple[float, Candidate, Array] | None = None
    tried = 0
    for found in islice(candidates(rows), _affordable(rows)):
        tried += 1
        after = gain.each(rows.inputs(found.rows))
        if after is None or len(after) != len(before):
            continue
        change = gain.sign * (after - before)
        value = float(change[half].mean()) - found.doubt
        if best is None or value > best[0]:
            best = (value, found, change)
    if best is None:
        return None
    held = best[2][~half]
    error = float(held.std()) / math.sqrt(len(held))
    least = norm.isf(ERROR / max(1, tried))
    return best[1] if held.mean() >= LEAST and held.mean() > least * error else None


def _affordable(rows: Rows) -> int:
    """Give how many corrections are tried: what may be spent is counted, not timed, so that every run does the same."""
    weights = sum(np.size(value) for value in (rows.state or {}).values()) or flat(rows.fed).shape[1]
    return int(min(MOST, max(FEW, WORK / (weights * len(rows.fed)))))


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give known mistakes undone, those that are made most often first."""
    fed = np.asarray(rows.fed, dtype=np.float64)
    at = rows.origin()
    for (slope, offset), name in _ranges():
        says = f"all inputs are in another range: {name}"
        yield Candidate("scale", says, fed * slope + offset, at, doubt=0.002)
    yield from _axes(fed, at)
    table = flat(fed)
    deviation = table.std(axis=0)
    moved = (table - table.mean(axis=0)) / np.where(deviation > 0, deviation, 1.0)
    says = "a transform was left out: the rows score as in training once each column has mean 0 and deviation 1"
    yield Candidate("missing", says, moved.reshape(fed.shape), rows.given_at(), doubt=0.01)
    low, high = table.min(axis=0), table.max(axis=0)
    moved = (table - low) / np.where(high > low, high - low, 1.0)
    says = "a transform was left out: the rows score as in training once each column lies between 0 and 1"
    yield Candidate("missing", says, moved.reshape(fed.shape), rows.given_at(), doubt=0.012)
    for name, function in (("log1p", np.log1p), ("expm1", np.expm1), ("sqrt", np.sqrt), ("square", np.square)):
        with np.errstate(all="ignore"):
            made = function(fed)
        if np.isfinite(made).all():
            yield Candidate("missing", f"a transform was left out: {name}(x)", made, rows.given_at(), doubt=0.01)
    if fed.ndim == 2 and fed.shape[1] <= WIDEST:
        yield from _columns(rows, fed, at)


def _ranges() -> Iterator[tuple[tuple[float, float], str]]:
    for factor in (255.0, 256.0, 16.0, 1000.0, 100.0, 10.0):
        yield (factor, 0.0), UNITS[factor]
        yield (1.0 / factor, 0.0), UNITS[factor]
    for (slope, offset), name in MAPS.items():
        yield (slope, offset), name
        yield (1.0 / slope, -offset / slope), name


def _axes(fed: Array, at: Any) -> Iterator[Candidate]:
    """Give images with channels and axes in other orders; flat rows of a square number of columns are images too."""
    says = "axes or channels come in another order than the model takes: "
    if fed.ndim == 4:
        channels = 1 if fed.shape[1] in {3, 4} else 3
        yield Candidate("axis-order", says + "the channels in reverse (BGR for RGB)", np.flip(fed, axis=channels), at)
        rows, columns = (2, 3) if channels == 1 else (1, 2)
        if fed.shape[rows] == fed.shape[columns]:
            yield Candidate("axis-order", says + "rows for columns", np.swapaxes(fed, rows, columns), at)
        yield Candidate("axis-order", says + "upside down", np.flip(fed, axis=rows), at, doubt=0.002)
        yield Candidate("axis-order", says + "left for right", np.flip(fed, axis=columns), at, doubt=0.002)
        mixed = fed.reshape(len(fed), *fed.shape[2:], fed.shape[1]) if channels == 1 else None
        if mixed is not None:
            moved = np.moveaxis(mixed, -1, 1)
            yield Candidate("axis-order", says + "channels last, reshaped instead of moved", moved, at)
        return
    side = math.isqrt(int(np.prod(fed.shape[1:])))
    square = fed.shape[1:] == (side, side) or (fed.ndim == 2 and side > 3 and side * side == fed.shape[1])
    if square:
        images = fed.reshape(len(fed), side, side)
        for told, made in (
            ("rows for columns", images.transpose(0, 2, 1)),
            ("upside down", images[:, ::-1]),
            ("left for right", images[:, :, ::-1]),
            ("turned by half", images[:, ::-1, ::-1]),
        ):
            yield Candidate("axis-order", says + told, made.reshape(fed.shape), at)
    if fed.ndim == 2:
        yield Candidate("axis-order", says + "the columns in reverse", fed[:, ::-1], at, doubt=0.002)


def _columns(rows: Rows, fed: Array, at: Any) -> Iterator[Candidate]:
    """Give single columns in another unit, and pairs of columns exchanged."""
    for column in range(fed.shape[1]):
        for factor in SINGLE:
            made = fed.copy()
            made[:, column] *= factor
            yield Candidate("scale", f"column {_name(rows, column)} is in another unit: x * {factor:.6g}", made, at)
    for one in range(fed.shape[1]):
        for other in range(one + 1, fed.shape[1]):
            order = np.arange(fed.shape[1])
            order[[one, other]] = other, one
            says = f"columns {_name(rows, one)} and {_name(rows, other)} come in another order than the model takes"
            yield Candidate("axis-order", says, fed[:, order], at)


def _name(rows: Rows, at: int) -> str:
    return rows.columns[at] if at < len(rows.columns) and rows.columns[at] else str(at)
