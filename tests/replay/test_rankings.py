"""Metrics of rankings, against scikit-learn's and against ones worked out on paper."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import average_precision_score, ndcg_score

from tieout.core.bare import BareHandle
from tieout.core.passes import Batch, Loaded, Pass
from tieout.replay.metrics import ranking as ranking_metrics
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing.rankings import from_rankings
from tieout.replay.tracing.trace import trace

RNG = np.random.default_rng(12)
GROUP = np.repeat(np.arange(40), 9)
GRADES = RNG.integers(0, 4, len(GROUP))
SCORES = GRADES + RNG.normal(0, 1.5, len(GROUP))


@pytest.mark.parametrize("cut", [1, 3, 5, None])
def test_gain_is_that_of_scikit_learn(cut: int | None) -> None:
    """With a gain that is the grade itself, the mean over groups is what `ndcg_score` gives for rows of one group."""
    theirs = ndcg_score(GRADES.reshape(40, 9), SCORES.reshape(40, 9), k=cut)
    assert ranking_metrics.value("linear ndcg", cut, "", SCORES, GRADES, GROUP) == pytest.approx(theirs)


def test_average_precision_is_that_of_scikit_learn() -> None:
    """Of two kinds of rows, without ties, the mean over groups is that of their average precisions."""
    hit = (GRADES > 1).astype(int)
    pairs = zip(hit.reshape(40, 9), SCORES.reshape(40, 9), strict=True)
    each = [average_precision_score(relevant, scores) for relevant, scores in pairs if relevant.any()]
    assert ranking_metrics.value("average precision", None, "", SCORES, hit, GROUP) == pytest.approx(np.mean(each))


def test_places_that_count() -> None:
    """One group by hand: relevant rows at the second and the fourth place."""
    scores, hit, group = np.array([4.0, 3.0, 2.0, 1.0]), np.array([0, 1, 0, 1]), np.zeros(4, dtype=int)
    told = {kind: ranking_metrics.value(kind, 3, "", scores, hit, group) for kind in ("precision", "recall", "hits")}
    assert told == {"precision": pytest.approx(1 / 3), "recall": 0.5, "hits": 1.0}
    assert ranking_metrics.value("reciprocal rank", None, "", scores, hit, group) == 0.5
    assert ranking_metrics.value("average precision", None, "", scores, hit, group) == 0.5
    assert ranking_metrics.value("hits", 1, "", scores, hit, group) == 0.0


def test_a_group_without_anything_relevant() -> None:
    """It is left out, or counts as nothing, or as right: three numbers by three names."""
    scores, grades, group = np.arange(8.0), np.array([0, 0, 0, 0, 3, 2, 1, 0]), np.repeat([0, 1], 4)
    left_out, nothing, right = (
        ranking_metrics.value("ndcg", None, empty, scores, grades, group) for empty in ranking_metrics.EMPTY
    )
    assert (nothing, right) == (pytest.approx(left_out / 2), pytest.approx(left_out / 2 + 0.5))
    names = {ranking_metrics.name_of("ndcg", 5, empty) for empty in ranking_metrics.EMPTY}
    assert names == {"mean ndcg@5", "mean ndcg@5, 0 for none", "mean ndcg@5, 1 for none"}


def test_a_number_is_traced_by_the_columns_of_a_table() -> None:
    """Groups and grades stand in columns that the model was not given; all digits have to be right."""
    rows = RNG.normal(size=(len(GROUP), 2))
    table = pd.DataFrame({"query": GROUP + 700, "a": rows[:, 0], "b": rows[:, 1], "grade": GRADES})
    value = ranking_metrics.value("ndcg", 4, "", SCORES, GRADES, GROUP)
    handle = BareHandle()
    passed = Pass("p1", handle, "predict", None, 2, batches=[Batch(len(rows), (rows,), SCORES, None, None, 2)])
    passed.total_rows = len(rows)
    tape: Any = SimpleNamespace(
        files=[Loaded("june.csv", "", "loaded", "table", None, data=table, seq=1)],
        passes=[passed],
        compares={},
        meets={},
        drawings=[],
        steps=[],
        divisions=[],
        reductions=[],
        additions=[],
        marks=[],
    )
    facts = PassFacts(tape, passed, None)
    recipes = [recipe for _, recipe in from_rankings(tape, value, 9, facts)]
    assert [recipe.metric for recipe in recipes] == ["mean ndcg@4"]
    metric = recipes[0].trial.metric
    assert metric.value(SCORES, GRADES, metric.weights) == pytest.approx(value)
    assert metric.family is not None
    assert metric.family()["mean ndcg@2"](SCORES, GRADES, metric.weights) == pytest.approx(
        ranking_metrics.value("ndcg", 2, "", SCORES, GRADES, GROUP)
    )
    assert list(from_rankings(tape, value + 1e-6, 9, facts)) == []
    found = trace(tape, value, 9, lambda _: facts)
    assert found is not None
    assert found.metric == "mean ndcg@4"
