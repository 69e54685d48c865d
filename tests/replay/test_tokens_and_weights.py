"""Scores that leave padding out, that are weighted by a column of a table, and classes that go by their names."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd
import pytest

from tieout.core.passes import Batch, Loaded, Pass
from tieout.core.trial import Metric, Settings, Trial
from tieout.core.view import Recipe
from tieout.replay.metrics.by_hand import ACCURACY
from tieout.replay.outputs.decode import ARGMAX, IDENTITY, matching
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing.masked import leaving_out, padded
from tieout.replay.tracing.weighted import from_weights

RNG = np.random.default_rng(8)
LENGTHS = RNG.integers(3, 9, 50)
HELD = np.arange(8) < LENGTHS[:, None]
TOKENS = np.where(HELD, RNG.integers(1, 30, (50, 8)), 0)
TAGS = np.where(HELD, RNG.integers(1, 4, (50, 8)), 0)
SAID = np.where(RNG.random((50, 8)) < 0.7, np.maximum(TAGS, 1), 1 + TAGS % 3)
OUTPUTS = np.eye(4)[SAID]
HITS = (SAID == TAGS)[HELD]


def recipe(decode: object = ARGMAX, *, tokens: np.ndarray = TOKENS, denominator: float | None = None) -> Recipe:
    trial = Trial(((tokens,),), Settings(), OUTPUTS, TAGS, decode, ACCURACY, denominator=denominator)
    return Recipe(trial, "accuracy", 1.0, None, None)


@pytest.mark.parametrize("denominator", [None, float(HELD.sum())])
def test_an_accuracy_over_tokens_leaves_padding_out(denominator: float | None) -> None:
    """Hits divided by the count of tokens, or a framework's masked mean, are the mean over labels but padding."""
    value = float(HITS.mean())
    found = leaving_out(recipe(denominator=denominator), value).trial
    said = found.decode.apply(OUTPUTS)
    assert found.denominator is None
    assert found.metric.value(said, TAGS) == pytest.approx(value)
    assert found.metric.per_row is not None
    assert float((found.metric.per_row(said, TAGS) * found.metric.weights).mean()) == pytest.approx(value)


def test_an_accuracy_over_all_places_stays() -> None:
    """A plain mean is one, and a wrong count that has nothing to do with padding stays wrong."""
    plain, wrong = recipe(), recipe(denominator=123.0)
    assert leaving_out(plain, float((SAID == TAGS).mean())) is plain
    assert leaving_out(wrong, float((SAID == TAGS).sum() / 123.0)) is wrong


def test_padding_that_is_scored_is_seen() -> None:
    """A mean over all places of padded sentences counts padding; where no row is padded there is none to count."""
    value = float((SAID == TAGS).mean())
    found = padded(recipe(), value)
    assert found is not None
    assert (found.labels, found.others) == (400, int(HELD.sum()))
    left = found.left_out(recipe(IDENTITY).trial.with_(outputs=None))
    assert left.metric.value(left.decode.apply(OUTPUTS), TAGS) == pytest.approx(HITS.mean())
    assert padded(recipe(tokens=np.maximum(TOKENS, 1)), value) is None
    assert padded(recipe(), value + 0.01) is None


ROWS = 300
LABELS = RNG.integers(0, 3, ROWS)
LOGITS = (RNG.normal(size=(ROWS, 3)) + np.eye(3)[LABELS]).astype(np.float32)
WEIGHT = RNG.gamma(2.0, 1.0, ROWS)


def facts() -> PassFacts:
    table = pd.DataFrame({"name": ["x"] * ROWS, "even": 1.0, "weight": WEIGHT})
    files = [Loaded("people.csv", "", "loaded", "table", None, data=table)]
    tape = SimpleNamespace(files=files, compares={}, meets={}, drawings=[], divisions=[], reductions=[])
    return PassFacts(
        tape, Pass("p1", None, "forward", None, 1, batches=[Batch(ROWS, (LOGITS,), LOGITS, LABELS, None)]), None
    )


def test_a_mean_weighted_by_a_column_is_traced() -> None:
    """The column is named, and the number comes out again with it."""
    known, hits = facts(), LOGITS.argmax(axis=1) == LABELS
    value = float(np.average(hits, weights=WEIGHT))
    ((_, found),) = from_weights(known.tape, value, 9, known)
    assert "column weight" in found.meets[-1].definition.weighting
    assert isinstance(found.trial.metric, Metric)
    assert found.trial.metric.value(LOGITS.argmax(axis=1), LABELS, WEIGHT) == pytest.approx(value)


def test_a_plain_mean_tells_of_no_weights() -> None:
    """Neither the mean itself nor a number that is only near the weighted one is traced."""
    known, hits = facts(), LOGITS.argmax(axis=1) == LABELS
    for value in (float(hits.mean()), float(np.average(hits, weights=WEIGHT)) + 1e-5):
        assert not list(from_weights(known.tape, value, 9, known))


def test_the_largest_output_goes_by_the_name_of_its_class() -> None:
    """Names that belong to one column each are followed to other outputs; a name of two columns is not."""
    names = np.array(["ant", "bee", "cat"])
    found = matching(LOGITS, names[LOGITS.argmax(axis=1)])
    assert found is not None
    assert found.apply(-LOGITS).tolist() == names[(-LOGITS).argmax(axis=1)].tolist()
    assert matching(LOGITS, np.array(["ant", "bee", "bee"])[LOGITS.argmax(axis=1)]) is None
