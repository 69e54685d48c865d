"""The reconciliation: an opening score, lines with amounts, a closing score."""

from __future__ import annotations

import math
from dataclasses import dataclass, field
from typing import Literal

from tieout.core.score import Score, Where
from tieout.errors import TieoutError

Kind = Literal["by-design", "mistake", "environment", "noise"]
Side = Literal["opening", "closing", "between"]

SCHEMA = "tieout.statement/1"
ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Line:
    """One cause and what it costs.

    `amount` is what the cause adds to the closing score over the opening one, in units of the score;
    `low` and `high` bound it with 95 % confidence. A line that is `seen` has amount 0 and no interval:
    its cause was observed and could not be measured. `diff` is the smallest edit of the recorded source that takes
    the cause away, None where the source does not tell for certain.
    """

    cause: str
    kind: Kind
    side: Side
    amount: float
    low: float | None
    high: float | None
    status: Literal["measured", "seen"]
    where: Where | None
    says: str
    fix: str
    diff: str | None = None


@dataclass(frozen=True, slots=True)
class Acquittal:
    """A cause that was looked at and is not part of this gap, with the proof; or one that could not be looked at."""

    cause: str
    why: str


@dataclass(frozen=True, slots=True)
class Hazard:
    """Something wrong in a run that is no part of the gap between these two scores."""

    cause: str
    kind: Kind
    where: Where | None
    says: str
    fix: str
    run: str = ""


@dataclass(frozen=True, slots=True)
class Unexplained:
    """The three amounts that no line accounts for; shown apart, because they could cancel.

    Attributes:
        opening: replayed opening score minus the recorded one.
        between: what differs between the two sides and no cause was found for.
        closing: recorded closing score minus the replayed one.
    """

    opening: float = 0.0
    between: float = 0.0
    closing: float = 0.0

    def total(self) -> float:
        """Give the sum of the three."""
        return self.opening + self.between + self.closing


@dataclass(frozen=True, slots=True)
class Statement:
    """Where the difference between two scores went.

    With nothing to compare, `opening`, `closing` and `verdict` are None and only the hazards speak.
    """

    opening: Score | None
    closing: Score | None
    verdict: str | None
    lines: tuple[Line, ...] = ()
    unexplained: Unexplained = field(default_factory=Unexplained)
    ruled_out: tuple[Acquittal, ...] = ()
    not_examined: tuple[Acquittal, ...] = ()
    hazards: tuple[Hazard, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def gap(self) -> float | None:
        """Closing minus opening score, or None where there is nothing to compare."""
        if self.opening is None or self.closing is None:
            return None
        return self.closing.value - self.opening.value

    def check(self) -> None:
        """Test the arithmetic: opening + lines + unexplained = closing, to rounding.

        Raises:
            TieoutError: the amounts do not add up, which is a fault of tieout.
        """
        gap = self.gap
        if gap is None:
            return
        left = self.unexplained
        parts = (*(line.amount for line in self.lines), left.opening, left.between, left.closing)
        told = sum(parts)
        scores = [score.value for score in (self.opening, self.closing) if score is not None]
        # A sum is as exact as its largest part: a replay may be off by far more than the two scores.
        size = max(1.0, *map(abs, (*scores, *parts)))
        if not (math.isfinite(told) and abs(told - gap) <= ROUNDING * size):
            raise TieoutError(
                "amounts-do-not-add-up",
                "the lines of this statement do not add up",
                saw=f"gap {gap!r}, lines and unexplained {told!r}",
                fix="please report this with the recording; it is a fault of tieout, not of your script",
                code=1,
            )
        for line in self.lines:
            if line.low is not None and line.high is not None and not line.low <= line.amount <= line.high:
                raise TieoutError(
                    "amount-outside-interval",
                    f"the amount of {line.cause} lies outside its own interval",
                    saw=f"{line.amount!r} in [{line.low!r}, {line.high!r}]",
                    fix="please report this with the recording; it is a fault of tieout",
                    code=1,
                )

    def ties_out(self, tolerance: float = 0.005) -> bool:
        """Tell whether each of the three unexplained amounts is within `tolerance` (units of the score)."""
        if self.gap is None:
            return True
        parts = (self.unexplained.opening, self.unexplained.between, self.unexplained.closing)
        return all(abs(part) <= tolerance for part in parts)
