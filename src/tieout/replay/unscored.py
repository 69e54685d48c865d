"""Passes whose predictions a run saved and did not score itself: what they score, for the program that reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from typing import Any

import numpy as np

from tieout.core.passes import Pass
from tieout.core.recording import AS
from tieout.core.score import Score
from tieout.core.trial import Metric
from tieout.core.view import Recipe
from tieout.replay.filed import KIND as PREDICTIONS
from tieout.replay.metrics import ACCURACY, REGRESSION
from tieout.replay.recipes import trial_of
from tieout.replay.standard import Standard
from tieout.replay.unseen import standards_of

FEWEST, MOST = 20, 50_000  # rows
MOST_PASSES = 2  # of one run
METRICS = ("accuracy", "macro f1", "f1", "auc", "r2", "mae", "rmse")
NO_PREDICTIONS = frozenset({"checkpoint", "state", "weights", "model", "optimizer", "estimator"})


def unscored(tape: Any, known: Any, scored: Collection[str]) -> Iterator[tuple[Score, Recipe]]:
    """Give the usual scores of passes after which something was saved that is no model, of those that have none.

    Args:
        tape:   the run.
        known:  the facts of the run.
        scored: the passes that a score of the run itself is of.
    """
    saved = max((f.seq for f in tape.files if f.action == "saved" and f.holds not in NO_PREDICTIONS), default=-1)
    chosen = [p for p in tape.passes if p.seq < saved and p.id not in scored and _may_be_meant(p)]
    for passed in chosen[-MOST_PASSES:]:
        facts = known.facts_of(passed)
        known.scored.add(passed.id)
        if facts.labels_with_rows is None:
            continue
        told = set[str]()
        for found in standards_of(tape, facts):
            for name in METRICS:
                if name not in found.values or name in told or not np.isfinite(found.values[name]):
                    continue
                told.add(name)
                metric = ACCURACY if name == "accuracy" else REGRESSION.get(name) or Metric(name, partial(_value, name))
                trial = trial_of(facts, found.labels, found.decode, metric, facts.outputs)
                recipe = Recipe(trial, name, 1.0, passed.where, None, labels_with_rows=facts.labels_with_rows)
                id_ = f"{passed.id}{AS}{name}"
                yield Score(id_, name, found.values[name], "", passed.where, name, 1.0, passed.id, passed.seq), recipe


def _may_be_meant(passed: Pass) -> bool:
    whole = sum(passed.sizes()) == passed.total_rows and passed.part_of is None
    return whole and not passed.updates and passed.kind != PREDICTIONS and FEWEST <= passed.total_rows <= MOST


def _value(name: str, predictions: Any, labels: Any) -> float:
    return Standard(predictions, predictions, labels).values().get(name, float("nan"))
