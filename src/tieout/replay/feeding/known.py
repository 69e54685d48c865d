"""Known mistakes in the preparation of rows, each with what undoes it; for where nothing is known of the training."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import combinations

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import Step
from tieout.core.score import Where
from tieout.profiles import MAPS, UNITS, flat
from tieout.replay.feeding.chain import told
from tieout.replay.feeding.rows import Array, Rows

WIDEST = 64  # columns that are looked at one by one
LONGEST = 3  # transforms in a row that may all have come on top
NARROW, WIDE = 2.0, 20.0  # the largest of values up to the first are shares, beyond the second raw counts and amounts
FACTORS = (2.0, 4.0, 8.0)  # of ranges that have no name
SINGLE = (1000.0, 0.001, 100.0, 0.01, 10.0, 0.1, 2.54, 1 / 2.54, 2.20462, 1 / 2.20462, 3.28084, 0.3048, 60.0, 1 / 60.0)
SCALERS = ("mean_", "scale_", "center_", "data_min_", "min_")  # what fitted transforms that rescale columns hold


@dataclass(frozen=True)
class Known:
    """A known mistake: how it is undone, and what is said of it.

    With `steps`, what is undone is in the rows before all transforms, and those steps come after it; `made` are the
    rows as they should have been fed, where they are known already.
    """

    way: str
    says: str
    undo: Callable[[Array], Array]
    doubt: float = 0.0
    steps: Sequence[Step] | None = None
    where: Where | None = None
    made: Array | None = None

    def undone(self, rows: Rows, at: Array | slice = slice(None)) -> Array | None:
        """Give some of the rows as they should have been fed, None where a transform refuses them."""
        if self.made is not None:
            return self.made.reshape(rows.fed.shape)[at]
        with np.errstate(all="ignore"):
            if self.steps is None:
                return self.undo(np.asarray(rows.fed[at], dtype=np.float64))
            made = rows.after(self.undo(np.asarray(rows.raw[at], dtype=np.float64)), self.steps)
        like = rows.fed[at].shape
        return made.reshape(like) if made is not None and made.size == math.prod(like) else None


def mistakes(rows: Rows) -> Iterator[Known]:
    """Give known mistakes, those that are made most often first."""
    raw = np.asarray(rows.raw)
    through = len(rows.own) > 0 and len(raw) == len(rows.fed) and raw.dtype.kind in "fiub"
    if through:
        yield from _on_top(rows)
    for (slope, offset), name in _ranges():
        yield Known("scale", f"all inputs are in another range: {name}", partial(_affine, slope, offset), 0.002)
    for (slope, offset), name in _ranges() if through else ():
        undo = partial(_affine, slope, offset)
        yield Known("scale", f"the rows in the file are in another range: {name}", undo, 0.003, rows.own)
    yield from _axes(rows.fed.shape)
    yield from _transforms(rows)


def columns(rows: Rows) -> Iterator[Known]:
    """Give single columns in another unit, and pairs of columns exchanged: many, so that they come last."""
    raw = np.asarray(rows.raw)
    through = len(rows.own) > 0 and len(raw) == len(rows.fed) and raw.dtype.kind in "fiub"
    table, steps = (raw, rows.own) if through else (rows.fed, None)
    if table.ndim == 2 and table.shape[1] <= WIDEST:
        yield from _columns(rows, table.shape[1], steps)


def _on_top(rows: Rows) -> Iterator[Known]:
    """Leave out transforms of the scored rows, one or a few in a row: the file may hold transformed rows."""
    own = rows.own
    for first in range(len(own)):
        for after in range(first + 1, min(len(own), first + LONGEST) + 1):
            names = ", ".join(dict.fromkeys(told(step) for step in own[first:after]))
            says = f"the rows in the file were already transformed: {names} came on top"
            yield Known("duplicate", says, same, 0.0, [*own[:first], *own[after:]])


def same(rows: Array) -> Array:
    """Give the rows as they are."""
    return rows


def _transforms(rows: Rows) -> Iterator[Known]:
    """Give transforms that were left out; where a scaler was at work, its constants are at fault instead."""
    table = flat(rows.fed)
    deviation = table.std(axis=0)
    low, high = table.min(axis=0), table.max(axis=0)
    standard = partial(_columnwise, table.mean(axis=0), np.where(deviation > 0, deviation, 1.0))
    ranged = partial(_columnwise, low, np.where(high > low, high - low, 1.0))
    scaler = next((step for step in rows.own if _scales_columns(step)), None)
    if scaler is not None:
        says = f"scaled with other constants than the training rows: {told(scaler)} was not fitted on rows like"
        says += " these, and they score as in training once each column has mean 0 and deviation 1"
        yield Known("scale", says, standard, 0.01, where=_loaded_at(rows, scaler) or scaler.where)
    else:
        left_out = "a transform was left out: the rows score as in training once each column "
        yield Known("missing", left_out + "has mean 0 and deviation 1", standard, 0.01)
        if low.min() < 0.0 or high.max() > 1.0:
            yield Known("missing", left_out + "lies between 0 and 1", ranged, 0.012)
    for name, function in _elementwise(table):
        yield Known("missing", f"a transform was left out: {name}(x)", function, 0.01)


def _scales_columns(step: Step) -> bool:
    """Tell whether a step shifts or scales each column by a number of its own."""
    constant = as_numpy(step.params.get("constant")) if step.kind == "arithmetic" else None
    return (constant is not None and constant.size > 1) or any(name in step.params for name in SCALERS)


def _elementwise(table: Array) -> Iterator[tuple[str, Callable[[Array], Array]]]:
    """Give functions of single values that make sense for these: what is in a range of its own is no raw count."""
    low, high = float(table.min()), float(table.max())
    if low >= 0.0 and high > WIDE:
        yield from (("log1p", np.log1p), ("sqrt", np.sqrt))
    if low >= 0.0 and NARROW < high <= WIDE:
        yield from (("expm1", np.expm1), ("square", np.square))


def _loaded_at(rows: Rows, step: Step) -> Where | None:
    """Give the line that loaded a fitted transform by itself."""
    return next((f.where for f in rows.files if f.action == "loaded" and id(f.data) == step.owner), None)


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
    for factor in FACTORS:
        yield (factor, 0.0), f"x * {factor:g}"
        yield (1.0 / factor, 0.0), f"x / {factor:g}"


def _axes(shape: tuple[int, ...]) -> Iterator[Known]:
    """Give images with channels and axes in other orders; flat rows of a square number of columns are images too."""
    says = "axes or channels come in another order than the model takes: "
    if len(shape) == 4:
        channels = 1 if shape[1] in {3, 4} else 3
        high, wide = (2, 3) if channels == 1 else (1, 2)
        yield Known("axis-order", says + "the channels in reverse (BGR for RGB)", partial(np.flip, axis=channels))
        if shape[high] == shape[wide]:
            yield Known("axis-order", says + "rows for columns", partial(np.swapaxes, axis1=high, axis2=wide))
        yield Known("axis-order", says + "upside down", partial(np.flip, axis=high), 0.002)
        yield Known("axis-order", says + "left for right", partial(np.flip, axis=wide), 0.002)
        if channels == 1:
            yield Known("axis-order", says + "channels last, reshaped instead of moved", _moved)
        return
    side = math.isqrt(int(np.prod(shape[1:])))
    if shape[1:] == (side, side) or (len(shape) == 2 and side > 3 and side * side == shape[1]):
        for turn, axes, flips in (
            ("rows for columns", (0, 2, 1), ()),
            ("upside down", (0, 1, 2), (1,)),
            ("left for right", (0, 1, 2), (2,)),
            ("turned by half", (0, 1, 2), (1, 2)),
        ):
            yield Known("axis-order", says + turn, partial(_turned, side, axes, flips))
    if len(shape) == 2:
        yield Known("axis-order", says + "the columns in reverse", partial(np.flip, axis=1), 0.002)


def _moved(fed: Array) -> Array:
    return np.moveaxis(fed.reshape(len(fed), *fed.shape[2:], fed.shape[1]), -1, 1)


def _turned(side: int, axes: tuple[int, ...], flips: tuple[int, ...], fed: Array) -> Array:
    images = fed.reshape(len(fed), side, side).transpose(axes)
    return np.asarray(np.flip(images, axis=flips).reshape(fed.shape) if flips else images.reshape(fed.shape))


def _columns(rows: Rows, count: int, steps: Sequence[Step] | None) -> Iterator[Known]:
    """Give single columns in another unit, and pairs of columns exchanged."""
    for column in range(count):
        for factor in SINGLE:
            says = f"column {name_of(rows, column)} is in another unit: x * {factor:.6g}"
            yield Known("scale", says, partial(_multiplied, column, factor), steps=steps)
    for one, other in combinations(range(count), 2):
        order = np.arange(count)
        order[[one, other]] = other, one
        says = f"columns {name_of(rows, one)} and {name_of(rows, other)} come in another order than the model takes"
        yield Known("axis-order", says, partial(np.take, indices=order, axis=1), steps=steps)


def _multiplied(column: int, factor: float, fed: Array) -> Array:
    made = fed.copy()
    made[:, column] *= factor
    return made


def name_of(rows: Rows, at: int) -> str:
    """Give the name of a column, its number where it has none."""
    return rows.columns[at] if at < len(rows.columns) and rows.columns[at] else str(at)
