"""Measures a score with other weights and only some deviations undone: weights may matter more, or less, among them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tieout.core.cause import Factor, Stage
from tieout.core.recording import LEFT, Values
from tieout.core.trial import Trial
from tieout.replay.running.evaluate import Evaluator, ReplaysSpent

MOST_FACTORS = 2  # whose combinations are measured: each costs a replay for each of the other weights
OF_WEIGHTS = frozenset({Stage.WEIGHTS, Stage.STATISTICS})  # what acts there is gone with other weights


def undone(trial: Trial, factors: Sequence[Factor], mask: int) -> Trial:
    """Give the trial with a set of factors undone, as a bit mask over them."""
    for at, factor in enumerate(factors):
        if mask >> at & 1 and factor.undo is not None:
            trial = factor.undo(trial)
    return trial


def with_states(
    trial: Trial,
    measured: Sequence[Factor],
    known: Mapping[str, Values],
    states: Iterable[tuple[str, Mapping[str, Any]]],
    evaluator: Evaluator,
) -> dict[str, dict[int, Values]]:
    """Give the score with other weights for every set of factors undone, by state key and bit mask.

    Args:
        trial:     the score as it was made.
        measured:  its deviations, what was left behind last.
        known:     the score with all of them undone, by state key; weights that are not there are not measured.
        states:    weights by their keys.
        evaluator: runs the trials.
    """
    found: dict[str, dict[int, Values]] = {}
    factors = [factor for factor in measured if not factor.mark.endswith(LEFT)]
    if not known or not 0 < len(factors) <= MOST_FACTORS or any(f.stage in OF_WEIGHTS for f in factors):
        return found
    full = (1 << len(factors)) - 1
    for key, arrays in states:
        if key not in known:
            continue
        try:
            masks = {m: evaluator.values(undone(trial, factors, m).run_with(state=arrays)) for m in range(full)}
        except ReplaysSpent:
            break  # those that were measured will do
        found[key] = {**masks, full: known[key]}
        if len(found) == len(known):
            break
    return found
