"""Search for single columns that a function, such as a logarithm, was applied to on one side only."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import numpy as np

from tieout.profiles import flat
from tieout.replay.feeding.order import FEWEST, LEVELS, NOISE
from tieout.replay.feeding.rows import Array, Candidate, Rows

WIDEST = 256  # columns
Function = Callable[[Array], Array]
LEFT_OUT: dict[str, Function] = {
    "log": np.log,
    "log1p": np.log1p,
    "log10": np.log10,
    "log2": np.log2,
    "sqrt": np.sqrt,
    "cbrt": np.cbrt,
}
ON_TOP: dict[str, Function] = {
    "exp": np.exp,
    "expm1": np.expm1,
    "10**x": lambda x: np.power(10.0, x),
    "square": np.square,
}
FAR = 4.0  # times what chance gives, from which on a column is away from the training column
NEAR = 2.0  # times what chance gives, up to which it is there
BETTER = 3.0  # times nearer that a function has to bring it
Told = list[tuple[int, str, Array]]  # columns, the function, and what it makes of them


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows with functions of single columns applied that bring their values onto the training column."""
    raw, theirs = np.asarray(rows.raw), rows.training.raw
    before = bool(rows.own) and theirs is not None and np.asarray(theirs).dtype.kind in "fiub"
    own = flat(raw) if before and raw.dtype.kind in "fiub" else rows.fed
    reference = np.asarray(theirs) if own is not rows.fed else rows.training.array
    if reference is None or own.ndim != 2 or own.shape[1:] != reference.shape[1:] or own.shape[1] > WIDEST:
        return
    if min(len(own), len(reference)) < FEWEST:
        return
    for way, functions in (("missing", LEFT_OUT), ("duplicate", ON_TOP)):
        told = list(_told(flat(own), flat(reference), functions))
        if not told:
            continue
        changed = flat(own).copy()
        for at, _, values in told:
            changed[:, at] = values
        # what stands where the training rows stood goes on as those did
        steps = rows.theirs if own is not rows.fed and len(rows.theirs) == len(rows.own) else None
        fed = changed if own is rows.fed else rows.through(changed, rows.own if steps is None else steps)
        if fed is not None:
            where = rows.given_at() if way == "missing" else rows.origin()
            raw_too = None if own is rows.fed else changed
            yield Candidate(way, _says(rows, way, told), fed, where, doubt=0.003, raw=raw_too, steps=steps)


def _told(own: Array, reference: Array, functions: dict[str, Function]) -> Iterator[tuple[int, str, Array]]:
    """Give the columns that are far from those of training, each with the function that brings it there."""
    for at in range(own.shape[1]):
        column, wanted = own[:, at], reference[:, at]
        column_far = _apart(column, wanted)
        if not np.isfinite(column_far) or column_far < FAR:
            continue
        best: tuple[float, str, Array] | None = None
        for name, function in functions.items():
            with np.errstate(all="ignore"):
                values = np.asarray(function(column))
            apart = _apart(values, wanted)
            if apart < min(NEAR, column_far / BETTER) and (best is None or apart < best[0]):
                best = (apart, name, values)
        if best is not None:
            yield at, best[1], best[2]


def _apart(column: Array, wanted: Array) -> float:
    """Give how far the quantiles of two columns are apart, in units of what chance gives."""
    one, other = column[~np.isnan(column)], wanted[~np.isnan(wanted)]
    if min(len(one), len(other)) < FEWEST or len(one) < 0.5 * len(column) or not np.isfinite(one).all():
        return float("inf")
    noise = NOISE * (1.0 / np.sqrt(len(one)) + 1.0 / np.sqrt(len(other)))
    scale = float(other.std())
    if scale <= 0.0 or len(np.unique(other)) < len(LEVELS):
        return float("inf")
    return float(np.abs(np.quantile(one, LEVELS) - np.quantile(other, LEVELS)).mean() / scale / noise)


def _says(rows: Rows, way: str, told: Told) -> str:
    names = rows.columns
    parts = [f"{name} of {names[at] if at < len(names) and names[at] else f'column {at}'}" for at, name, _ in told[:3]]
    more = f", and {len(told) - 3} more" if len(told) > 3 else ""
    listed = ", ".join(parts) + more
    if way == "missing":
        return f"a transform of single columns was left out: {listed} gives the training column"
    return f"single columns were transformed that the training rows have as they are: {listed} gives them back"
