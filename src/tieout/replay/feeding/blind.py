"""Without training rows and without anything that remembers them: known mistakes, undone, judged by the score alone.

A correction is looked for on one half of the rows and has to restore the score on the other half by far more than
chance; with labels in random order it must not (Bonferroni over all that was tried).
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from itertools import combinations, islice

import numpy as np
from scipy.stats import norm

from tieout.profiles import MAPS, UNITS, flat
from tieout.replay.feeding.gain import Gain
from tieout.replay.feeding.rows import Array, Candidate, Rows

FEWEST = 60  # rows
SCREENED, HELD = 512, 2048  # rows that corrections are looked for on, and rows that they are held against
LEAST = 0.05  # by which a score between 0 and 1 has to gain
ERROR = 1e-4  # chance of a false find, over all that is tried
WORK = 1.2e10  # multiplications that all replays together may take, by the size of the model and the rows
CALL = {"keras": 6e7}  # what a call of a model costs beside that, in multiplications; of the others, next to nothing
MOST, FEW = 3000, 15  # corrections tried at most; with a model so large that fewer could be tried, none are
WIDEST = 64  # columns that are looked at one by one
SINGLE = (1000.0, 0.001, 100.0, 0.01, 10.0, 0.1, 2.54, 1 / 2.54, 2.20462, 1 / 2.20462, 3.28084, 0.3048, 60.0, 1 / 60.0)


@dataclass(frozen=True)
class _Known:
    """A known mistake: how it is undone, and what is said of it."""

    way: str
    says: str
    undo: Callable[[Array], Array]
    doubt: float = 0.0


def search(rows: Rows) -> Candidate | None:
    """Give the known mistake whose undoing restores the score, None where none does."""
    gain, n = rows.improves, len(rows.fed)
    most = _affordable(rows)
    if n < FEWEST or not most:
        return None
    order = np.random.default_rng(0).permutation(n)
    screen, held = np.sort(order[: min(SCREENED, n // 2)]), np.sort(order[n // 2 :][:HELD])
    before = gain.part(rows.fed, screen)
    if before is None or not 0.0 <= float(np.mean(before)) <= 1.0:
        return None
    lacking = 1.0 - float(np.mean(before)) if gain.sign > 0 else float(np.mean(before))
    if lacking < LEAST:
        return None  # there is nothing to restore
    best: tuple[float, _Known] | None = None
    tried = 0
    for known in islice(_mistakes(rows), most):
        tried += 1
        after = _part(gain, rows, known, screen)
        if after is not None:
            value = float(gain.sign * (after - before).mean()) - known.doubt
            if best is None or value > best[0]:
                best = (value, known)
    if best is None or best[0] < LEAST / 2:
        return None
    before, after = gain.part(rows.fed, held), _part(gain, rows, best[1], held)
    if before is None or after is None:
        return None
    change = gain.sign * (after - before)
    error = float(change.std()) / math.sqrt(len(change))
    if change.mean() < LEAST or change.mean() <= norm.isf(ERROR / max(1, tried)) * error:
        return None
    found = best[1]
    where = rows.given_at() if found.way == "missing" else rows.origin()
    return Candidate(found.way, found.says, found.undo(np.asarray(rows.fed, dtype=np.float64)), where)


def _part(gain: Gain, rows: Rows, known: _Known, at: Array) -> Array | None:
    with np.errstate(all="ignore"):
        changed = known.undo(np.asarray(rows.fed[at], dtype=np.float64))
    if not np.isfinite(changed).all():
        return None
    return gain.part(changed.astype(rows.fed.dtype) if rows.fed.dtype.kind == "f" else changed, at, already=True)


def _affordable(rows: Rows) -> int:
    """Give how many corrections are tried: what may be spent is counted, not timed, so that every run does the same."""
    weights = sum(np.size(value) for value in (rows.state or {}).values()) or flat(rows.fed).shape[1]
    places = max(1, int(np.prod(rows.fed.shape[2:]))) if rows.fed.ndim > 2 else 1  # weights of convolutions work often
    call = CALL.get(rows.passed.handle.framework, 4e6)
    count = int(min(MOST, WORK / (weights * places * min(SCREENED, len(rows.fed)) + call)))
    return count if count >= FEW else 0


def _mistakes(rows: Rows) -> Iterator[_Known]:
    """Give known mistakes, those that are made most often first."""
    for (slope, offset), name in _ranges():
        yield _Known("scale", f"all inputs are in another range: {name}", partial(_affine, slope, offset), 0.002)
    yield from _axes(rows.fed.shape)
    table = flat(rows.fed)
    deviation = table.std(axis=0)
    low, high = table.min(axis=0), table.max(axis=0)
    left_out = "a transform was left out: the rows score as in training once each column "
    moved = partial(_columnwise, table.mean(axis=0), np.where(deviation > 0, deviation, 1.0))
    yield _Known("missing", left_out + "has mean 0 and deviation 1", moved, 0.01)
    moved = partial(_columnwise, low, np.where(high > low, high - low, 1.0))
    yield _Known("missing", left_out + "lies between 0 and 1", moved, 0.012)
    for name, function in (("log1p", np.log1p), ("expm1", np.expm1), ("sqrt", np.sqrt), ("square", np.square)):
        yield _Known("missing", f"a transform was left out: {name}(x)", function, 0.01)
    if rows.fed.ndim == 2 and rows.fed.shape[1] <= WIDEST:
        yield from _columns(rows)


def _affine(slope: float, offset: float, fed: Array) -> Array:
    return fed * slope + offset


def _columnwise(centre: Array, scale: Array, fed: Array) -> Array:
    return np.asarray(((flat(fed) - centre) / scale).reshape(fed.shape))


def _ranges() -> Iterator[tuple[tuple[float, float], str]]:
    for factor in (255.0, 256.0, 16.0, 1000.0, 100.0, 10.0):
        yield (factor, 0.0), UNITS[factor]
        yield (1.0 / factor, 0.0), UNITS[factor]
    for (slope, offset), name in MAPS.items():
        yield (slope, offset), name
        yield (1.0 / slope, -offset / slope), name


def _axes(shape: tuple[int, ...]) -> Iterator[_Known]:
    """Give images with channels and axes in other orders; flat rows of a square number of columns are images too."""
    says = "axes or channels come in another order than the model takes: "
    if len(shape) == 4:
        channels = 1 if shape[1] in {3, 4} else 3
        high, wide = (2, 3) if channels == 1 else (1, 2)
        yield _Known("axis-order", says + "the channels in reverse (BGR for RGB)", partial(np.flip, axis=channels))
        if shape[high] == shape[wide]:
            yield _Known("axis-order", says + "rows for columns", partial(np.swapaxes, axis1=high, axis2=wide))
        yield _Known("axis-order", says + "upside down", partial(np.flip, axis=high), 0.002)
        yield _Known("axis-order", says + "left for right", partial(np.flip, axis=wide), 0.002)
        if channels == 1:
            yield _Known("axis-order", says + "channels last, reshaped instead of moved", _moved)
        return
    side = math.isqrt(int(np.prod(shape[1:])))
    if shape[1:] == (side, side) or (len(shape) == 2 and side > 3 and side * side == shape[1]):
        for told, axes, flips in (
            ("rows for columns", (0, 2, 1), ()),
            ("upside down", (0, 1, 2), (1,)),
            ("left for right", (0, 1, 2), (2,)),
            ("turned by half", (0, 1, 2), (1, 2)),
        ):
            yield _Known("axis-order", says + told, partial(_turned, side, axes, flips))
    if len(shape) == 2:
        yield _Known("axis-order", says + "the columns in reverse", partial(np.flip, axis=1), 0.002)


def _moved(fed: Array) -> Array:
    return np.moveaxis(fed.reshape(len(fed), *fed.shape[2:], fed.shape[1]), -1, 1)


def _turned(side: int, axes: tuple[int, ...], flips: tuple[int, ...], fed: Array) -> Array:
    images = fed.reshape(len(fed), side, side).transpose(axes)
    return np.asarray(np.flip(images, axis=flips).reshape(fed.shape) if flips else images.reshape(fed.shape))


def _columns(rows: Rows) -> Iterator[_Known]:
    """Give single columns in another unit, and pairs of columns exchanged."""
    columns = range(rows.fed.shape[1])
    for column in columns:
        for factor in SINGLE:
            says = f"column {_name(rows, column)} is in another unit: x * {factor:.6g}"
            yield _Known("scale", says, partial(_multiplied, column, factor))
    for one, other in combinations(columns, 2):
        order = np.arange(len(columns))
        order[[one, other]] = other, one
        says = f"columns {_name(rows, one)} and {_name(rows, other)} come in another order than the model takes"
        yield _Known("axis-order", says, partial(np.take, indices=order, axis=1))


def _multiplied(column: int, factor: float, fed: Array) -> Array:
    made = fed.copy()
    made[:, column] *= factor
    return made


def _name(rows: Rows, at: int) -> str:
    return rows.columns[at] if at < len(rows.columns) and rows.columns[at] else str(at)
