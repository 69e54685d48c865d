"""Passes whose predictions a run saved and did not score itself: what they score, for the program that reads them."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from tieout.core.passes import Pass
from tieout.core.recording import AS
from tieout.core.score import Score
from tieout.core.trial import Metric
from tieout.core.view import Recipe
from tieout.replay.metrics.by_hand import ACCURACY, REGRESSION
from tieout.replay.metrics.recipes import close, trial_of
from tieout.replay.metrics.standard import Standard
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.rows.tables import rows_fed
from tieout.replay.tracing.filed import KIND as PREDICTIONS
from tieout.replay.tracing.tabled import columns_beside
from tieout.replay.tracing.unseen import Known, standards_against, standards_of

FEWEST, MOST = 20, 50_000  # rows
MOST_PASSES = 2  # of one run
MOST_COLUMNS = 8  # of a table that may be the labels
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
        told = set[str]()
        for found in _standards(tape, known, passed, facts):
            for name in METRICS:
                if name not in found.values or name in told or not np.isfinite(found.values[name]):
                    continue
                if name == "accuracy" and not _hits(found, facts):
                    continue  # it was cut for the metric: another way gives the classes themselves
                told.add(name)
                metric = ACCURACY if name == "accuracy" else REGRESSION.get(name) or Metric(name, partial(_value, name))
                trial = trial_of(facts, found.labels, found.decode, metric, facts.outputs)
                recipe = Recipe(trial, name, 1.0, passed.where, None, labels_with_rows=facts.labels_with_rows)
                id_ = f"{passed.id}{AS}{name}"
                yield Score(id_, name, found.values[name], "", passed.where, name, 1.0, passed.id, passed.seq), recipe


def _standards(tape: Any, known: Any, passed: Pass, facts: PassFacts) -> list[Known]:
    """Give the standard metrics of a pass against the labels of its rows: those they came with, else in their table.

    Of several columns that may be the labels the one that is predicted best comes first.
    """
    if facts.labels_with_rows is not None:
        return standards_of(tape, facts)
    raw = known.lineage(passed).raw
    fed = [rows_fed(batch) for batch in facts.inputs]
    if raw is None and fed and all(part is not None and part.ndim == 2 for part in fed):
        raw = np.concatenate([np.asarray(part) for part in fed])
    columns = islice(columns_beside(tape.files, raw, passed.seq), MOST_COLUMNS)
    found = list(standards_against(tape, facts, ((column, None) for column in columns)))
    return sorted(found, key=lambda one: -max(one.values.get(name, -1.0) for name in ("accuracy", "r2")))


def _hits(found: Known, facts: PassFacts) -> bool:
    """Tell whether accuracy is the share of rows on which the predictions as made are the labels."""
    said = np.asarray(found.decode.apply(np.asarray(facts.outputs)))
    return said.size == found.labels.size and close(
        float((said.ravel() == found.labels.ravel()).mean()), found.values["accuracy"]
    )


def _may_be_meant(passed: Pass) -> bool:
    whole = sum(passed.sizes()) == passed.total_rows and passed.part_of is None
    return whole and not passed.updates and passed.kind != PREDICTIONS and FEWEST <= passed.total_rows <= MOST


def _value(name: str, predictions: Any, labels: Any) -> float:
    return Standard(predictions, predictions, labels).values().get(name, float("nan"))
