"""Lays out the waterfall chart of a statement: where each bar, whisker and tick goes. No drawing."""

from __future__ import annotations

import math
from dataclasses import dataclass

from tieout.core.statement import Statement
from tieout.report.figures import Figures, figures_of
from tieout.report.ledger import KIND_WORDS
from tieout.report.plain import plain

LABELS = 250  # most room for labels, in chart units (pixels at full width)
LETTER, GAP = 7.4, 24  # room for one letter of a label, and beside it
PLOT = 480  # least room for bars; they get what the labels leave
FIGURES = 90
ROW = 30
TOP = 8
AXIS = 28
TICKS = 5


@dataclass(frozen=True, slots=True)
class Bar:
    """One row of the chart; positions are chart units, `x` to `x + width`."""

    label: str
    figure: str
    style: str
    y: float
    x: float
    width: float
    end: float
    low: float | None
    high: float | None
    title: str


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on the axis below the bars."""

    x: float
    label: str


@dataclass(frozen=True, slots=True)
class Waterfall:
    """The whole chart, laid out."""

    width: int
    height: int
    left: int
    right: int
    bottom: float
    row: int
    bars: tuple[Bar, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class _Step:
    label: str
    style: str
    start: float
    end: float
    low: float | None = None
    high: float | None = None
    told: str = ""


def waterfall(statement: Statement) -> Waterfall | None:
    """Lay out the chart; None where there is nothing to draw or a number that has no place on an axis."""
    steps = _steps(statement)
    ends = [number for step in steps for number in (step.start, step.end, step.low, step.high) if number is not None]
    if not steps or not all(math.isfinite(number) for number in ends):
        return None
    low, high = min(ends), max(ends)
    span = high - low
    if not math.isfinite(span) or span <= 1e-12 * max(1.0, abs(low), abs(high)):
        return None
    low, high = low - 0.05 * span, high + 0.05 * span
    if not (math.isfinite(low) and math.isfinite(high) and high > low):
        return None

    left = min(LABELS, round(GAP + LETTER * max(len(step.label) for step in steps)))
    right = LABELS + PLOT

    def place(number: float) -> float:
        return round(left + (right - left) * ((number - low) / (high - low)), 1)

    bars = tuple(
        Bar(
            label=step.label,
            figure=step.told,
            style=step.style,
            y=TOP + ROW * index,
            x=min(place(step.start), place(step.end)),
            width=round(abs(place(step.end) - place(step.start)), 1),
            end=place(step.end),
            low=None if step.low is None else place(step.low),
            high=None if step.high is None else place(step.high),
            title=f"{step.label}: {step.told}",
        )
        for index, step in enumerate(steps)
    )
    bottom = TOP + ROW * len(bars)
    return Waterfall(
        width=right + FIGURES,
        height=bottom + AXIS,
        left=left,
        right=right,
        bottom=bottom,
        row=ROW,
        bars=bars,
        ticks=tuple(Tick(place(number), label) for number, label in _ticks(low, high)),
    )


def _steps(statement: Statement) -> list[_Step]:
    if statement.opening is None or statement.closing is None:
        return []
    figures = figures_of(statement)
    at = statement.opening.value
    steps = [_Step("opening", "score", at, at, told=figures.value(at))]
    for line in statement.lines:
        if line.status == "seen":
            continue
        bounded = line.low is not None and line.high is not None
        low, high = (at + line.low, at + line.high) if bounded else (None, None)  # type: ignore[operator]
        told = f"{figures.amount(line.amount)}"
        steps.append(_Step(plain(line.cause), line.kind, at, at + line.amount, low, high, told))
        at += line.amount
    steps += _unexplained(statement, at, figures)
    end = statement.closing.value
    steps.append(_Step("closing", "score", end, end, told=figures.value(end)))
    return steps


def _unexplained(statement: Statement, at: float, figures: Figures) -> list[_Step]:
    left = statement.unexplained
    named = (
        ("opening not reproduced", left.opening),
        ("no cause found", left.between),
        ("closing not reproduced", left.closing),
    )
    steps = []
    for label, amount in named:
        if not figures.is_zero(amount):
            steps.append(_Step(label, "unexplained", at, at + amount, told=figures.amount(amount)))
        at += amount
    return steps


def _ticks(low: float, high: float) -> list[tuple[float, str]]:
    """Choose round numbers (1, 2 or 5 times a power of ten apart) between the two ends."""
    rough = (high - low) / TICKS
    power = math.floor(math.log10(rough))
    step = next(unit * 10.0**power for unit in (1, 2, 5, 10) if unit * 10.0**power >= rough)
    if step <= 0 or not math.isfinite(step):
        return []
    first, last = math.ceil(low / step), math.floor(high / step)
    digits = max(0, -math.floor(math.log10(step)))
    form = f".{digits}f" if digits <= 9 and max(abs(low), abs(high)) < 1e9 else ".3g"
    return [(index * step, format(index * step + 0.0, form)) for index in range(first, last + 1)]


def legend(chart: Waterfall) -> tuple[tuple[str, str], ...]:
    """Give style and word of every kind of bar that the chart has."""
    words = [*KIND_WORDS.items(), ("unexplained", "unexplained")]
    used = {bar.style for bar in chart.bars}
    return tuple((style, word) for style, word in words if style in used)
