"""Numbers whose count was not set back to nothing: they still hold passes before their own."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

from tieout.arrays import as_numpy
from tieout.core.passes import Meet
from tieout.core.trial import Metric
from tieout.core.view import Held, Recipe
from tieout.replay.metrics.recipes import (
    Group,
    close,
    from_compare,
    from_function,
    mean_line,
    mean_of,
    number_of,
    rows_of_meet,
)
from tieout.replay.outputs.passfacts import PassFacts

MOST_PASSES = 200  # before this one, that a count may still hold
Terms = Callable[[Meet], tuple[float, float] | None]


@dataclass(frozen=True)
class Count:
    """What a count held before the pass at hand: the sum of its terms, and the number counted along with it."""

    total: float
    rows: float
    passes: int

    @property
    def says(self) -> str:
        """Say what the count held."""
        return f"the count still held {self.passes} earlier pass{'es' if self.passes > 1 else ''}"


def from_counts(tape: Any, value: float, scale: float, seq: int, facts: PassFacts, group: Group) -> Iterator[Recipe]:
    """Trace a number whose count was not set back to nothing: it still holds passes before this one."""
    if group.kind == "compare":
        site = tape.compares.get(group.where, ())
        ways = [_hits_of] if group.name == "==" else []
    else:
        site = tape.meets.get((group.where, group.name, group.kind), ())
        ways = [_sum_of, _value_of] if group.kind != "object" else []
    own = group.meets
    if not ways or site[0].seq >= own[0].seq:
        return
    for terms in ways:
        total, rows, counts = _counts(facts, group, site, terms)
        for count in counts:
            if not close((count.total + total) / (count.rows + rows), value):
                continue
            trace = from_compare if group.kind == "compare" else from_function
            alone = next(trace(tape, total / rows, 1.0, seq, facts, group), None)
            if alone is not None:
                pooled_at = mean_line(tape, value, seq, alone[1].where)
                yield replace(_with_count(alone[1], count, rows, scale), pooled_at=pooled_at)
            return


def _with_count(recipe: Recipe, count: Count, rows: float, scale: float) -> Recipe:
    alone = recipe.trial.metric

    def value(predictions: Any, labels: Any) -> float:
        return (count.total + rows * alone.value(predictions, labels)) / (count.rows + rows)

    trial = recipe.trial.with_(metric=Metric(alone.name, value))
    return replace(recipe, trial=trial, scale=scale, held=Held(count.says, alone), found="count not reset")


def _hits_of(meet: Meet) -> tuple[float, float] | None:
    result = as_numpy(meet.result) if meet.result is not None else None
    if result is None or result.size != rows_of_meet(meet):
        return None
    return float(result.sum()), float(result.size)


def _sum_of(meet: Meet) -> tuple[float, float] | None:
    number, rows = mean_of(meet), rows_of_meet(meet)
    return (number * rows, float(rows)) if number is not None and rows and meet.per_row is not None else None


def _value_of(meet: Meet) -> tuple[float, float] | None:
    number = number_of(meet.value)
    return (number, 1.0) if number is not None else None


def _counts(facts: PassFacts, group: Group, site: Sequence[Meet], terms: Terms) -> tuple[float, float, list[Count]]:
    """Give the sum and number of a pass's own terms, and what a count may have held before; once a pass and line."""
    own = group.meets
    key = (group.where, group.name, own[0].seq, len(own), terms)
    if key not in facts.counts:
        parts = [terms(meet) for meet in own]
        if any(part is None for part in parts):
            facts.counts[key] = (0.0, 0.0, [])
        else:
            total, rows = (sum(part[at] for part in parts if part is not None) for at in (0, 1))
            earlier = _before([m for m in site if m.op == own[0].op], own, partial(_remembered, facts.terms, terms))
            facts.counts[key] = (total, rows, list(earlier))
    found: tuple[float, float, list[Count]] = facts.counts[key]
    return found


def _remembered(known: dict[Any, Any], terms: Terms, meet: Meet) -> tuple[float, float] | None:
    """Give what a meeting gave to a count, worked out once for all the passes that came after it."""
    key = (meet.seq, meet.kind, meet.name, terms)
    if key not in known:
        known[key] = terms(meet)
    found: tuple[float, float] | None = known[key]
    return found


def _before(meets: Sequence[Meet], own: Sequence[Meet], terms: Terms) -> Iterator[Count]:
    """Give what a count at this line held if it was set to nothing one, two or more passes earlier."""
    first = own[0].seq
    total = rows = 0.0
    passes = 0
    latest: str | None = own[0].pass_id
    for meet in sorted((m for m in meets if m.seq < first), key=lambda m: -m.seq):
        if meet.pass_id != latest:
            if passes:
                yield Count(total, rows, passes)
            latest, passes = meet.pass_id, passes + 1
            if passes > MOST_PASSES:
                return
        found = terms(meet)
        if found is None:
            return
        total, rows = total + found[0], rows + found[1]
    if passes:
        yield Count(total, rows, passes)
