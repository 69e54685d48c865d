"""Shapley values of a few factors over every combination of them, with intervals from resampled scores.

The amount of a factor is its average marginal effect over all orders in which the factors could be undone; the amounts
add up to the whole effect exactly. With at most five factors every combination is measured, so nothing is sampled.
Source: Shapley (1953), A value for n-person games.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence

from tieout.core.recording import Values

CONFIDENCE = 0.95


def shapley(players: Sequence[int], value: Callable[[int], float]) -> dict[int, float]:
    """Give each player's share of value(none undone) - value(all undone); a bit mask says which players are undone."""
    n = len(players)
    shares = dict.fromkeys(players, 0.0)
    for player in players:
        others = [p for p in players if p != player]
        for mask in range(1 << len(others)):
            undone = sum(1 << p for at, p in enumerate(others) if mask >> at & 1)
            size = mask.bit_count()
            weight = math.factorial(size) * math.factorial(n - size - 1) / math.factorial(n)
            shares[player] += weight * (value(undone) - value(undone | 1 << player))
    return shares


def amounts(players: Sequence[int], values: Mapping[int, Values]) -> dict[int, tuple[float, float, float]]:
    """Give (amount, low, high) for each player: what its deviation adds to the score as recorded."""
    point = shapley(players, lambda mask: values[mask].value)
    resamples = min((len(values[mask].resampled) for mask in values), default=0)
    drawn = [shapley(players, lambda mask, r=r: values[mask].resampled[r]) for r in range(resamples)]  # type: ignore[misc]
    found = {}
    for player in players:
        low, high = interval([draw[player] for draw in drawn], point[player])
        found[player] = (point[player], low, high)
    return found


def interval(draws: Sequence[float], point: float) -> tuple[float, float]:
    """Give the percentile interval of resampled amounts, widened to hold the point itself."""
    finite = sorted(d for d in draws if math.isfinite(d))
    if not finite:
        return point, point
    tail = (1.0 - CONFIDENCE) / 2.0
    low = finite[int(tail * (len(finite) - 1))]
    high = finite[math.ceil((1.0 - tail) * (len(finite) - 1))]
    return min(low, point), max(high, point)


def spread(values: Values) -> float:
    """Give the standard deviation of the resampled values (the standard error of the value)."""
    draws = values.resampled
    if len(draws) < 2:
        return 0.0
    mean = sum(draws) / len(draws)
    return math.sqrt(sum((d - mean) ** 2 for d in draws) / (len(draws) - 1))
