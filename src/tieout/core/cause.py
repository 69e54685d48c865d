"""What a cause is: the plug-in contract between a deviation of a score and its amount.

A cause looks at one score (`examine`) and says how it deviates from the reference way of measuring, with the move
that undoes the deviation in a trial; or it looks at two scores (`compare`) that differ in rows or weights.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import IntEnum
from typing import TYPE_CHECKING, Any

from tieout.core.score import Where
from tieout.core.statement import Hazard, Kind
from tieout.core.trial import Lever, Trial

if TYPE_CHECKING:
    from tieout.core.pair import Pair
    from tieout.core.view import View


class Stage(IntEnum):
    """Where in the making of a score a cause acts; moves are made in this order."""

    DATA = 0
    PREPROCESS = 1
    WEIGHTS = 2
    MODE = 3
    STATISTICS = 4
    ALIGN = 5
    METRIC = 6
    POOLING = 7


@dataclass(frozen=True)
class Factor:
    """One deviation of one score from the reference way of measuring.

    `undo` gives the trial without it; None where the deviation is seen and cannot be measured.
    `mark` tells two factors of one cause apart: the same mark on both sides of a comparison means that both
    scores deviate in the same way, so no difference between them comes from it.
    """

    cause: str
    kind: Kind
    stage: Stage
    where: Where | None
    says: str
    fix: str
    undo: Callable[[Trial], Trial] | None = None
    mark: str = ""
    hazard: bool = True
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RuledOut:
    """Looked at and innocent, with the proof."""

    why: str


@dataclass(frozen=True, slots=True)
class NotExamined:
    """Could not be looked at, with the reason."""

    why: str


@dataclass(frozen=True)
class Difference:
    """What a `compare` found: how much of the gap between two reference scores a cause accounts for.

    Where it is seen and cannot be measured, `measured` is False and the amount 0. `rest` is the pair with the
    difference taken out of it; without one its amount is taken off what is left.
    """

    cause: str
    kind: Kind
    amount: float
    low: float | None
    high: float | None
    where: Where | None
    says: str
    fix: str
    measured: bool = True
    rest: Pair | None = None


Finding = Factor | RuledOut | NotExamined | None
Comparison = tuple[str, Callable[["Pair"], Difference | RuledOut | NotExamined | None]]  # a cause and its `compare`


@dataclass(frozen=True)
class Cause:
    """A cause of `causes.json`: how it is found and undone. One file, one cause.

    `examine` looks at one score; `compare` at the reference scores of both sides; a cause has either or both.
    `survey` looks at a whole run for what is wrong whatever the scores. `needs` names the levers it is measured
    with, from which the support table is made.
    """

    id: str
    title: str
    needs: frozenset[Lever] = frozenset()
    examine: Callable[[View], Finding | list[Finding]] | None = None
    compare: Callable[[Pair], Difference | RuledOut | NotExamined | None] | None = None
    survey: Callable[[Any], Iterable[Hazard]] | None = None
