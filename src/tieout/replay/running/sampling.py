"""Which rows are replayed where there are many: whole batches, drawn once, so that every trial sees the same ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.trial import Trial
from tieout.core.values import rows_of

Array = NDArray[Any]
MANY = 4000  # rows from which on a sample is replayed
SAMPLED = 2048  # rows of the sample
FEWEST = 8  # batches to draw from


@dataclass(frozen=True)
class Sample:
    """Some batches of a pass, and the positions of their rows in it."""

    batches: tuple[int, ...]
    rows: Array

    def of(self, inputs: tuple[Any, ...]) -> tuple[Any, ...]:
        """Give the chosen ones of a pass's batches."""
        return tuple(inputs[at] for at in self.batches)


def sample_of(trial: Trial, seed: int) -> Sample | None:
    """Draw the batches that stand for a pass of many rows, None where all of it has to be replayed.

    A score that is no mean over rows, or over some of them only, is not estimated from a part.
    """
    if trial.outputs is not None or trial.rows is not None or trial.metric.per_row is None:
        return None
    sizes = [rows_of(batch[0]) or 0 for batch in trial.inputs if batch]
    total = sum(sizes)
    if total <= MANY or len(sizes) < FEWEST or len(sizes) != len(trial.inputs) or total != len(trial.labels):
        return None
    order = np.random.default_rng(seed).permutation(len(sizes))
    enough = int(np.searchsorted(np.cumsum(np.asarray(sizes)[order]), SAMPLED)) + 1
    chosen = tuple(sorted(int(at) for at in order[:enough]))
    starts = np.concatenate([[0], np.cumsum(sizes)])
    return Sample(chosen, np.concatenate([np.arange(starts[at], starts[at + 1]) for at in chosen]))
