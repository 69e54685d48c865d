"""Decides how many decimals the numbers of a statement are shown with, so that they line up."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass

from tieout.core.statement import Line, Statement

UNKNOWN = "n/a"
MOST_DECIMALS = 9
SIGNIFICANT = 1e-9  # a gap below this share of the score is rounding of the arithmetic


@dataclass(frozen=True, slots=True)
class Figures:
    """The number format of one statement; `decimals` None means powers of ten."""

    decimals: int | None

    def value(self, number: float) -> str:
        """Show a score, unsigned unless negative."""
        return self._show(number, sign="")

    def amount(self, number: float) -> str:
        """Show an amount with its sign; an amount that rounds to zero has none."""
        return self._show(number, sign="+")

    def is_zero(self, number: float) -> bool:
        """Tell whether the number is zero at the shown precision."""
        return math.isfinite(number) and not any(digit in "123456789" for digit in self._mantissa(number))

    def _show(self, number: float, *, sign: str) -> str:
        if not math.isfinite(number):
            return UNKNOWN
        if self.is_zero(number):
            number, sign = 0.0, ""
        return f"{number:{sign}.3e}" if self.decimals is None else f"{number:{sign}.{self.decimals}f}"

    def _mantissa(self, number: float) -> str:
        return f"{number:.3e}".split("e")[0] if self.decimals is None else f"{number:.{self.decimals}f}"


def figures_of(statement: Statement) -> Figures:
    """Choose decimals that suit the size of the two scores and still show the gap."""
    scores = [score.value for score in (statement.opening, statement.closing) if score is not None]
    return figures_for(scores, statement.gap or 0.0)


def figures_for(scores: Iterable[float], gap: float = 0.0) -> Figures:
    """Choose decimals for these scores; a small gap gets enough of them to show two digits."""
    size = max((abs(score) for score in scores if math.isfinite(score)), default=0.0)
    if size >= 1e9 or 0.0 < size < 1e-4:
        return Figures(None)
    decimals = 4 if size < 10 else 2 if size < 1000 else 1
    if math.isfinite(gap) and abs(gap) > SIGNIFICANT * max(size, 1.0):
        decimals = max(decimals, 1 - math.floor(math.log10(abs(gap))))
    return Figures(min(decimals, MOST_DECIMALS))


def half_interval(line: Line) -> float | None:
    """Give the distance from the amount to the farther end of its interval, None where there is no interval.

    Intervals need not be symmetric; the farther end keeps the printed band from looking narrower than it is.
    """
    if line.low is None or line.high is None or not (math.isfinite(line.low) and math.isfinite(line.high)):
        return None
    return max(line.amount - line.low, line.high - line.amount, 0.0)
