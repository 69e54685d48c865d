"""A large pass is replayed on a sample of its batches: amounts cover the exact ones, and small passes are exact."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from tieout.core.trial import Settings, Trial
from tieout.replay.metrics.by_hand import ACCURACY
from tieout.replay.outputs.decode import ARGMAX
from tieout.replay.running.evaluate import Evaluator
from tieout.replay.running.sampling import MANY, sample_of

SIZE = 64


class Network:
    """Stands for a live model: other outputs with dropout off, the same for a row in whichever batch."""

    framework = "torch"

    def __init__(self, right: Any) -> None:
        self.right = right
        self.rows = 0

    def forward(self, batches: Any, settings: Settings) -> list[Any]:
        """Give the outputs with dropout off."""
        self.rows += sum(len(batch[0]) for batch in batches)
        return [self.right[batch[0][:, 0].astype(int)] for batch in batches]

    def state(self) -> dict[str, Any]:
        """Give weights, of which there are hardly any."""
        return {"weight": np.zeros(5)}


class Drawing(Network):
    """Stands for a model that drops: each pass spoils other rows, by its batch's statistics a few more of them."""

    def __init__(self, right: Any, seed: int) -> None:
        super().__init__(right)
        self._rng = np.random.default_rng(seed)

    def forward(self, batches: Any, settings: Settings) -> list[Any]:
        """Give outputs of which some, drawn anew, are those of another class."""
        found = super().forward(batches, settings)
        share = 0.3 if settings.batch_statistics == "running" else 0.4
        spoilt = [self._rng.random(len(one)) < share for one in found]
        return [np.where(bad[:, None], np.roll(one, 1, axis=1), one) for one, bad in zip(found, spoilt, strict=True)]


def _pass(rows: int, seed: int) -> tuple[Network, Trial, Any]:
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 5, rows)
    right = np.eye(5)[np.where(rng.random(rows) < 0.9, labels, rng.integers(0, 5, rows))]
    recorded = np.where((rng.random(rows) < 0.3)[:, None], np.eye(5)[rng.integers(0, 5, rows)], right)
    at = np.arange(rows, dtype=float)[:, None]
    inputs = tuple((at[n : n + SIZE],) for n in range(0, rows, SIZE))
    trial = Trial(inputs, Settings(), recorded, labels, ARGMAX, ACCURACY)
    return Network(right), trial, recorded


def _amount(network: Network, trial: Trial, recorded: Any, **more: Any) -> tuple[float, float, float]:
    evaluator = Evaluator(network, {}, recorded=lambda: recorded, **more)
    before, after = evaluator.values(trial), evaluator.values(trial.run_with(dropout="off"))
    draws = np.sort(np.asarray(after.resampled) - np.asarray(before.resampled))
    return after.value - before.value, float(np.quantile(draws, 0.025)), float(np.quantile(draws, 0.975))


def test_intervals_cover_the_exact_amounts() -> None:
    """In at least 95 of 100 seeded repeats the interval of a sampled replay holds the amount over all rows."""
    held = 0
    for seed in range(100):
        network, trial, recorded = _pass(3 * MANY, seed)
        exact = float(ACCURACY.value(network.right.argmax(1), trial.labels)) - float(
            ACCURACY.value(recorded.argmax(1), trial.labels)
        )
        _, low, high = _amount(network, trial, recorded, seed=seed)
        held += low <= exact <= high
    assert held >= 95


def test_intervals_cover_what_a_move_does_to_a_pass_that_stays_random() -> None:
    """The interval holds the mean over all draws; 89 of 100 or fewer would speak against 95 % (p = 0.01)."""
    held = 0
    for seed in range(100):
        still, trial, _ = _pass(3 * MANY, seed)
        network = Drawing(still.right, seed)
        recorded = np.concatenate(network.forward(trial.inputs, Settings()))
        trial = trial.with_(outputs=recorded, random=True)
        evaluator = Evaluator(network, {}, recorded=lambda recorded=recorded: recorded, seed=seed)  # type: ignore[misc]
        before, moved = evaluator.values(trial), trial.run_with(batch_statistics="running")
        after = evaluator.as_drawn(trial, moved, evaluator.values(moved))
        right = still.right.argmax(1) == trial.labels
        beside = np.roll(still.right, 1, axis=1).argmax(1) == trial.labels
        exact = 0.1 * float(right.mean() - beside.mean())
        low, high = np.quantile(np.asarray(after.resampled) - np.asarray(before.resampled), (0.025, 0.975))
        held += low <= exact <= high
    assert held >= 90


def test_the_work_does_not_grow_with_the_rows() -> None:
    """Ten times the rows are replayed with as many of them."""
    costs = []
    for rows in (2 * MANY, 20 * MANY):
        network, trial, recorded = _pass(rows, 0)
        _amount(network, trial, recorded)
        costs.append(network.rows)
    assert costs[1] <= costs[0] + SIZE


def test_a_small_pass_is_replayed_whole() -> None:
    """Up to some thousand rows nothing is estimated."""
    network, trial, recorded = _pass(MANY - SIZE, 0)
    amount, _, _ = _amount(network, trial, recorded)
    exact = (network.right.argmax(1) == trial.labels).mean() - (recorded.argmax(1) == trial.labels).mean()
    assert amount == pytest.approx(exact)
    assert network.rows == MANY - SIZE


def test_the_sample_is_whole_batches_and_always_the_same() -> None:
    """What depends on the rows beside it, such as batch statistics, finds the same rows beside it."""
    _, trial, _ = _pass(3 * MANY, 0)
    first, again = (sample_of(trial.run_with(), 20) for _ in range(2))
    assert first is not None
    assert again is not None
    assert first.batches == again.batches
    assert set(np.unique(first.rows // SIZE)) == set(first.batches)
    assert len(first.rows) == SIZE * len(first.batches)
