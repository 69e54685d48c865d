"""Search for a unit, a range, a function or a doubled step that brings the columns back onto the training columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from tieout.profiles import column_maps, common_map, distance, flat, named_map, profile
from tieout.replay.feeding.chain import told
from tieout.replay.feeding.rows import CLOSER, OFF, Array, Candidate, Rows

ELEMENTWISE = {
    "log1p": np.log1p,
    "log": np.log,
    "sqrt": np.sqrt,
    "log10": np.log10,
    "expm1": np.expm1,
    "square": np.square,
}
Maps = Sequence[tuple[int, float, float, str]]


def is_off(rows: Rows) -> bool:
    """Tell whether the fed columns as a whole, or a single one of them, are away from the training columns."""
    assert rows.reference is not None
    return distance(rows.fed, rows.reference) >= OFF or bool(column_maps(rows.fed, rows.reference))


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the scalings that bring the rows nearer to the training columns."""
    if rows.reference is None or not is_off(rows):
        return
    off = distance(rows.fed, rows.reference)
    for found in _all(rows):
        if found.rows.size == rows.fed.size and distance(found.rows, rows.reference) < CLOSER * off:
            yield found


def _all(rows: Rows) -> Iterator[Candidate]:
    reference = rows.reference
    assert reference is not None
    for at, step in enumerate(rows.own):  # applied to rows that had it already
        rest = rows.through(rows.raw, [s for n, s in enumerate(rows.own) if n != at])
        if rest is not None:
            says = f"the rows in the file were already transformed: {told(step)} came on top"
            yield Candidate("duplicate", says, rest)
    theirs = rows.training.raw
    if theirs is not None and rows.own and np.shape(theirs)[1:] == np.shape(rows.raw)[1:]:
        if np.asarray(rows.raw).dtype.kind in "fiub" and np.asarray(theirs).dtype.kind in "fiub":
            maps = column_maps(rows.raw, profile(theirs))
            mapped = rows.through(_mapped(rows.raw, maps), rows.own) if maps else None
            if mapped is not None:
                yield Candidate("scale", _units(maps), mapped, doubt=0.002)
    else:
        maps = column_maps(rows.fed, reference)
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
        says = f"all inputs are in another range: x * {common[0]:.4g} + {common[1]:.4g} gives the training range"
        yield _ranged(rows, says, rows.fed * common[0] + common[1], 0.008)


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
