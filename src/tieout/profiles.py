"""How the columns of two sets of rows compare: moments, distances, and affine maps that bring one onto the other."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]
TINY = 1e-12
SILENT = 1e-10  # variance of a unit that never fires
WIDENED = 0.1  # of a log variance; what a thousand rows give by chance is below it
FEW_COLUMNS = 4  # with fewer, there is no saying how far columns usually are
OUTLYING = 5.0  # times as far as columns usually are, for one to be in another unit
FEWEST = 20  # rows that carry a column's spread, for its unit to be told

# factors between units that people mix up; a ratio of scales near one of them names it
UNITS = {
    10.0: "a factor of 10",
    100.0: "a factor of 100",
    1000.0: "a factor of 1000",
    2.54: "inches against centimetres",
    25.4: "inches against millimetres",
    0.3048: "feet against metres",
    3.28084: "metres against feet",
    2.20462: "kilograms against pounds",
    1.609344: "miles against kilometres",
    60.0: "minutes against seconds",
    3600.0: "hours against seconds",
    255.0: "0-1 against 0-255",
    256.0: "0-1 against 0-256",
    16.0: "a factor of 16",
    57.29578: "radians against degrees",
    24.0: "days against hours",
    4.184: "calories against joules",
    1024.0: "a factor of 1024",
    1e6: "a factor of a million",
    28.3495: "ounces against grams",
}
# affine maps (slope, offset) between units and ranges; the inverse of each is tried too
MAPS = {
    (1.8, 32.0): "Celsius against Fahrenheit",
    (1.0, 273.15): "Celsius against Kelvin",
    (2.0, -1.0): "0..1 against -1..1",
    (1 / 127.5, -1.0): "0..255 against -1..1",
    (-1.0, 1.0): "0..1 inverted",
    (-1.0, 255.0): "0..255 inverted",
}

RANGES = frozenset(name for name in MAPS.values() if name.startswith("0.."))  # of whole images, not of one column


@dataclass(frozen=True)
class Profile:
    """Mean and standard deviation of each column, and the number of rows behind them.

    `kurtosis` is the fourth moment in units of the squared variance (3 for a normal column); columns that are nearly
    always the same value have a large one, and a standard deviation that is known badly.
    """

    mean: Array
    std: Array
    rows: int
    kurtosis: Array | None = None

    def weight(self, at: int) -> float:
        """Give how many rows carry the spread of a column: few, where nearly all have one value."""
        return self.rows if self.kurtosis is None else float(self.rows / max(1.0, self.kurtosis[at] / 3.0))

    def error(self, at: int) -> float:
        """Give the standard error of the logarithm of a column's standard deviation: sqrt((kurtosis - 1) / 4 n)."""
        kurtosis = 3.0 if self.kurtosis is None else float(self.kurtosis[at])
        return float(np.sqrt(max(kurtosis - 1.0, 0.1) / (4.0 * max(2, self.rows))))


def flat(rows: Any) -> Array:
    """Give rows as a two-dimensional float array."""
    array = np.asarray(rows, dtype=np.float64)
    return array.reshape(len(array), -1)


def profile(rows: Any) -> Profile:
    """Give the profile of the columns of some rows."""
    table = flat(rows)
    mean, std = _moments(table)
    with np.errstate(all="ignore"):
        fourth = np.nanmean(np.square(np.square(table - mean)), axis=0)
        return Profile(mean, std, len(table), np.where(std > TINY, fourth / np.maximum(std, TINY) ** 4, 3.0))


def _moments(table: Array) -> tuple[Array, Array]:
    """Give mean and standard deviation of the columns, missing values left out."""
    with np.errstate(all="ignore"):
        mean = table.mean(axis=0) if len(table) else np.full(table.shape[1:], np.nan)
        if np.isfinite(mean).all():  # the general way takes three times as long
            return mean, table.std(axis=0)
        return np.nanmean(table, axis=0), np.nanstd(table, axis=0)


def spread_apart(one: Any, other: Any) -> tuple[Array, float]:
    """Give the ratio of two lists of variances, 1 where one of them is none, and the mean size of its logarithm."""
    first, second = np.asarray(one), np.asarray(other)
    live = (first > SILENT) & (second > SILENT)
    ratio = np.where(live, second / np.where(live, first, 1.0), 1.0)
    return ratio, float(np.abs(np.log(ratio[live])).mean()) if live.any() else 0.0


def distance(rows: Any, reference: Profile) -> float:
    """Give how far the columns of some rows are from a reference: shift in its deviations plus the log ratio of scales.

    The average over columns that vary in the reference, each clipped at 10; 0 for the same distribution.
    """
    mean, std = _moments(flat(rows))
    if mean.shape != reference.mean.shape:
        return float("inf")
    varies = reference.std > TINY
    if not varies.any():
        return 0.0
    shift = np.abs(mean - reference.mean)[varies] / reference.std[varies]
    scale = np.abs(np.log((std[varies] + TINY) / reference.std[varies]))
    return float(np.mean(np.minimum(shift, 10.0) + np.minimum(scale, 10.0)))


def fits(own: Array, statistic: Array, *, close: float = 2e-3) -> bool:
    """Tell whether constants are a statistic of some rows, to a relative difference of `close`."""
    one, other = np.ravel(own).astype(np.float64), np.ravel(statistic).astype(np.float64)
    if one.shape != other.shape or not one.size:
        return False
    size = np.maximum(np.abs(other), 1e-6 + 1e-3 * float(np.abs(other).max()))
    return bool(np.all(np.abs(one - other) <= close * size + 1e-7))


def scale_differs(rows: Any, training: Any) -> str | None:
    """Say how the scale of some rows differs from that of training rows, None where all are within 2.5 times."""
    own, reference = profile(rows), profile(training)
    if own.mean.shape != reference.mean.shape:
        return None
    varies = (reference.std > TINY) & (own.std > TINY)
    if not varies.any():
        return None
    ratio = float(np.median(own.std[varies] / reference.std[varies]))
    if 0.4 <= ratio <= 2.5:
        return None
    return f"the inputs have {ratio:.3g} times the spread of the rows the model was trained on"


def is_statistic_of(constant: Any, rows: Any) -> bool:
    """Tell whether a constant (one value, or one a column) was computed from these very rows."""
    table = flat(rows)
    value = np.asarray(constant, dtype=np.float64)
    if len(table) < 2 or not value.size:
        return False
    with np.errstate(all="ignore"):
        if value.size == 1:
            if not float(value.ravel()[0]) or float(value.ravel()[0]).is_integer():
                return False  # a round number is a setting, not a statistic
            candidates = [table.mean(), table.std(), table.std(ddof=1)]
            return any(fits(value.ravel(), np.asarray([c])) for c in candidates)
        low, high = table.min(axis=0), table.max(axis=0)
        columns = [
            table.mean(axis=0),
            table.std(axis=0),
            table.std(axis=0, ddof=1),
            low,
            high,
            high - low,
            np.median(table, axis=0),
        ]
    return any(fits(value.ravel(), c) for c in columns)


def common_map(rows: Any, reference: Profile) -> tuple[float, float] | None:
    """Give (slope, offset) that maps all columns of some rows onto the reference alike, None where no one map does.

    Column means of the two sides are regressed on each other, so the slope has its sign; the scales must agree with it.
    """
    own = profile(rows)
    if own.mean.shape != reference.mean.shape or own.mean.size < 4:
        return None
    x, y = own.mean, reference.mean
    varies = (own.std > TINY) | (reference.std > TINY)
    x, y = x[varies], y[varies]
    if len(x) < 4 or np.ptp(x) <= TINY or np.ptp(y) <= TINY:
        return None
    slope, offset = np.polyfit(x, y, 1)
    fitted = slope * x + offset
    explained = 1.0 - float(((y - fitted) ** 2).sum() / ((y - y.mean()) ** 2).sum())
    if explained < 0.9 or abs(slope) <= TINY:
        return None
    ratios = (reference.std[varies] + TINY) / (own.std[varies] + TINY)
    typical = float(np.median(ratios[own.std[varies] > TINY])) if (own.std[varies] > TINY).any() else abs(slope)
    if not 0.7 <= typical / abs(slope) <= 1.4:
        return None
    return float(slope), float(offset)


def named_map(slope: float, offset: float) -> tuple[float, float, str] | None:
    """Give the known map nearest to (slope, offset), snapped to its exact constants, None if none is near."""
    known: list[tuple[float, float, str]] = []
    for factor, name in UNITS.items():
        known += [(factor, 0.0, name), (1.0 / factor, 0.0, name)]
    for (a, b), name in MAPS.items():
        known += [(a, b, name), (1.0 / a, -b / a, name)]
    best = min(known, key=lambda k: abs(np.log(abs(slope / k[0]))) if slope * k[0] > 0 else 1e9)
    near = [k for k in known if slope * k[0] > 0 and abs(np.log(slope / k[0])) < 0.12]
    if not near:
        return None
    best = min(near, key=lambda k: abs(np.log(slope / k[0])) + abs(offset - k[1]) / (abs(k[1]) + abs(offset) + 1.0))
    return best if abs(offset - best[1]) <= 0.15 * (abs(best[1]) + 1.0) else None


def column_maps(rows: Any, reference: Profile) -> list[tuple[int, float, float, str]]:
    """Give columns that are off by a known unit while the others agree: (column, slope, offset, name)."""
    own = profile(rows)
    if own.mean.shape != reference.mean.shape:
        return []
    found = []
    stray = _stray(own, reference)
    for at in range(own.mean.size):
        if own.std[at] <= TINY or reference.std[at] <= TINY or min(own.weight(at), reference.weight(at)) < FEWEST:
            continue
        error = float(np.hypot(own.error(at), reference.error(at)))
        shift = abs(own.mean[at] - reference.mean[at]) / reference.std[at]
        ratio = float(np.log(reference.std[at] / own.std[at]))
        if abs(ratio) < max(0.35, 5 * error) and shift < 1.5:
            continue
        if abs(ratio) < OUTLYING * stray[0] and shift < OUTLYING * stray[1]:
            continue  # the other columns are no nearer: rows from elsewhere, not a column in another unit
        best = _unit(own, reference, at)
        if best is not None:
            found.append((at, *best))
    return found


def _stray(own: Profile, reference: Profile) -> tuple[float, float]:
    """Give how far columns usually are from their reference, in log scale and in deviations.

    Taken at the 40th percentile, as of a normal distribution, so that up to half of the columns may be far off.
    """
    varies = (own.std > TINY) & (reference.std > TINY)
    if varies.sum() < FEW_COLUMNS:
        return 0.0, 0.0
    ratios = np.abs(np.log(reference.std[varies] / own.std[varies]))
    shifts = np.abs(own.mean[varies] - reference.mean[varies]) / reference.std[varies]
    return float(np.quantile(ratios, 0.4)) / 0.524, float(np.quantile(shifts, 0.4)) / 0.524


def _unit(own: Profile, reference: Profile, at: int) -> tuple[float, float, str] | None:
    """Find the known unit that brings one column onto its reference, in scale first: rows from elsewhere move too."""
    known = [(f, 0.0, n) for u, n in UNITS.items() for f in (u, 1.0 / u)]
    known += [pair for (a, b), n in MAPS.items() if n not in RANGES for pair in ((a, b, n), (1.0 / a, -b / a, n))]

    def misfit(k: tuple[float, float, str]) -> float:
        mean, std = k[0] * own.mean[at] + k[1], abs(k[0]) * own.std[at]
        return float(abs(mean - reference.mean[at]) / reference.std[at] + abs(np.log(std / reference.std[at])))

    best = min(known, key=misfit)
    before = abs(own.mean[at] - reference.mean[at]) / reference.std[at] + abs(np.log(own.std[at] / reference.std[at]))
    error = float(np.hypot(own.error(at), reference.error(at)))
    spread = abs(np.log(abs(best[0]) * own.std[at] / reference.std[at]))
    return best if misfit(best) < min(0.9, 0.5 * before) and spread < max(0.2, 3 * error) else None
