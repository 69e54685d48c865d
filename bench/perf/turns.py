"""Ways of doing one thing, run in turns: ratios of neighbours, and the noise of the machine as plain against plain."""

from __future__ import annotations

import statistics
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TypeVar

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Spread:
    """Some measured values: their median, the smallest and the largest."""

    values: tuple[float, ...]

    @property
    def median(self) -> float:
        """The middle value."""
        return statistics.median(self.values)

    def told(self, form: str = ".2f", unit: str = "") -> str:
        """Give the median with the smallest and the largest value."""
        return f"{self.median:{form}}{unit} ({min(self.values):{form}} to {max(self.values):{form}})"


def interleaved(ways: Mapping[str, Callable[[], T]], times: int) -> dict[str, list[T]]:
    """Run every way in turn, `times` times over, and the first way, the plain one, once more at the end.

    So each run of another way has a plain run before and after it, and a busy minute of the machine meets all.
    """
    found: dict[str, list[T]] = {name: [] for name in ways}
    plain = next(iter(ways))
    for _ in range(times):
        for name, way in ways.items():
            found[name].append(way())
    found[plain].append(ways[plain]())
    return found


def ratios(plain: Sequence[float], other: Sequence[float]) -> Spread:
    """Give each run of another way over the mean of the plain runs before and after it."""
    return Spread(
        tuple(one * 2 / (before + after) for one, (before, after) in zip(other, pairwise(plain), strict=True))
    )


def noise(plain: Sequence[float]) -> Spread:
    """Give each plain run over the plain run before it: what the same thing differs by on this machine."""
    return Spread(tuple(after / before for before, after in pairwise(plain)))


def differences(plain: Sequence[float], other: Sequence[float]) -> Spread:
    """Give each run of another way less the mean of the plain runs before and after it."""
    return Spread(
        tuple(one - (before + after) / 2 for one, (before, after) in zip(other, pairwise(plain), strict=True))
    )
