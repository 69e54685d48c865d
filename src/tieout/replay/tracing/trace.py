"""From a number the script computed to the pass, the predictions and the labels behind it.

Nothing is guessed from names: a recipe is accepted when it gives the recorded number.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Any

import numpy as np

from tieout.core.passes import Meet, Pass
from tieout.core.score import Where
from tieout.core.view import Recipe
from tieout.replay.metrics.recipes import (
    SCALES,
    Found,
    Group,
    from_compare,
    from_function,
    rows_of_meet,
)
from tieout.replay.outputs.assembled import put_on
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing import filed, filed_arrays
from tieout.replay.tracing.columns import from_columns
from tieout.replay.tracing.counts import from_counts
from tieout.replay.tracing.groups import from_groups
from tieout.replay.tracing.masked import leaving_out
from tieout.replay.tracing.overlaps import from_overlaps
from tieout.replay.tracing.paired import paired
from tieout.replay.tracing.rankings import from_rankings
from tieout.replay.tracing.roots import from_root
from tieout.replay.tracing.tallied import went_on
from tieout.replay.tracing.unseen import from_labels, from_standard
from tieout.replay.tracing.weighted import from_weights

RECENT = 8  # passes looked at for one number, the latest first
JOINED = " to "  # in the id of a pass that was put together
MOST_PIECES = 256  # passes that may be the pieces of one


def trace(
    tape: Any,
    value: float,
    seq: int,
    facts_of: Callable[[Pass], PassFacts],
    pass_id: str | None = None,
    *,
    alone: bool = False,
) -> Recipe | None:
    """Find how a number was computed.

    Args:
        tape:    the run.
        value:   the number.
        seq:     when it was computed; only what happened before can be behind it.
        facts_of: gives the arrays of a pass.
        pass_id: the pass, where the framework said which one it was.
        alone:   of nothing but rows that were scored in this run.
    """
    if not np.isfinite(value):
        return None
    chosen = [p for p in tape.passes if p.seq <= seq and p.batches]
    chosen = [p for p in chosen if p.id == pass_id] if pass_id is not None else chosen[-RECENT:]
    found: list[tuple[int, Recipe]] = []
    for near, passed in enumerate(reversed(chosen)):
        for part in (passed, *passed.parts(), *facts_of(passed).heads):
            if part.seq <= seq:
                for rank, recipe in _recipes(tape, value, seq, facts_of(part)):
                    found.append((rank * 100 + near, recipe))
        if found and min(f[0] for f in found) < 100:
            break
    if not found:
        found += [
            (100 + near, r)
            for near, passed in enumerate(reversed(chosen))
            for r in _counted(tape, value, seq, facts_of(passed))
        ]
    if not found and pass_id is None and (whole := _in_pieces(tape.passes, seq)) is not None:
        found += list(_recipes(tape, value, seq, facts_of(whole)))
        if found and whole not in tape.passes:
            put_on(tape, whole)
    if not found:
        for near, passed in enumerate(reversed(chosen)):
            found += [(rank * 100 + near, recipe) for rank, recipe in from_groups(tape, value, seq, facts_of(passed))]
    if not found:
        for near, passed in enumerate(reversed(chosen)):
            for way in (from_standard, from_overlaps):
                found += [(rank * 100 + near, recipe) for rank, recipe in way(tape, value, seq, facts_of(passed))]
            if found:
                break
    if not found:
        for near, passed in enumerate(reversed(chosen)):
            for way in (from_columns, from_weights, from_rankings):
                found += [(rank * 100 + near, recipe) for rank, recipe in way(tape, value, seq, facts_of(passed))]
    if not found and pass_id is None:
        for near, passed in enumerate(filed.passes(tape, seq)):
            found += [(rank * 100 + near, recipe) for rank, recipe in _recipes(tape, value, seq, facts_of(passed))]
    if not found and pass_id is None:
        for near, passed in enumerate(filed_arrays.passes_of_arrays(tape, seq)):
            for way in (partial(from_standard, predictions_only=True), from_overlaps):
                found += [(rank * 100 + near, recipe) for rank, recipe in way(tape, value, seq, facts_of(passed))]
    if not found and pass_id is None and not alone:
        whole = _in_pieces(tape.passes, seq)
        sizes = {p.total_rows: None for p in (*chosen, *([whole] if whole is not None else []))}
        return went_on(tape.files, value, seq, sizes, lambda share: trace(tape, share, seq, facts_of, alone=True))
    if not found:
        return None
    return leaving_out(min(found, key=lambda f: f[0])[1], value)


def _in_pieces(passes: Sequence[Pass], seq: int) -> Pass | None:
    """Give as one pass what a helper that loops by itself was called for piece by piece; None where it was not."""
    pieces: list[Pass] = []
    for passed in reversed([p for p in passes if p.seq <= seq and p.batches and JOINED not in p.id]):
        alike = not pieces or (passed.handle is pieces[-1].handle and passed.where == pieces[-1].where)
        if not alike or passed.state != (pieces[-1] if pieces else passed).state or passed.updates or passed.iteration:
            break
        pieces.append(passed)
    if not 1 < len(pieces) <= MOST_PIECES:
        return None
    pieces.reverse()
    id_ = f"{pieces[0].id}{JOINED}{pieces[-1].id}"
    known = next((p for p in passes if p.id == id_), None)
    if known is not None:
        return known
    modes = {key: sum(p.modes.get(key, 0) for p in pieces) for p in pieces for key in p.modes}
    return replace(
        pieces[0],
        id=id_,
        batches=[batch for p in pieces for batch in p.batches],
        total_rows=sum(p.total_rows for p in pieces),
        modes=modes,
        random=any(p.random for p in pieces),
        end_state=pieces[-1].end_state,
    )


def _recipes(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Give every way this pass gives the number; rank 0 is seen in full, 1 adds a supposition."""
    for group in _groups(tape, seq, facts):
        for scale in SCALES:
            if group.kind == "compare":
                yield from from_compare(tape, value / scale, scale, seq, facts, group)
            else:
                yield from from_function(tape, value / scale, scale, seq, facts, group)
                yield from from_root(tape, value / scale, scale, seq, facts, group)
    yield from from_labels(tape, value, seq, facts)


def _counted(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Recipe]:
    """Give the ways in which a count that was not reset gives the number."""
    for group in _groups(tape, seq, facts):
        for scale in SCALES:
            yield from from_counts(tape, value / scale, scale, seq, facts, group)


@dataclass(frozen=True)
class _Site:
    """The meetings at one line that may belong to one pass, in the order they happened."""

    where: Where | None
    name: str
    kind: str
    meets: list[Meet]
    seqs: list[int]

    def until(self, seq: int) -> list[Meet]:
        """Give those that had happened by then."""
        return self.meets[: bisect_right(self.seqs, seq)]


def _sites(tape: Any, passed: Pass) -> Iterator[_Site]:
    """Give the lines where predictions met labels since a pass began, the latest first."""
    sites: list[tuple[Where | None, str, str, Sequence[Meet]]] = []
    for where, meets in tape.compares.items():
        ops = {m.op for m in meets if m.op in {"==", "!=", "-"}}
        sites += [(where, op, "compare", [m for m in meets if m.op == op]) for op in ops]
        sites += [(where, op, "compare", one_by_one) for op, one_by_one in paired(meets).items()]
    sites += [(where, name, kind, list(meets)) for (where, name, kind), meets in tape.meets.items()]
    sites.sort(key=lambda site: -site[3][-1].seq if site[3] else 0)
    for where, name, kind, meets in sites:
        since = [m for m in meets if m.seq >= passed.seq and (m.predictions is not None or m.recompute)]
        if since:
            yield _Site(where, name, kind, since, [m.seq for m in since])


def _groups(tape: Any, seq: int, facts: PassFacts) -> Iterator[Group]:
    """Give the meetings that cover the rows of a pass, one a batch or one for all; equal groups are one object."""
    if facts.sites is None:
        facts.sites = list(_sites(tape, facts.passed))
    for site in facts.sites:
        window = site.until(seq)
        for meets, by_batch in _covering(site.kind, window, facts.passed) if window else ():
            key = (site.where, site.name, site.kind, by_batch, len(meets), id(meets[0]), id(meets[-1]))
            if key not in facts.groups:
                facts.groups[key] = Group(site.where, site.name, site.kind, meets, by_batch)
            yield facts.groups[key]


def _covering(kind: str, window: list[Meet], passed: Pass) -> Iterator[tuple[list[Meet], bool]]:
    """Give meetings that together are of the rows of a pass, and whether there is one for each batch."""
    sizes = passed.sizes()
    rows = sum(sizes)
    own = [m for m in window if m.pass_id in {passed.id, passed.part_of} and m.seq <= passed.until]
    for batchwise in (own[-len(sizes) :], own[: len(sizes)]):
        if (
            len(sizes) > 1
            and len(batchwise) == len(sizes)
            and all(rows_of_meet(m) == size for m, size in zip(batchwise, sizes, strict=True))
        ):
            yield batchwise, True
            break
    near = own if passed.part_of else window
    lone = len(own) == 1 and own[0].predictions is None and own[0].labels is None
    whole = own if lone else [m for m in near if rows_of_meet(m) == rows]
    if whole:
        yield [whole[-1]], False
        if len(whole) > 1:
            yield [whole[0]], False
    elif kind == "object":
        larger = [m for m in own if m.predictions is not None and (rows_of_meet(m) or 0) > rows]
        if larger:  # an object that holds more than this pass
            yield [larger[-1]], False
