"""Several models whose outputs a script averages, as one model."""

from __future__ import annotations

from collections.abc import Mapping
from types import SimpleNamespace
from typing import Any

import numpy as np

from tieout.core.passes import Batch, Pass
from tieout.core.score import Where
from tieout.core.trial import Decode, Metric, Settings, Trial
from tieout.core.view import Recipe
from tieout.replay.outputs.averaged import together
from tieout.replay.outputs.decode import softmax
from tieout.replay.outputs.passfacts import PassFacts

RNG = np.random.default_rng(4)
ROWS = RNG.normal(size=(60, 5)).astype(np.float32)
WEIGHTS = [3.0 * RNG.normal(size=(5, 3)).astype(np.float32) for _ in range(2)]
LABELS = RNG.integers(0, 3, 60)
CALLED = Where("ensemble.py", 12)


class Handle:
    """A linear model with one setting of its own."""

    name, framework, levers = "Linear", "torch", frozenset[Any]()

    def __init__(self, weights: np.ndarray) -> None:
        self.weights, self.model = weights, object()
        self.seen: list[Settings] = []

    def forward(self, batches: Any, settings: Settings) -> list[Any]:
        self.seen.append(settings)
        weights = (settings.state or {}).get("weight", self.weights)
        return [batch[0] @ weights for batch in batches]


def scene(predictions: np.ndarray) -> tuple[Any, Recipe, list[Handle], Any]:
    """Give a tape with a pass of each of two models over the same rows, and a score of predictions."""
    handles = [Handle(weights) for weights in WEIGHTS]
    flags: list[Mapping[str, bool] | bool] = [True, {"": False, "drop": True}]
    cuts = [slice(0, 40), slice(40, 60)]
    passes = []
    for n, handle in enumerate(handles):
        batches = [Batch(len(ROWS[c]), (ROWS[c],), ROWS[c] @ handle.weights, None, None, seq=n + 1) for c in cuts]
        modes = {("dropout", "active"): 2}
        made = Pass(f"p{n + 1}", handle, "forward", CALLED, n + 1, batches=batches, modes=modes, total_rows=60)
        made.flags, made.state, made.end_seq = flags[n], f"s{n}", n + 1
        passes.append(made)
    tape = SimpleNamespace(
        passes=passes,
        compares={},
        meets={},
        states={f"s{n}": {"weight": w} for n, w in enumerate(WEIGHTS)},
        state_digests={f"s{n}": {"weight": str(n)} for n in range(2)},
    )
    hits = Metric("accuracy", lambda p, y: float((p == y).mean()))
    fixed = Decode("unknown", lambda outputs: predictions)
    trial = Trial(((ROWS,),), Settings(), LABELS, predictions, fixed, hits, facts={"pass": "p2"})
    return tape, Recipe(trial, "accuracy", 1.0, None, None), handles, lambda p: PassFacts(tape, p, None)


def test_the_mean_of_two_models_is_one_model() -> None:
    """The rule that leads to the predictions is found, and replays move every model."""
    mean = np.mean([softmax(ROWS @ w) for w in WEIGHTS], axis=0)
    tape, recipe, handles, facts = scene(mean.argmax(axis=1))
    found = together(tape, recipe, facts)
    whole = next(p for p in tape.passes if p.id == found.trial.facts["pass"])
    assert whole.id == "p1 beside p2"
    assert whole.modes == {("dropout", "active"): 4}
    assert np.array_equal(found.trial.decode.apply(found.trial.outputs), mean.argmax(axis=1))
    assert sorted(tape.states[whole.state]) == ["0.weight", "1.weight"]
    settings = Settings(training=whole.flags, state={"1.weight": WEIGHTS[0]})
    again = np.concatenate(whole.handle.forward(found.trial.inputs, settings))
    assert np.allclose(again, softmax(ROWS @ WEIGHTS[0]))
    assert [h.seen[-1].training for h in handles] == [True, {"": False, "drop": True}]
    assert [h.seen[-1].state for h in handles] == [{}, {"weight": WEIGHTS[0]}]


def test_predictions_of_another_kind_are_left_alone() -> None:
    """Where no mean leads to the predictions, the score stays that of the pass it was traced to."""
    tape, recipe, _, facts = scene(RNG.integers(0, 3, 60))
    assert together(tape, recipe, facts) is recipe
    assert len(tape.passes) == 2
