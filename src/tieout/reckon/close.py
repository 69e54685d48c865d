"""Draw up the statement: deviations of both sides, differences between their references, what is left."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from tieout.core.cause import Comparison, Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, difference
from tieout.core.pair import Side as Scored
from tieout.core.recording import LEFT, Examination, FactorRecord, Values
from tieout.core.score import Where
from tieout.core.statement import Acquittal, Hazard, Line, Side, Statement, Unexplained
from tieout.reckon.attribution import amounts
from tieout.reckon.jointly import jointly

NEGLIGIBLE = 1e-9
SINGLE = 2.0**-22  # of a number: what is lost where a framework gives it in single precision


@dataclass(frozen=True)
class _Reckoned:
    """One side after its deviations were taken off."""

    lines: tuple[Line, ...]
    as_replayed: float
    reference: Values
    hazards: tuple[Hazard, ...]
    harmless: tuple[Acquittal, ...]
    players: tuple[int, ...]
    marked: tuple[tuple[str, Line], ...]


def close(opening: Scored, closing: Scored, comparisons: Sequence[Comparison]) -> Statement:
    """Give the statement between two examined scores.

    Deviations that both sides share in the same way stay in both references: no difference comes from them, and they
    are reported as hazards.
    """
    shared = _shared(opening.examination, closing.examination)
    first = _reckon(opening, closing, shared | _lefts(opening.examination), "opening")
    last = _reckon(closing, opening, shared | _lefts(closing.examination), "closing")
    opened, closed = replace(opening, reference=first.reference), replace(closing, reference=last.reference)
    paired = opening.score.id == closing.score.id and opening.recording.name == closing.recording.name
    left = difference(first.reference, last.reference, paired=paired)
    over = [*_moved_over(first, closing, shared, "closing"), *_moved_over(last, opening, shared, "opening")]
    shift = sum(old.amount - new.amount for old, new in over)
    left = Values(left.value + shift, tuple(v + shift for v in left.resampled))
    between, ruled_out, not_examined, left = _compare(Pair(opened, closed, left), comparisons)
    lines = (*first.lines, *between, *last.lines, *(new for _, new in over))
    lines = tuple(line for line in lines if all(line is not old for old, _ in over))
    together = jointly(closing.examination, opening.state, last.players, [m for _, m in last.marked], between)
    lines = tuple(together.get(id(line), line) for line in lines)
    unexplained = Unexplained(
        first.as_replayed - opening.examination.recorded,
        left.value,
        closing.examination.recorded - last.as_replayed,
    )
    named = {line.cause for line in lines}
    harmless = [one for one in (*first.harmless, *last.harmless) if one.cause not in named]
    acquitted = (*_acquitted(opening, closing, ruled_out, named), *{one.cause: one for one in harmless}.values())
    statement = Statement(
        opening.score,
        closing.score,
        None,
        _ordered(lines),
        unexplained,
        acquitted,
        _unseen(opening, closing, not_examined, named | {a.cause for a in acquitted}),
        (*_common(opening, shared), *first.hazards, *last.hazards),
    )
    return settle(statement)


def settle(statement: Statement) -> Statement:
    """Give the statement with amounts in units of the closing score, exact to the last bit, and its verdict."""
    gap = statement.gap
    if gap is None or statement.closing is None or statement.opening is None:
        return statement
    told = sum(line.amount for line in statement.lines) + statement.unexplained.total()
    rounding = gap - told
    if 0.0 < abs(rounding) <= 1e-6 * max(1.0, abs(gap)):  # float rounding of the replays, not an amount
        statement = replace(
            statement, unexplained=replace(statement.unexplained, between=statement.unexplained.between + rounding)
        )
    return replace(statement, verdict=verdict(statement))


def verdict(statement: Statement) -> str | None:
    """Give the cause of the line with the largest amount; "none" where the numbers agree and no line is left."""
    measured = [line for line in statement.lines if line.status == "measured" and abs(line.amount) > NEGLIGIBLE]
    if measured:
        return max(measured, key=lambda line: abs(line.amount)).cause
    seen = [line for line in statement.lines if line.status == "seen"]
    if seen and abs(statement.gap or 0.0) > 1e-6:
        return seen[0].cause
    if abs(statement.gap or 0.0) <= 5e-7 * max(1.0, abs(statement.opening.value if statement.opening else 0.0)):
        return "none"
    return None


def _shared(one: Examination, other: Examination) -> frozenset[str]:
    return frozenset(f.mark for f in one.factors) & frozenset(f.mark for f in other.factors)


def _lefts(examination: Examination) -> frozenset[str]:
    """Give the marks of what a score was made without: no deviation from the reference way of measuring."""
    return frozenset(f.mark for f in examination.factors if f.mark.endswith(LEFT))


def _moved_over(having: _Reckoned, lacking: Scored, shared: frozenset[str], name: Side) -> list[tuple[Line, Line]]:
    """Give lines of one side for what the other left behind, each with the line that it is on the other side.

    What was chosen for a model is a deviation where it is missing. Its amount is the mean of what it makes on the rows
    of either side, which are those it has in the two orders in which all other differences may be put right.
    """
    examination = lacking.examination
    measured = [f for f in examination.factors if f.measured]
    found = []
    for at, factor in enumerate(measured):
        line = dict(having.marked).get(factor.mark.removesuffix(LEFT))
        if not factor.mark.endswith(LEFT) or line is None or line.low is None or line.high is None:
            continue
        others = [n for n, f in enumerate(measured) if f.mark not in shared and not f.mark.endswith(LEFT)]
        mask = sum(1 << n for n in (*others, at))
        values = {key: v for key, v in examination.values.items() if not key & ~mask}
        sign = 1.0 if name == "closing" else -1.0
        amount, *bounds = (sign * number for number in amounts([*others, at], values)[at])
        there = _line(factor, frozenset(), name, (line.amount + amount) / 2.0, None)
        low, high = (line.low + min(bounds)) / 2.0, (line.high + max(bounds)) / 2.0
        found.append((line, replace(there, low=low, high=high, status="measured")))
    return found


def _reckon(side: Scored, other: Scored, shared: frozenset[str], name: Side) -> _Reckoned:
    examination = side.examination
    innocent = frozenset(other.examination.lines)
    measured = [f for f in examination.factors if f.measured]
    players = [at for at, factor in enumerate(measured) if factor.mark not in shared]
    values = {mask: v for mask, v in examination.values.items() if not mask & ~sum(1 << p for p in players)}
    full = sum(1 << p for p in players)
    sign = 1.0 if name == "closing" else -1.0
    marked: list[tuple[str, Line]] = []
    for player, (amount, low, high) in amounts(players, values).items():
        bounds = sorted((sign * low, sign * high))
        factor = measured[player]
        marked.append((factor.mark, _line(factor, innocent, name, sign * amount, (bounds[0], bounds[1]))))
    lines = [line for _, line in marked]
    lines += [
        _line(factor, innocent, name, 0.0, None)
        for factor in examination.factors
        if not factor.measured and factor.mark not in shared
    ]
    nothing = max(NEGLIGIBLE, SINGLE * abs(examination.recorded))
    idle = [line for line in lines if line.status == "measured" and abs(line.amount) <= nothing]
    return _Reckoned(
        tuple(line for line in lines if line not in idle),
        values[0].value,
        values[full],
        tuple(_as_hazard(line, side) for line in idle if line.kind == "mistake"),
        tuple(
            Acquittal(line.cause, f"{line.says}: it changes nothing here") for line in idle if line.kind != "mistake"
        ),
        tuple(players),
        tuple(each for each in marked if each[1] not in idle),
    )


def _line(
    factor: FactorRecord, innocent: frozenset[Where], side: Side, amount: float, bounds: tuple[float, float] | None
) -> Line:
    where = _at_fault(factor, innocent)
    return Line(
        factor.cause,
        factor.kind,
        side,
        amount,
        bounds[0] if bounds else None,
        bounds[1] if bounds else None,
        "measured" if bounds else "seen",
        where,
        factor.says,
        factor.fix,
        (factor.diff or None) if where == factor.where else None,
    )


def _at_fault(factor: FactorRecord, innocent: frozenset[Where]) -> Where | None:
    """Give the line of a factor; where the other score went through it too, the innermost one behind it that is not."""
    if factor.where not in innocent:
        return factor.where
    return next((where for where in factor.stack if where not in innocent), factor.where)


def _as_hazard(line: Line, side: Scored) -> Hazard:
    return Hazard(line.cause, line.kind, line.where, line.says, line.fix, side.recording.name)


def _compare(
    pair: Pair, comparisons: Sequence[Comparison]
) -> tuple[list[Line], list[Acquittal], list[Acquittal], Values]:
    """Let each comparison take its amount off what is left between the references."""
    lines: list[Line] = []
    ruled_out: list[Acquittal] = []
    not_examined: list[Acquittal] = []
    for cause, compare in comparisons:
        found = compare(pair)
        if isinstance(found, Difference):
            low, high = (
                (found.amount, found.amount) if found.low is None or found.high is None else (found.low, found.high)
            )
            lines.append(
                Line(
                    found.cause,
                    found.kind,
                    "between",
                    found.amount,
                    min(low, found.amount) if found.measured else None,
                    max(high, found.amount) if found.measured else None,
                    "measured" if found.measured else "seen",
                    found.where,
                    found.says,
                    found.fix,
                )
            )
            left = Values(pair.left.value - found.amount, tuple(v - found.amount for v in pair.left.resampled))
            pair = found.rest or replace(pair, left=left)
        elif isinstance(found, RuledOut):
            ruled_out.append(Acquittal(cause, found.why))
        elif isinstance(found, NotExamined):
            not_examined.append(Acquittal(cause, found.why))
    return lines, ruled_out, not_examined, pair.left


def _acquitted(opening: Scored, closing: Scored, more: Sequence[Acquittal], named: set[str]) -> tuple[Acquittal, ...]:
    """Give causes that are innocent on both sides: on neither found, and on neither left open."""
    guilty = named | {f.cause for side in (opening, closing) for f in side.examination.factors}
    unseen = {one.cause for side in (opening, closing) for one in side.examination.not_examined}
    sides: dict[str, list[str]] = {}
    for side in (opening, closing):
        for one in side.examination.ruled_out:
            sides.setdefault(one.cause, []).append(one.why)
    clear = {cause: "; ".join(dict.fromkeys(whys)) for cause, whys in sides.items() if cause not in guilty | unseen}
    found = [Acquittal(cause, why) for cause, why in clear.items()]
    known = {one.cause for one in found}
    found += [one for one in more if one.cause not in guilty | known]
    return tuple(found)


def _unseen(opening: Scored, closing: Scored, more: Sequence[Acquittal], known: set[str]) -> tuple[Acquittal, ...]:
    found: dict[str, Acquittal] = {}
    for one in (*opening.examination.not_examined, *closing.examination.not_examined, *more):
        if one.cause not in known:
            found.setdefault(one.cause, one)
    return tuple(found.values())


def _common(side: Scored, shared: frozenset[str]) -> tuple[Hazard, ...]:
    """Give what is wrong alike in both numbers."""
    return tuple(
        Hazard(f.cause, f.kind, f.where, f"{f.says} (in both numbers alike)", f.fix, side.recording.name)
        for f in side.examination.factors
        if f.mark in shared and f.hazard and f.kind != "by-design"
    )


def _ordered(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give lines from the opening to the closing, larger amounts first within a side."""
    order = {"opening": 0, "between": 1, "closing": 2}
    return tuple(sorted(lines, key=lambda line: (order[line.side], -abs(line.amount))))
