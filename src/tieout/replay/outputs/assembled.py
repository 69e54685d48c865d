"""Passes that are put together of others, and recipes that are moved onto them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from tieout.core.passes import Batch, Pass
from tieout.core.trial import Settings
from tieout.core.view import Recipe
from tieout.replay.outputs.passfacts import PassFacts


def put_on(tape: Any, made: Pass) -> Pass:
    """Put a pass among those that were recorded, where it belongs in time, and give it."""
    tape.passes.append(made)
    tape.passes.sort(key=lambda p: p.seq)
    return made


def with_outputs(batches: Sequence[Batch], outputs: Any, *, labels: bool) -> list[Batch]:
    """Give batches with the outputs of all their rows in place of their own, and with their labels or without."""
    found, start = [], 0
    for batch in batches:
        part = outputs[start : start + batch.rows]
        found.append(replace(batch, outputs=part, labels=batch.labels if labels else None))
        start += batch.rows
    return found


def moved_onto(recipe: Recipe, facts: PassFacts, **changed: Any) -> Recipe:
    """Give a recipe as one of another pass, whose rows and model it is then replayed with."""
    passed = facts.passed
    trial = recipe.trial.with_(
        inputs=facts.inputs,
        settings=Settings(training=passed.flags),
        batch_sizes=passed.sizes(),
        random=passed.random,
        facts={**recipe.trial.facts, "pass": passed.id},
        **changed,
    )
    return replace(recipe, trial=trial)
