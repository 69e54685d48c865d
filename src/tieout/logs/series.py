"""A metric as a training log kept it: its values by step."""

from __future__ import annotations

import math
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Series:
    """One metric over training.

    Attributes:
        tag:    its name in the log, such as `val_accuracy`.
        steps:  epoch or step of each value, as the log counts them.
        values: the numbers, unrounded.
        source: the file they were read from.
        unit:   what the log counts: "epoch" or "step".
    """

    tag: str
    steps: tuple[int, ...]
    values: tuple[float, ...]
    source: str
    unit: str = "epoch"

    @property
    def last(self) -> tuple[int, float]:
        """Give the last step and its value."""
        return self.steps[-1], self.values[-1]

    def best(self, *, lowest: bool) -> tuple[int, float]:
        """Give the step with the best value, and the value."""
        pick = min if lowest else max
        at = pick(range(len(self.values)), key=self.values.__getitem__)
        return self.steps[at], self.values[at]

    @classmethod
    def of(cls, tag: str, points: list[tuple[int, float]], source: str, unit: str = "epoch") -> Series | None:
        """Give the series of some points without those that are no numbers; None if there is none."""
        kept = sorted((step, value) for step, value in points if math.isfinite(value))
        if not kept:
            return None
        return cls(tag, tuple(s for s, _ in kept), tuple(v for _, v in kept), source, unit)
