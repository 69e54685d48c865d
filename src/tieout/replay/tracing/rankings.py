"""Numbers that are a metric of rankings, where columns of loaded tables give the groups and what is relevant."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.trial import Decode, Metric
from tieout.core.view import Recipe
from tieout.replay.metrics import ranking as ranking_metrics
from tieout.replay.metrics.recipes import SCALES, Found, trial_of
from tieout.replay.outputs.decode import candidates
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.tracing.tabled import label_columns

Array = NDArray[Any]
FEWEST, LARGE, MOST = 20, 10_000, 50_000  # rows
MOST_LABELS, MOST_GROUPINGS, MOST_COLUMNS = 4, 4, 64
EXACT = 1e-9  # relative
DIGITS = 4  # a number that is whole at so many decimals may be any metric by accident
IN_GROUP = 3  # rows, on average


@dataclass(frozen=True)
class Ordered:
    """What the scores of a pass are by every metric of rankings, for one column of labels and one of groups."""

    decode: Decode
    labels: Array
    group: Array
    values: dict[tuple[str, int | None, str], float]


def from_rankings(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Trace a number that is the mean over groups of how well the rows of each were put in order."""
    passed, rows = facts.passed, sum(facts.sizes)
    if passed.updates or passed.part_of or not FEWEST <= rows <= MOST or abs(value - round(value, DIGITS)) <= EXACT:
        return
    if facts.ordered is None:
        facts.ordered = list(_ordered(tape, facts, rows))
    for known in facts.ordered:
        for (kind, cut, empty), found in known.values.items():
            scale = next((s for s in SCALES if abs(found * s - value) <= EXACT * max(abs(value), 1e-3)), None)
            if scale is None or found in {0.0, 1.0}:
                continue
            name, measure = ranking_metrics.name_of(kind, cut, empty), partial(ranking_metrics.value, kind, cut, empty)
            family = partial(ranking_metrics.family, kind, cut, empty)
            metric = Metric(name, measure, None, known.group, costly=rows > LARGE, family=family)
            trial = trial_of(facts, known.labels, known.decode, metric, facts.outputs)
            recipe = Recipe(trial, name, scale, None, None, labels_with_rows=facts.labels_with_rows, found="recomputed")
            yield 2, recipe
            return


def _ordered(tape: Any, facts: PassFacts, rows: int) -> Iterator[Ordered]:
    outputs = facts.outputs
    if outputs is None or outputs.dtype.kind != "f" or outputs.size > 2 * rows:
        return
    groups = list(islice(_groups(tape, rows), MOST_GROUPINGS))
    if not groups:
        return
    decode = next(d for d in candidates(outputs) if d.name == ("column 1" if outputs.size > rows else "as they are"))
    scores = np.asarray(decode.apply(outputs), dtype=np.float64).ravel()
    columns = [column for column in label_columns(tape, rows, facts.inputs, 1) if column.dtype.kind in "iub"]
    for labels in columns[:MOST_LABELS]:
        for group in groups:
            if labels.min() >= 0 and not np.array_equal(group, np.unique(labels, return_inverse=True)[1]):
                yield Ordered(decode, labels, group, dict(ranking_metrics.values(scores, labels, group)))


def _groups(tape: Any, rows: int) -> Iterator[Array]:
    """Give the groups that columns of loaded tables of so many rows make, as numbers from 0."""
    for loaded in reversed(tape.files):
        table = loaded.data if loaded.action == "loaded" and loaded.holds == "table" else None
        if table is None or getattr(table, "ndim", 0) != 2 or len(table) != rows:
            continue
        for at in range(min(table.shape[1], MOST_COLUMNS)):
            column = as_numpy(table.iloc[:, at])
            if column is None or column.ndim != 1 or column.dtype.kind not in "iuUO":
                continue
            try:
                names, codes = np.unique(column, return_inverse=True)
            except TypeError:  # gaps beside words
                continue
            if 2 <= len(names) <= rows / IN_GROUP:
                yield codes
