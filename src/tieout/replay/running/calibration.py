"""Running statistics computed again over training rows, held against those that a model has."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from tieout.core.passes import Pass
from tieout.core.trial import Lever, Settings
from tieout.core.view import Statistics
from tieout.profiles import WIDENED, spread_apart

ROWS = 1024  # of the training rows; a thousand give statistics to a few per cent
USUAL_BATCH = 32
DRAWS = 4  # masks of dropout that each row is seen through
MOST_APART = 20.0


class Calibration:
    """Computes statistics over training rows, each once for the weights they are for."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self._found: dict[Any, Statistics | None] = {}
        self._widened: dict[int, bool] = {}

    def of(self, passed: Pass, dropout: str) -> Statistics | None:
        """Compare the running statistics of a pass with those over the training rows."""
        key = (passed.state, id(passed.handle.model), dropout)
        if key not in self._found:
            self._found[key] = self._compare(passed, dropout)
        return self._found[key]

    def widened(self, passed: Pass) -> bool:
        """Tell whether dropout widens what the running variances of a model hold, asked once a model."""
        key = id(passed.handle.model)
        if key not in self._widened:
            dropout = any(family == "dropout" for family, _ in passed.modes)
            on, off = (self.of(passed, way) if dropout else None for way in ("on", "off"))
            keys = [f.variance_key for f in self.run.batchnorm(passed)] if on is not None and off is not None else []
            far = [spread_apart(on.arrays[k], off.arrays[k])[1] for k in keys if on and off and k in on.arrays]
            self._widened[key] = max(far, default=0.0) >= WIDENED
        return self._widened[key]

    def _compare(self, passed: Pass, dropout: str) -> Statistics | None:
        trained = list(self.run.training.values())
        training = self.run.training_of(passed) or (trained[0] if len(trained) == 1 else None)
        state = self.run.arrays_of_state(passed.state)
        layers = self.run.batchnorm(passed)
        if training is None or state is None or not layers or Lever.RECALIBRATE not in passed.handle.levers:
            return None
        batches, rows = [], 0
        for batch in training.batches:
            if rows < ROWS:
                batches.append(batch)
                rows += len(batch[0]) if hasattr(batch[0], "__len__") else 0
        if rows < 2:
            return None
        settings = Settings(training=True, state=state, dropout="on" if dropout == "on" else "off")
        times = DRAWS if dropout == "on" else 1
        found: Mapping[str, Any] = passed.handle.recalibrated(batches * times, settings)
        size = max(2.0, rows / len(batches)) if batches else USUAL_BATCH
        far, sampling = 0.0, 0.0
        for layer in layers:
            if layer.mean_key not in found or layer.mean_key not in state:
                continue
            keep = layer.momentum if layer.momentum is not None else 0.9
            spread = (1.0 - keep) / (1.0 + keep) / size + 1.0 / rows
            mean, variance = np.asarray(found[layer.mean_key]), np.asarray(found[layer.variance_key])
            stored_mean, stored = np.asarray(state[layer.mean_key]), np.asarray(state[layer.variance_key])
            live = variance > 1e-10  # a unit that never fires has no scale to measure by
            if not live.any():
                continue
            shift = (stored_mean - mean)[live] / np.sqrt(variance[live])
            ratio = np.log(np.maximum(stored[live], 1e-12) / variance[live])
            for apart, error in ((shift, np.sqrt(spread)), (ratio, np.sqrt(4.0 * spread) + 1.0 / size)):
                distance = min(float(np.sqrt(np.mean(apart**2))), MOST_APART)
                if distance / error > far / max(sampling, 1e-12):
                    far, sampling = distance, float(error)
        return Statistics(found, far, sampling) if found else None
