"""Search for windows over a series whose steps lie further apart, or nearer, than those of the training windows."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from tieout.replay.feeding.rows import Array, Candidate, Rows

FEWEST = 40  # rows
SHORTEST = 4  # steps of a window
MOST = 48  # places of the series between two steps of a window
SAME = 0.99  # share of the rows that go on with what the row before them held
LAGS = 3  # steps by which windows are told to change alike
CLOSER = 0.5  # of the unlikeness to training that may be left
CLEAR = 0.1  # unlikeness below which nothing is wrong, as a logarithm of mean squares
TINY = 1e-12


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the windows with the steps of training, made anew from the series that the scored windows slide over.

    Each keeps its last step, which the label follows; one that would begin before the series stays as it is.
    """
    theirs = rows.training.array
    if theirs is None or rows.fed.ndim not in (2, 3) or np.shape(theirs)[1:] != rows.fed.shape[1:]:
        return
    fed = rows.fed.reshape(*rows.fed.shape[:2], -1).astype(np.float64)
    wanted = np.asarray(theirs, dtype=np.float64).reshape(len(theirs), *fed.shape[1:])
    if min(len(fed), len(wanted)) < FEWEST or fed.shape[1] < SHORTEST:
        return
    own = spacing(fed)
    if own is None:
        return
    series = _unrolled(fed, own)
    aim = _changes(wanted)
    before = _unlike(_changes(fed), aim)
    if before < CLEAR:
        return
    apart = {step: _unlike(_changes_at(series, step), aim) for step in range(1, MOST + 1) if step != own}
    best = min(apart, key=lambda step: apart[step])
    if apart[best] > CLOSER * before:
        return
    changed = _windows(series, fed, own, best).reshape(rows.fed.shape)
    says = f"windows take every {_nth(own)} place of the series, in training every {_nth(best)}"
    yield Candidate("resample", says, changed, rows.origin())


def spacing(fed: Array) -> int | None:
    """Give how many rows after one its window has moved on by one step, None where rows are no such windows."""
    if np.ptp(fed[:, 0], axis=0).max() <= 0:
        return None
    for step in range(1, min(MOST, len(fed) // 2) + 1):
        goes_on = (fed[step:, :-1] == fed[:-step, 1:]).all(axis=(1, 2))
        if goes_on.mean() >= SAME:
            return step
    return None


def _unrolled(fed: Array, step: int) -> Array:
    """Give the series behind windows that begin one place after the other."""
    count, length, width = fed.shape
    series = np.empty((count + (length - 1) * step, width))
    for at in range(length):
        series[at * step : at * step + count] = fed[:, at]
    return series


def _windows(series: Array, fed: Array, own: int, step: int) -> Array:
    """Give windows with other steps that end where the windows at hand end."""
    count, length, _ = fed.shape
    ends = np.arange(count) + (length - 1) * own
    places = ends[:, None] - step * np.arange(length - 1, -1, -1)
    made = series[np.maximum(places, 0)]
    made[places[:, 0] < 0] = fed[places[:, 0] < 0]
    return np.asarray(made)


def _changes(windows: Array) -> Array:
    """Give the mean square by which windows change in one step, two and three, by column."""
    spread = windows.var(axis=(0, 1)) + TINY
    lags = range(1, min(LAGS, windows.shape[1] - 1) + 1)
    return np.stack([np.square(windows[:, lag:] - windows[:, :-lag]).mean(axis=(0, 1)) / spread for lag in lags])


def _changes_at(series: Array, step: int) -> Array:
    """Give the same for windows with such steps over a series, all of nothing where it is too short for them."""
    spread = series.var(axis=0) + TINY
    if len(series) < 2 * LAGS * step:
        return np.zeros((LAGS, series.shape[1]))
    lags = [lag * step for lag in range(1, LAGS + 1)]
    return np.stack([np.square(series[lag:] - series[:-lag]).mean(axis=0) / spread for lag in lags])


def _unlike(one: Array, other: Array) -> float:
    """Give how far two sets of changes are from one another, as a mean logarithm."""
    return float(np.abs(np.log((one[: len(other)] + TINY) / (other + TINY))).mean())


def _nth(step: int) -> str:
    return "single" if step == 1 else {2: "second", 3: "third"}.get(step, f"{step}th")
