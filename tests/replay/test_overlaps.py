"""Dice and IoU worked out by hand: of all rows, or a mean of batches or rows; and labels among the best answers."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tieout.core.passes import Batch, Pass
from tieout.core.trial import Settings
from tieout.replay.metrics.by_hand import among, of_operator
from tieout.replay.metrics.standard import Standard
from tieout.replay.outputs.decode import TOP, matching
from tieout.replay.outputs.marks import counts_of, overlap
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing.overlaps import from_overlaps

RNG = np.random.default_rng(6)
MASKS = (RNG.random((36, 1, 5, 5)) < RNG.uniform(0.1, 0.8, (36, 1, 1, 1))).astype(np.float32)
LOGITS = (2.0 * MASKS - 1.0 + RNG.normal(0, 1.2, MASKS.shape)).astype(np.float32)
SIZES = (16, 16, 4)
ENDS = np.cumsum(SIZES)[:-1]


def facts() -> tuple[Any, PassFacts]:
    lists = ("files", "drawings", "divisions", "reductions", "passes", "marks")
    tape = SimpleNamespace(compares={}, meets={}, **{name: [] for name in lists})
    parts = zip(np.split(LOGITS, ENDS), np.split(MASKS, ENDS), strict=True)
    batches = [Batch(len(x), (x,), x, y, None) for x, y in parts]
    return tape, PassFacts(tape, Pass("p1", None, "forward", None, 1, batches=batches, total_rows=36), None)


def dice(predicted: np.ndarray, masks: np.ndarray, more: float = 0.0) -> float:
    return float((2 * (predicted & masks).sum() + more) / (predicted.sum() + masks.sum() + more))


@pytest.mark.parametrize("way", ["all", "batches", "rows", "smoothed"])
def test_dice_by_hand_is_traced(way: str) -> None:
    """What was pooled, and the cut of the logits, show from the number itself."""
    tape, known = facts()
    predicted, masks = LOGITS > 0, MASKS > 0
    pairs = list(zip(np.split(predicted, ENDS), np.split(masks, ENDS), strict=True))
    value = {
        "all": dice(predicted, masks),
        "batches": float(np.mean([dice(p, y) for p, y in pairs])),
        "rows": float(np.mean([dice(p, y) for p, y in zip(predicted, masks, strict=True)])),
        "smoothed": float(np.mean([dice(p, y, 1.0) for p, y in pairs])),
    }[way]

    ((_, recipe),) = from_overlaps(tape, value, 9, known)

    trial = recipe.trial
    assert trial.settings == Settings()
    assert trial.pooling == ("batch-mean" if way in {"batches", "smoothed"} else "pooled")
    assert recipe.metric == ("dice of each row" if way == "rows" else "dice")
    if trial.pooling == "pooled":
        assert trial.metric.value(trial.decode.apply(LOGITS), MASKS) == pytest.approx(value)


def test_another_number_is_not_traced() -> None:
    """A number that no way of pooling gives stays unknown."""
    tape, known = facts()
    assert not list(from_overlaps(tape, 0.612345678, 9, known))


def test_marks_are_counted_row_by_row() -> None:
    """Amounts are no marks, and one label a row is no set of marks."""
    counts = counts_of(MASKS, MASKS)
    assert counts is not None
    assert np.allclose(overlap(counts, "iou"), 1.0 * (MASKS.reshape(36, -1).sum(axis=1) > 0))
    assert counts_of(LOGITS, MASKS) is None
    assert counts_of(np.array([0, 1]), np.array([0, 1])) is None
    assert {"dice", "iou of each row"} <= set(Standard(LOGITS, LOGITS > 0, MASKS).values())


def test_a_label_among_the_best_answers_is_a_hit() -> None:
    """The best columns are told in any order, and rows count once however many columns were compared."""
    outputs = RNG.normal(size=(50, 12))
    best = np.argsort(-outputs, axis=1)[:, :4]
    labels = RNG.integers(0, 12, (50, 1))
    decode = matching(outputs, best[:, ::-1])
    assert decode is not None
    assert decode.name == f"{TOP} 4"
    (metric, (hits,)), *_ = of_operator("==", [best == labels], spread=False, ranked=True)
    assert metric.name == "top-4 accuracy"
    assert hits.sum() == (best == labels).sum()
    assert among(4).value(decode.apply(outputs), labels) == pytest.approx(hits.mean())
    assert matching(outputs, RNG.integers(0, 12, (50, 4))) is None


def test_labels_that_only_met_the_marks_are_found() -> None:
    """Of a program that read its predictions, the labels are what was laid over the marks made of them."""
    tape, known = facts()
    for batch in known.passed.batches:
        batch.labels = None
    predicted, masks = LOGITS > 0, MASKS > 0
    value = dice(predicted, masks)
    assert not list(from_overlaps(tape, value, 9, PassFacts(tape, known.passed, None)))
    tape.marks.append((predicted, masks))
    ((_, recipe),) = from_overlaps(tape, value, 9, PassFacts(tape, known.passed, None))
    assert recipe.metric == "dice"
    assert np.array_equal(recipe.trial.labels, masks)
