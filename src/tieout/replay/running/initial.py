"""Running statistics that are still the initial ones, in a model whose weights came out of a file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.core.passes import Pass
from tieout.core.trial import BatchNormFacts, Lever, Settings
from tieout.core.view import Recipe
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER

LEAST = 0.05  # by which a score between 0 and 1 has to gain
ERRORS = 5.0  # paired errors by which any score has to gain
FEWEST = 30  # rows that statistics are computed over
CLEARLY = 0.98  # of the least that a variance can be: rounding adds up over the updates


class Initial:
    """Finds them, once a pass, where the training was not recorded and the weights are known not to be random.

    What training left in the statistics is gone: those of the scored rows themselves stand for it. They owe nothing to
    the labels, so what the score gains by them is no flattery.
    """

    def __init__(self, run: Any) -> None:
        self.run = run
        self._found: dict[str, Mapping[str, Any] | None] = {}

    def of(self, passed: Pass, recipe: Recipe) -> Mapping[str, Any] | None:
        """Give statistics over the scored rows in the place of initial ones, None where the score does not gain."""
        if passed.id not in self._found:
            self._found[passed.id] = None
            self._found[passed.id] = self._search(passed, recipe)
        return self._found[passed.id]

    def is_known(self, passed: Pass) -> bool:
        """Tell whether they were found for a pass that was looked at before."""
        return self._found.get(passed.id) is not None

    def _search(self, passed: Pass, recipe: Recipe) -> Mapping[str, Any] | None:
        levers = {Lever.STATE, Lever.RECALIBRATE}
        if passed.updates or not passed.modes.get(("batchnorm", "running")) or not levers <= passed.handle.levers:
            return None
        if passed.total_rows < FEWEST or self.run.training_of(passed) is not None or not self._from_a_file(passed):
            return None
        state = self.run.arrays_of_state(passed.state) or {}
        keys = [
            key
            for layer in passed.handle.batchnorm()
            if _is_initial(state.get(layer.mean_key), 0.0) and _is_initial(state.get(layer.variance_key), 1.0)
            for key in (layer.mean_key, layer.variance_key)
        ]
        batches = [batch.inputs for batch in passed.batches if batch.inputs is not None]
        if not keys or len(batches) < len(passed.batches):
            return None
        found = passed.handle.recalibrated(batches, Settings(training=True, state=state))
        arrays = {key: found[key] for key in keys if key in found}
        return arrays if arrays and self._pays(passed, recipe, arrays) else None

    def _pays(self, passed: Pass, recipe: Recipe, arrays: Mapping[str, Any]) -> bool:
        change, error = self.run.gain(passed, recipe.trial, recipe.trial.with_arrays(arrays))
        gain = -change if recipe.metric in LOWER_IS_BETTER else change
        return bool(gain > max(ERRORS * error, LEAST))

    def _from_a_file(self, passed: Pass) -> bool:
        digests = self.run.tape.state_digests.get(passed.state or "", {})
        buffers = passed.handle.buffers()
        own = {mark for key, mark in digests.items() if key not in buffers}
        loads = [f for f in self.run.tape.files if f.action == "loaded" and f.arrays and f.seq <= passed.seq]
        return bool(own) and any(own <= set(f.arrays.values()) for f in loads)


def as_of(facts: BatchNormFacts, state: Mapping[str, Any] | None, seen: int) -> BatchNormFacts:
    """Give the facts of a layer at the start of a pass, where the count of updates is part of the weights kept.

    Args:
        facts: of the layer as it is now.
        state: the weights that the pass began with, by key.
        seen:  how often the layer was seen to be updated before the pass.
    """
    counter = facts.mean_key.removesuffix("running_mean") + "num_batches_tracked"
    known = seen if facts.updates is None and seen else None
    if state is not None and counter in state:
        known = int(state[counter])
    if known is not None:
        kept = facts.momentum**known if facts.momentum is not None else (0.0 if known else 1.0)
        facts = replace(facts, updates=known, initial_left=kept)
    left = facts.initial_left
    return replace(facts, began_elsewhere=left is not None and _below(state, facts.variance_key, left))


def _below(state: Mapping[str, Any] | None, key: str, left: float) -> bool:
    """Tell whether a variance is less than what is left of an initial 1: then it never was 1 when updates began."""
    variances = None if state is None else state.get(key)
    return variances is not None and np.size(variances) > 0 and bool(np.min(variances) < CLEARLY * left)


def _is_initial(array: Any, value: float) -> bool:
    return array is not None and np.size(array) > 0 and bool(np.all(np.asarray(array) == value))
