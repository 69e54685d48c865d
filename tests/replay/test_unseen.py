"""Numbers that a script works out by itself are traced by their digits, and not by accident."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pytest
from sklearn import metrics

from tieout.core.passes import Batch, Pass
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing.unseen import from_standard

RNG = np.random.default_rng(3)
TRUTH = RNG.choice(3, 413, p=[0.5, 0.3, 0.2])
LOGITS = (RNG.normal(size=(413, 3)) + 1.2 * np.eye(3)[TRUTH]).astype(np.float32)
SAID = LOGITS.argmax(axis=1)


def facts(labels: np.ndarray | None = TRUTH, *, updates: int = 0) -> PassFacts:
    tape = SimpleNamespace(files=[], compares={}, meets={}, drawings=[], divisions=[])
    batch = Batch(len(LOGITS), (LOGITS,), LOGITS, labels, None)
    return PassFacts(tape, Pass("p1", None, "forward", None, 1, batches=[batch], updates=updates), None)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("macro f1", metrics.f1_score(TRUTH, SAID, average="macro")),
        ("weighted f1", metrics.f1_score(TRUTH, SAID, average="weighted")),
        ("balanced accuracy", metrics.balanced_accuracy_score(TRUTH, SAID)),
        ("top-2 accuracy", metrics.top_k_accuracy_score(TRUTH, LOGITS, k=2)),
        ("kappa", metrics.cohen_kappa_score(TRUTH, SAID)),
    ],
)
def test_a_metric_worked_out_by_hand_is_named(name: str, value: float) -> None:
    """The recipe gives the number again, as a share and in per cent."""
    for scale in (1.0, 100.0):
        known = facts()
        ((_, recipe),) = from_standard(known.tape, float(value * scale), 9, known)
        assert (recipe.metric, recipe.scale) == (name, scale)
        predictions = recipe.trial.decode.apply(LOGITS)
        assert recipe.trial.metric.value(predictions, recipe.trial.labels) == pytest.approx(value)


def test_a_number_that_is_near_or_round_is_no_metric() -> None:
    """A number that differs in the seventh digit, or one of four decimals, could be anything."""
    value = float(metrics.f1_score(TRUTH, SAID, average="macro"))
    known = facts()
    assert not list(from_standard(known.tape, value + 1e-7, 9, known))
    assert not list(from_standard(known.tape, round(value, 4), 9, known))


def test_without_labels_or_in_training_nothing_is_named() -> None:
    """There is nothing to compute without labels, and a pass that moved the weights has no predictions to score."""
    value = float(metrics.f1_score(TRUTH, SAID, average="macro"))
    for known in (facts(None), facts(updates=3)):
        assert not list(from_standard(known.tape, value, 9, known))
