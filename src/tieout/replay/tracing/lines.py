"""The user's lines that a score went through, so that a helper which both scores use is not blamed for one of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from tieout.core.cause import Factor, Stage
from tieout.core.passes import Division, Pass
from tieout.core.recording import FactorRecord
from tieout.core.score import Where
from tieout.core.view import View

Stack = tuple[Where, ...]


def rows_came_by(passed: Pass) -> Stack:
    """Give the lines that gave the rows of a pass: of one item, of the data set, of the loader, then of the model."""
    loader = passed.iteration.loader if passed.iteration is not None else None
    before = (loader.item_where, loader.data_where, *(loader.stack or (loader.where,))) if loader is not None else ()
    return (*(where for where in before if where is not None), *passed.stack)


def stack_of(factor: Factor, view: View, divisions: Sequence[Division]) -> Stack:
    """Give the lines that led to the line of a factor, none where they were not seen.

    None either for a mode of the model: nobody hands it to a helper, and it acts where the model runs. Settings that a
    model was loaded without are no mode.
    """
    runs_there = factor.stage in {Stage.MODE, Stage.STATISTICS}
    stacks = _loading(view) if runs_there else _stacks(view, divisions)
    found = [s for s in stacks if factor.where is not None and factor.where in s]
    stack = min(found, key=lambda s: s.index(factor.where), default=())
    return stack[stack.index(factor.where) :] if stack else ()


def record_of(factor: Factor, view: View, divisions: Sequence[Division], *, measured: bool) -> FactorRecord:
    """Give what is kept of a factor, with the lines that led to its line."""
    return FactorRecord(
        factor.cause,
        factor.kind,
        factor.where,
        factor.says,
        factor.fix,
        factor.mark or factor.cause,
        measured,
        factor.hazard,
        stack_of(factor, view, divisions),
    )


def lines_of(view: View, divisions: Sequence[Division]) -> Stack:
    """Give every line that a score went through, each once."""
    found = [where for stack in _stacks(view, divisions) for where in stack]
    return tuple(dict.fromkeys(found))


def _stacks(view: View, divisions: Sequence[Division]) -> Iterator[Stack]:
    yield from (meet.stack for meet in view.recipe.meets)
    made_at = ((meet.definition.where, meet.stack) for meet in view.recipe.meets[-1:])
    yield from ((where, *stack) for where, stack in made_at if where is not None)
    yield view.passed.stack
    yield rows_came_by(view.passed)
    yield from (step.lines() for step in view.steps)
    yield from _loading(view)
    window = range(int(view.passed.seq), view.score.seq + 1)
    made = [d.stack for d in divisions if d.where == view.recipe.pooled_at and d.seq in window]
    yield from made[-1:]
    if view.recipe.cut is not None:
        yield view.recipe.cut.get("stack", ())


def _loading(view: View) -> Iterator[Stack]:
    """Give the lines that led to each load of weights before the score."""
    loads = (f for f in view.files if f.action == "loaded" and f.arrays and f.seq <= view.passed.seq)
    yield from (file.stack for file in loads if file.where not in view.passed.stack)
