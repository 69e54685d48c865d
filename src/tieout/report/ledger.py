"""Puts a statement into rows of words and figures, which the terminal, HTML and Markdown reports then draw."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import Literal

from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Hazard, Kind, Line, Statement
from tieout.report.figures import Figures, figures_of, half_interval
from tieout.report.plain import plain, plain_source

Role = Literal["opening", "line", "unexplained", "closing"]

KIND_WORDS: dict[Kind, str] = {
    "by-design": "by design",
    "mistake": "mistake",
    "environment": "environment",
    "noise": "noise",
}
SEEN = "seen"
SEEN_MEANS = "seen: observed, but what it costs could not be measured; it counts as 0"
ROUNDED = "the figures are rounded: their last digits need not add up, the unrounded amounts do"


@dataclass(frozen=True, slots=True)
class Row:
    """One row of the ledger, ready to draw; every text is clean and every figure formatted."""

    role: Role
    label: str
    kind: Kind | None
    where: str
    says: str
    cause: str
    amount: str
    half: str


@dataclass(frozen=True, slots=True)
class Change:
    """One thing to do about a line or a hazard, with the edit that does it where that is certain."""

    where: str
    fix: str
    diff: str = ""


@dataclass(frozen=True, slots=True)
class HazardGroup:
    """The hazards that concern the same numbers, under one heading."""

    title: str
    hazards: tuple[Hazard, ...]


@dataclass(frozen=True, slots=True)
class Acquitted:
    """Causes that are out of it, or out of sight, for one reason."""

    causes: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Ledger:
    """A statement in words: what every report says, however it draws it."""

    headline: str
    metric: str
    rows: tuple[Row, ...]
    ruled_out: tuple[Acquitted, ...]
    not_examined: tuple[Acquitted, ...]
    hazards: tuple[HazardGroup, ...]
    changes: tuple[Change, ...]
    notes: tuple[str, ...]


def ledger(statement: Statement) -> Ledger:
    """Word the statement: headline, rows that add up, acquittals, hazards, changes and notes."""
    figures = figures_of(statement)
    return Ledger(
        headline=_headline(statement, figures),
        metric=_metric(statement),
        rows=_rows(statement, figures),
        ruled_out=_grouped(statement.ruled_out),
        not_examined=_grouped(statement.not_examined),
        hazards=_hazards(statement),
        changes=_changes(statement),
        notes=(*(plain(note) for note in statement.notes), *_footnotes(statement, figures)),
    )


def place(where: Where | None) -> str:
    """Give `file:line` in clean text, or nothing where the place is unknown."""
    return "" if where is None else plain(str(where))


def _headline(statement: Statement, figures: Figures) -> str:
    gap = statement.gap
    if gap is None:
        found = len(statement.hazards)
        if not found:
            return "Nothing to compare, and nothing wrong was seen."
        return f"Nothing to compare; {found} {'finding' if found == 1 else 'findings'} all the same."
    metric = _metric(statement)
    difference = f"The {metric or 'score'} differs by {figures.amount(gap)}"
    if statement.verdict in (None, "none"):
        agreed = f"The two numbers agree ({figures.amount(gap)})"
        return f"{agreed}." if figures.is_zero(gap) else f"{difference}; no cause was found."
    if statement.verdict == "noise.sampling":
        return f"{difference}, no more than a finite sample gives."
    top = next((line for line in statement.lines if line.cause == statement.verdict), None)
    cause = plain(statement.verdict or "")
    if top is None:
        return f"{difference}. Main cause: {cause}."
    at = f", {place(top.where)}" if top.where else ""
    return f"{difference}. Main cause: {cause} ({KIND_WORDS[top.kind]}{at})."


def _metric(statement: Statement) -> str:
    named = {plain(score.metric) for score in (statement.opening, statement.closing) if score is not None}
    return named.pop() if len(named) == 1 else ""


def _rows(statement: Statement, figures: Figures) -> tuple[Row, ...]:
    if statement.opening is None or statement.closing is None:
        return tuple(_line_row(line, figures) for line in statement.lines)
    say_run = statement.opening.run != statement.closing.run
    left = _unexplained_rows(statement, figures)
    zero = len(left) == 1
    rows = [_score_row("opening", statement.opening, figures, say_run=say_run)]
    rows += [_line_row(line, figures) for line in statement.lines]
    if not zero:  # amounts that are not zero belong to the sum and so stand above the closing score
        rows += left
    rows.append(_score_row("closing", statement.closing, figures, say_run=say_run))
    if zero:
        rows += left
    return tuple(rows)


def _score_row(role: Role, score: Score, figures: Figures, *, say_run: bool) -> Row:
    says = plain(score.name) + (f" (run {plain(score.run)})" if say_run and score.run else "")
    return Row(role, role, None, place(score.where), says, "", figures.value(score.value), "")


def _line_row(line: Line, figures: Figures) -> Row:
    half = half_interval(line)
    return Row(
        role="line",
        label=KIND_WORDS[line.kind],
        kind=line.kind,
        where=place(line.where),
        says=plain(line.says),
        cause=plain(line.cause),
        amount=SEEN if line.status == "seen" else figures.amount(line.amount),
        half="" if half is None or line.status == "seen" else f"± {figures.value(half)}",
    )


def _unexplained_rows(statement: Statement, figures: Figures) -> list[Row]:
    left = statement.unexplained
    named = (
        ("opening not reproduced", left.opening),
        ("no cause found", left.between),
        ("closing not reproduced", left.closing),
    )
    if all(figures.is_zero(amount) for _, amount in named):
        return [Row("unexplained", "unexplained", None, "", "", "", figures.amount(0.0), "")]
    return [Row("unexplained", "unexplained", None, "", says, "", figures.amount(amount), "") for says, amount in named]


def _grouped(acquittals: tuple[Acquittal, ...]) -> tuple[Acquitted, ...]:
    """Join the causes that share one reason, in order of first mention."""
    by_reason: dict[str, list[str]] = {}
    for acquittal in acquittals:
        causes = by_reason.setdefault(plain(acquittal.why), [])
        cause = plain(acquittal.cause)
        if cause not in causes:
            causes.append(cause)
    return tuple(Acquitted(tuple(causes), why) for why, causes in by_reason.items())


def _hazards(statement: Statement) -> tuple[HazardGroup, ...]:
    everywhere = "wrong in this run" if statement.gap is None else "wrong in both numbers"
    groups: dict[str, list[Hazard]] = {}
    for hazard in statement.hazards:
        title = f"wrong in run {plain(hazard.run)}" if hazard.run else everywhere
        groups.setdefault(title, []).append(hazard)
    return tuple(HazardGroup(title, tuple(hazards)) for title, hazards in groups.items())


def _changes(statement: Statement) -> tuple[Change, ...]:
    by_size = sorted(statement.lines, key=lambda line: -abs(line.amount) if math.isfinite(line.amount) else 0.0)
    wanted = [Change(place(line.where), plain(line.fix), _clean(line.diff or "")) for line in by_size]
    wanted += [Change(place(hazard.where), plain(hazard.fix)) for hazard in statement.hazards]
    return tuple(dict.fromkeys(change for change in wanted if change.fix))


def _clean(diff: str) -> str:
    return "\n".join(plain_source(line) for line in diff.splitlines())


def _footnotes(statement: Statement, figures: Figures) -> tuple[str, ...]:
    notes = []
    if any(line.status == "seen" for line in statement.lines):
        notes.append(SEEN_MEANS)
    if not _shown_figures_add_up(statement, figures):
        notes.append(ROUNDED)
    return tuple(notes)


def _shown_figures_add_up(statement: Statement, figures: Figures) -> bool:
    """Add up the figures as a reader would, in units of the last digit shown."""
    if statement.opening is None or statement.closing is None or figures.decimals is None:
        return True
    left = statement.unexplained
    amounts = [line.amount for line in statement.lines] + [left.opening, left.between, left.closing]
    numbers = [statement.opening.value, *amounts, -statement.closing.value]
    unit: float = 10.0**figures.decimals
    if not all(math.isfinite(number * unit) for number in numbers):
        return True
    return sum(round(round(number, figures.decimals) * unit) for number in numbers) == 0
