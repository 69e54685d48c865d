"""What a script added to a loss before it became a number: the sums it wrote, found by their values."""

from __future__ import annotations

from bisect import bisect
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import Meet
from tieout.core.score import Where

NEAR = 3e-6


@dataclass(frozen=True)
class Totals:
    """A number for each of the losses at hand that one line made of it by adding something."""

    where: Where
    values: tuple[float, ...]


def totals(tape: Any, meets: Sequence[Meet], until: int) -> Iterator[Totals]:
    """Give the lines that added something to these losses, with the sums, one a loss.

    A sum that was written with `+` is known by its operand. One that was made by `+=` is known by its place only: each
    of several losses is followed by a number of the same line.
    """
    numbers = [_number(meet.value) for meet in meets]
    if any(number is None for number in numbers):
        return
    losses = [float(number) for number in numbers if number is not None]
    ends = [meet.seq for meet in meets[1:]] + [until]
    yield from _written(tape, meets, losses, ends)
    if len(meets) > 1:
        yield from _assigned(tape, meets, losses, ends)


def _written(tape: Any, meets: Sequence[Meet], losses: Sequence[float], ends: Sequence[int]) -> Iterator[Totals]:
    additions = list(tape.additions)
    sums = list(losses)
    stack: tuple[Where, ...] = ()
    for at, (meet, end) in enumerate(zip(meets, ends, strict=True)):
        for seq, left, right, result, lines in additions:
            if meet.seq < seq <= end and any(_is(operand, sums[at]) for operand in (left, right)):
                total = _number(result)
                if total is not None:
                    sums[at], stack = total, lines
    if stack and not np.allclose(sums, losses, rtol=NEAR, atol=NEAR):
        trained = {line for lines in _while_training(tape, additions) if lines != stack for line in lines}
        where = next((line for line in stack if line not in trained), stack[0])
        yield Totals(where, tuple(sums))


def _while_training(tape: Any, additions: Sequence[Any]) -> set[tuple[Where, ...]]:
    """Give the lines behind what was added for an optimizer step: there it belongs into what is minimised."""
    batches = sorted((batch.seq, passed.updates) for passed in tape.passes for batch in passed.batches)
    starts = [seq for seq, _ in batches]
    found = set()
    for seq, *_, lines in additions:
        at = bisect(starts, seq)
        if at and batches[at - 1][1]:
            found.add(lines)
    return found


def _assigned(tape: Any, meets: Sequence[Meet], losses: Sequence[float], ends: Sequence[int]) -> Iterator[Totals]:
    for (where, _), kept in tape.scalars.items():
        seqs, values = [seq for seq, _ in kept], [value for _, value in kept]
        between = [values[bisect(seqs, meet.seq) : bisect(seqs, end)] for meet, end in zip(meets, ends, strict=True)]
        firsts = [next((n for value in part if (n := _number(value)) is not None), None) for part in between]
        if any(first is None for first in firsts):
            continue
        sums = [float(first) for first in firsts if first is not None]
        if not np.allclose(sums, losses, rtol=NEAR, atol=NEAR):
            yield Totals(where, tuple(sums))


def _is(value: Any, number: float) -> bool:
    found = _number(value)
    return found is not None and abs(found - number) <= NEAR * max(1.0, abs(number))


def _number(value: Any) -> float | None:
    array = as_numpy(value) if value is not None else None
    if array is None or array.size != 1 or array.dtype.kind not in "fiu":
        return None
    return float(array.ravel()[0])
