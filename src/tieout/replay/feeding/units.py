"""Search for a unit, a range, a function or a doubled step that brings the columns back onto the training columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tieout.profiles import TINY, Profile, column_maps, common_map, distance, flat, named_map, profile
from tieout.replay.feeding.chain import scales_inside, told
from tieout.replay.feeding.rows import CLOSER, OFF, Array, Candidate, Rows

ANOTHER = 0.4  # logarithm of a slope, or offset in deviations, from which on a map of no name is a range
ELEMENTWISE = {
    "log1p": np.log1p,
    "log": np.log,
    "sqrt": np.sqrt,
    "log10": np.log10,
    "expm1": np.expm1,
    "square": np.square,
}
EXTREME = 0.01  # share of all values that may be out of a range at either end
FEWEST_COLUMNS = 3  # that can be told to have one scale
Maps = Sequence[tuple[int, float, float, str]]


def is_off(rows: Rows) -> bool:
    """Tell whether the fed columns as a whole, or a single one of them, are away from the training columns."""
    assert rows.reference is not None
    return distance(rows.fed, rows.reference) >= OFF or bool(column_maps(rows.fed, rows.reference))


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the scalings that bring the rows nearer to the training columns."""
    if rows.reference is None or not is_off(rows):
        return
    for found in _all(rows):
        if found.rows.size == rows.fed.size and _nearer(rows, found.rows):
            yield found


def _nearer(rows: Rows, changed: Array) -> bool:
    """Tell whether the columns that are changed come nearer to the training columns, whatever the others are."""
    one, other, reference = flat(rows.fed), flat(changed), rows.reference
    assert reference is not None
    if one.shape != other.shape or one.shape[1:] != reference.mean.shape:
        return False
    moved = (one != other).any(axis=0)
    wanted = Profile(reference.mean[moved], reference.std[moved], reference.rows)
    return bool(moved.any()) and distance(other[:, moved], wanted) < CLOSER * distance(one[:, moved], wanted)


def _all(rows: Rows) -> Iterator[Candidate]:
    reference = rows.reference
    assert reference is not None
    for at, step in enumerate(rows.own):  # applied to rows that had it already
        steps = [s for n, s in enumerate(rows.own) if n != at]
        rest = rows.through(rows.raw, steps)
        if rest is not None:
            says = f"the rows in the file were already transformed: {told(step)} came on top"
            yield Candidate("duplicate", says, rest, steps=steps)
    yield from _transformed_before(rows)
    theirs = rows.training.raw
    if theirs is not None and rows.own and np.shape(theirs)[1:] == np.shape(rows.raw)[1:]:
        if np.asarray(rows.raw).dtype.kind in "fiub" and np.asarray(theirs).dtype.kind in "fiub":
            maps = _single(column_maps(rows.raw, profile(theirs)), rows.raw, profile(theirs))
            table = _mapped(rows.raw, maps)
            mapped = rows.through(table, rows.own) if maps else None
            if mapped is not None:
                yield Candidate("scale", _units(maps), mapped, doubt=0.002, raw=table)
            yield from _elementwise(rows, profile(theirs))
    else:
        maps = _single(column_maps(rows.fed, reference), rows.fed, reference)
        if maps:
            yield Candidate("scale", _units(maps), _mapped(rows.fed, maps).reshape(rows.fed.shape), doubt=0.002)
    for name, function in ELEMENTWISE.items():
        with np.errstate(all="ignore"):
            changed = np.asarray(function(np.asarray(rows.fed, dtype=np.float64)))
        if np.isfinite(changed).all() and distance(changed, reference) < OFF:
            says = f"a transform of the training rows was left out: {name}(x) gives the training columns"
            yield Candidate("missing", says, changed, rows.given_at(), doubt=0.004)
    common = common_map(rows.fed, reference)
    if common is not None:
        known = named_map(*common)
        if known is not None:
            says = f"all inputs are in another range: {known[2]}"
            yield _ranged(rows, says, rows.fed * known[0] + known[1], 0.006)
        moved = max(abs(np.log(abs(common[0]))), abs(common[1]) / (float(np.std(rows.fed)) + 1e-12))
        if moved < ANOTHER:
            return  # rows from elsewhere, not rows in another range
        says = f"all inputs are in another range: x * {common[0]:.4g} + {common[1]:.4g} gives the training range"
        yield _ranged(rows, says, rows.fed * common[0] + common[1], 0.008)


def _single(maps: Maps, values: Any, reference: Profile) -> Maps:
    """Give the columns that are off by themselves: none, where one known map puts all columns right alike."""
    common = common_map(values, reference)
    known = named_map(*common) if common is not None else None
    return [] if known is not None and sum(name == known[2] for *_, name in maps) > len(maps) / 2 else maps


def _elementwise(rows: Rows, reference: Profile) -> Iterator[Candidate]:
    """Give rows with a function undone that was applied to them before the transforms that were seen."""
    for name, function in ELEMENTWISE.items():
        with np.errstate(all="ignore"):
            raw = np.asarray(function(np.asarray(rows.raw, dtype=np.float64)))
        if not np.isfinite(raw).all() or distance(raw, reference) >= OFF:
            continue
        fed = rows.through(raw, rows.own)
        if fed is not None:
            says = f"the rows in the file are not those of training: {name}(x) gives the training columns"
            yield Candidate("scale", says, fed, rows.origin(), doubt=0.004, raw=raw)


def _transformed_before(rows: Rows) -> Iterator[Candidate]:
    """Give rows that were brought to one scale before, where the training rows were not, as the latter were."""
    theirs = rows.training.array
    assert theirs is not None
    if rows.own or flat(theirs).shape[1:] != flat(rows.fed).shape[1:]:
        return
    own, reference = flat(rows.fed), flat(theirs)
    middle, spread = own.mean(axis=0), own.std(axis=0)
    low, high = reference.min(axis=0), reference.max(axis=0)
    varies = spread > TINY
    if varies.sum() < FEWEST_COLUMNS:
        return
    standard = np.median(np.abs(middle[varies])) < OFF and np.abs(np.median(np.log(spread[varies]))) < OFF
    least, most = np.quantile(own[:, varies], (EXTREME, 1.0 - EXTREME))  # other rows may go beyond the range
    ranged = least >= -OFF and most <= 1 + OFF
    inside = scales_inside(rows.passed.handle.model)
    way = "duplicate" if inside else "scale"
    others = "and the training rows were transformed otherwise" if rows.theirs else "and the training rows were not"
    after = f"already, and the model's own {inside} comes on top" if inside else others
    if standard:
        says = f"the rows in the file were brought to mean 0 and deviation 1 {after}"
        yield Candidate(way, says, own * reference.std(axis=0) + reference.mean(axis=0), rows.origin(), doubt=0.003)
    common = common_map(rows.fed, rows.reference) if rows.reference is not None else None
    alike = common is not None and named_map(*common) is not None  # all columns by one factor, and none by its own
    if ranged and not alike and np.median(np.ptp(own[:, varies], axis=0)) > 1 - OFF:
        says = f"the rows in the file were brought to the range from 0 to 1 {after}"
        yield Candidate(way, says, own * (high - low) + low, rows.origin(), doubt=0.003)


def _ranged(rows: Rows, says: str, changed: Array, doubt: float) -> Candidate:
    """Tell rows that were never transformed, as raw pixels are, from rows in another range."""
    assert rows.training.array is not None
    if _whole(rows.fed) and not _whole(rows.training.array):
        says = f"the training rows were transformed, the scored ones are raw ({says})"
        return Candidate("missing", says, changed, rows.given_at(), doubt=doubt)
    return Candidate("scale", says, changed, doubt=doubt)


def _whole(values: Any) -> bool:
    """Tell whether all values are whole numbers, as raw pixels and counts are."""
    some = flat(values)[:256]
    return bool(np.all(some == np.rint(some)))


def _units(maps: Maps) -> str:
    columns = ", ".join(str(at) for at, *_ in maps[:6])
    names = ", ".join(dict.fromkeys(name for *_, name in maps))
    return f"column{'s' if len(maps) > 1 else ''} {columns} in another unit than in training: {names}"


def _mapped(values: Any, maps: Maps) -> Array:
    table = flat(values).copy()
    for at, slope, offset, _ in maps:
        table[:, at] = slope * table[:, at] + offset
    return table
