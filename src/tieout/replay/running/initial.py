"""Running statistics that are still the initial ones, in a model whose weights came out of a file."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tieout.core.passes import Pass
from tieout.core.trial import Lever, Settings
from tieout.core.view import Recipe
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER

LEAST = 0.05  # by which a score between 0 and 1 has to gain
ERRORS = 5.0  # paired errors by which any score has to gain
FEWEST = 30  # rows that statistics are computed over


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


def _is_initial(array: Any, value: float) -> bool:
    return array is not None and np.size(array) > 0 and bool(np.all(np.asarray(array) == value))
