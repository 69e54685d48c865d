"""What the scored rows of a run share with its training rows: owners of several rows, and labels inside a column."""

from __future__ import annotations

from typing import Any

import numpy as np

from tieout.core.passes import Pass
from tieout.core.trial import Folded
from tieout.core.view import Recipe
from tieout.replay.rows.keys import groups_of
from tieout.replay.rows.rates import Rates, of_labels
from tieout.replay.rows.tables import rows_fed


def owners(run: Any, passed: Pass, recipe: Recipe) -> tuple[str, Any, Any] | None:
    """Give the column of a loaded table that tells which rows belong together: of training rows, of a pass's."""
    rows, labels = run.raw_rows(passed), np.asarray(recipe.trial.labels)
    training = run.training.get(id(passed.handle.model))
    known = None if training is None else training.raw if training.steps else training.array
    if training is None or rows is None or isinstance(passed.handle, Folded):
        found = next(groups_of(run.tape.files, rows, labels, passed.seq), None)
        return None if found is None else (found[0], found[1][:0], found[1])
    if known is None or training.labels is None or len(known) != training.rows or len(known) != len(training.labels):
        return None
    if np.shape(known)[1:] != np.shape(rows)[1:] or np.ndim(training.labels) != labels.ndim:
        return None
    if (np.asarray(training.labels).dtype.kind in "fiub") != (labels.dtype.kind in "fiub"):
        return None  # codes were trained on, and names are scored against
    both, truth = np.concatenate([known, rows]), np.concatenate([training.labels, labels])
    found = next(groups_of(run.tape.files, both, truth, passed.seq), None)
    return None if found is None else (found[0], found[1][: len(known)], found[1][len(known) :])


def rates(run: Any, passed: Pass, recipe: Recipe) -> Rates | None:
    """Give the column of a pass's rows that holds mean labels, theirs among them."""
    training, fed = run.training.get(id(passed.handle.model)), [rows_fed(b.inputs) for b in passed.batches]
    if training is None or training.labels is None or training.array is None or len(fed) != 1 or fed[0] is None:
        return None
    known, truth, scored = training.array, np.asarray(training.labels), np.asarray(recipe.trial.labels)
    if len(known) != training.rows or len(known) != len(truth) or truth.ndim != 1 or scored.ndim != 1:
        return None
    if fed[0].dtype.kind not in "fiu" or fed[0].shape[1:] != known.shape[1:] or len(fed[0]) != len(scored):
        return None
    return of_labels(run.tape.files, (known, truth), (fed[0], scored), passed.seq)
