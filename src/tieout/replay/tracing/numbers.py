"""Which numbers of a run are scores: printed ones, named ones, and the names under which each appeared."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from tieout.arrays import as_numpy
from tieout.core.score import Where

NAMELESS = 64  # computed numbers that were neither assigned nor seen printed
MOST = 400  # numbers kept for one run


@dataclass
class Number:
    """One number with everything that was seen of it, in order."""

    value: float
    seq: int
    name: str
    where: Where | None
    metric: str = ""
    pass_id: str | None = None
    shown: bool = False
    framework: bool = False
    aliases: list[str] = field(default_factory=list)
    sites: set[Any] = field(default_factory=set)
    last_seq: int = 0


@dataclass(frozen=True)
class _Event:
    seq: int
    value: float
    where: Where | None
    name: str
    kind: str
    metric: str = ""
    pass_id: str | None = None


def numbers(tape: Any) -> list[Number]:
    """Give the numbers of a run, earliest first; a number that was assigned and then printed is one number."""
    made = sorted(_made(tape))
    named = {_key(event.value) for event in _events(tape)}
    exact = {round(value, digits): value for _, value in made for digits in (2, 3, 4, 5, 6)}
    latest: dict[float, Number] = {}
    found: list[Number] = []
    nameless = [e for e in _computed(tape) if _key(e.value) not in named]
    for event in sorted([*_events(tape), *nameless], key=lambda e: e.seq):
        key = _key(event.value)
        site = (event.where, event.name, event.kind)
        number = latest.get(key)
        fresh = (
            number is None
            or event.kind == "framework"
            or site in number.sites
            or _made_between(made, number.last_seq, event.seq, event.value)
        )
        if fresh:
            value = _unrounded(event.value, exact) if event.kind != "framework" else event.value
            number = Number(value, event.seq, event.name, event.where, event.metric, event.pass_id)
            latest[key] = number
            found.append(number)
        assert number is not None
        number.sites.add(site)
        number.last_seq = event.seq
        if event.kind == "shown" and not number.shown:
            number.shown = True
            number.where = event.where if not number.framework else number.where
        number.framework = number.framework or event.kind == "framework"
        if number.name == "printed" and event.name != "printed":
            number.name = event.name
        elif event.name not in {number.name, "printed", *number.aliases}:
            number.aliases.append(event.name)
    return found[-MOST:]


def by_interest(found: list[Number]) -> list[Number]:
    """Give the numbers people ask about first: the latest and the extreme ones of each line, printed ones before."""
    sites: dict[Any, list[Number]] = {}
    for number in found:
        sites.setdefault((number.where, number.name.partition("@")[0]), []).append(number)
    near: set[int] = set()
    for numbers_there in sites.values():
        best = (max(numbers_there, key=lambda n: n.value), min(numbers_there, key=lambda n: n.value))
        near |= {id(n) for n in (*numbers_there[-2:], *best)}
    return sorted(found, key=lambda n: (id(n) not in near, not (n.shown or n.framework), -n.seq))


def _made(tape: Any) -> Iterator[tuple[int, float]]:
    """Give every number that a computation is known to have made, with its place in the order of events."""
    yield from ((d.seq, d.value) for d in tape.divisions)
    yield from ((r[0], r[2]) for r in tape.reductions)
    for meets in tape.meets.values():
        for meet in meets:
            value = _float(meet.value) if meet.value is not None else None
            if value is not None:
                yield meet.seq, value


def _unrounded(value: float, exact: dict[float, float]) -> float:
    """Give the computed number behind one that was rounded before it was assigned or printed."""
    text = repr(value)
    decimals = len(text.partition(".")[2]) if "e" not in text else 17
    if not 2 <= decimals <= 6:
        return value
    for scale in (1.0, 100.0):
        known = exact.get(round(value / scale, decimals + (2 if scale > 1 else 0)))
        if known is not None and abs(known * scale - value) <= 0.5000001 * 10.0**-decimals:
            return known * scale
    return value


def _key(value: float) -> float:
    return float(f"{value:.7g}")


def _made_between(made: list[tuple[int, float]], start: int, end: int, value: float) -> bool:
    import bisect

    at = bisect.bisect_left(made, (start + 1, -math.inf))
    while at < len(made) and made[at][0] < end:
        if _key(made[at][1]) == _key(value):
            return True
        at += 1
    return False


def _events(tape: Any) -> Iterator[_Event]:
    for seq, name, value, where, metric, pass_id in tape.scores:
        yield _Event(seq, value, where, name, "framework", metric, pass_id)
    for seq, value, where in tape.shown_values:
        yield _Event(seq, value, where, "printed", "shown")
    for (where, name), values in tape.scalars.items():
        for seq, value in values:
            number = _float(value)
            if number is not None:
                yield _Event(seq, number, where, name, "scalar")


def _computed(tape: Any) -> Iterator[_Event]:
    """Give what reductions, divisions and metric functions gave, which may have been printed in ways not seen."""
    for seq, name, value, _, where in list(tape.reductions)[-NAMELESS:]:
        if float(value).is_integer() and (name == "sum" or (name == "item" and abs(value) > 1)):
            continue  # a count
        yield _Event(seq, value, where, name, "computed")
    for division in list(tape.divisions)[-NAMELESS:]:
        yield _Event(division.seq, division.value, division.where, "quotient", "computed")
    for meets in tape.meets.values():
        for meet in list(meets)[-2:]:
            value = _float(meet.value) if meet.value is not None and meet.kind != "loss" else None
            if value is not None:
                yield _Event(meet.seq, value, meet.where, meet.name, "computed")


def _float(value: Any) -> float | None:
    """Give a number that can be a score: a float, not a count; 0-d arrays and tensors count as floats."""
    if isinstance(value, (bool, int)):
        return None
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    array = as_numpy(value)
    if array is None or array.size != 1 or array.dtype.kind != "f":
        return None
    number = float(array.ravel()[0])
    return number if math.isfinite(number) else None
