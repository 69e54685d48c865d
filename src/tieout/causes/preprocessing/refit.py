"""A transformer was fitted again on the evaluated data instead of reused from training.

`fit_transform` on the test rows scales them by their own mean and deviation, so the model sees other numbers than the
ones it learned from. The scored rows are fed again through the training transform. A step of a pipeline, or a layer of
the user's own, that takes the mean of whatever rows it is given is such a transform too: rows that are answered
otherwise among others are fed again among the training rows.

Bad:
    X_test = StandardScaler().fit_transform(X_test)

Good:
    X_test = scaler.transform(X_test)      # the scaler fitted on the training rows
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, overlap, row_ids
from tieout.core.cause import Cause, Factor, Finding, Stage
from tieout.core.score import Where
from tieout.core.statement import Hazard
from tieout.core.trial import Trial
from tieout.core.values import rows_of
from tieout.core.view import View
from tieout.evidence import adapted_here

ID = "preprocessing.refit"
FIX_STATE = "Keep what is learnt in `fit` as attributes, and use nothing but these in `transform`."
FEWEST, MOST = 20, 4000  # rows
PROBED = 64  # rows that are asked again among themselves
FAR = 1e-3  # of the range of answers, by which they change
DILUTED = 50  # training rows beside each that is scored
FIX = "Fit once, on the training rows; save the fitted transformer and only transform the rows that are scored."


def examine(view: View) -> list[Finding]:
    """Give the factor if a transform of the scored rows was fitted on those rows, before the model or inside it."""
    adapted = adapted_here(view)
    if adapted is not None:
        origin = view.origin()
        arrays = {key: origin.arrays[key] for key in origin.buffers} if origin is not None else {}
        says = f"the {adapted.name} layer inside the model was adapted again after training"
        undo = partial(Trial.with_arrays, arrays=arrays)
        return [Factor(ID, "mistake", Stage.WEIGHTS, adapted.where, says, FIX, undo)]
    beside = _of_batch(view)
    found = view.prepared(ID, FIX, "no transform was fitted on the scored rows")
    return found if beside is None else [*(f for f in found if isinstance(f, Factor)), beside]


def _of_batch(view: View) -> Factor | None:
    """Give the factor if answers depend on the rows beside: a transform in the model has no memory of its fit.

    Among training rows, and few of its own kind, a row is transformed as it was in training.
    """
    rows, train = _fed(view.trial), _training_rows(view)
    if rows is None or train is None or train.shape[1:] != rows.shape[1:] or not _depends(view, rows):
        return None

    def undo(trial: Trial) -> Trial:
        own = _fed(trial)
        return trial if own is None else trial.with_(outputs=_among(view, trial, own, train))

    if not view.matters(undo(view.trial)):
        return None
    says = "the rows were transformed by what they have in common, not by what was learnt from the training rows"
    mark = f"{ID} among {len(rows)} rows of {view.passed.id}"
    return Factor(ID, "mistake", Stage.PREPROCESS, _transformed_at(view), says, FIX_STATE, undo, mark)


def _fed(trial: Trial) -> Any:
    """Give the rows of a trial as one array of numbers, None where they are no such thing."""
    if any(len(batch) != 1 for batch in trial.inputs):
        return None
    parts = [as_numpy(batch[0]) for batch in trial.inputs]
    known = [part for part in parts if part is not None and part.ndim > 1 and part.dtype.kind in "fiu"]
    if not known or len(known) < len(parts) or len({part.shape[1:] for part in known}) > 1:
        return None
    rows = np.concatenate(known)
    return rows if FEWEST <= len(rows) <= MOST else None


def _training_rows(view: View) -> Any:
    """Give the training rows as the model takes them, None where answers depend on the rows beside or on chance."""
    passed, training = view.passed, view.training
    batchwise = passed.updates or passed.random or ("batchnorm", "batch") in passed.modes
    rows = None if batchwise or training is None else as_numpy(training.array)
    return rows if rows is not None and len(rows) >= FEWEST and rows.dtype.kind in "fiu" else None


def _depends(view: View, rows: Any) -> bool:
    """Tell whether rows that are answered alike are answered otherwise when they are among themselves."""
    outputs = np.asarray(view.trial.outputs) if view.trial.outputs is not None else None
    if outputs is None or len(outputs) != len(rows):
        return False
    first = outputs.reshape(len(outputs), -1)[:, 0]
    alike = np.argsort(first, kind="stable")[: min(len(rows) // 2, PROBED)]
    try:
        found = np.asarray(view.forward(view.trial.with_(inputs=((rows[alike],),), outputs=None)))
    except Exception:  # noqa: BLE001 - a model may refuse batches of another size
        return False
    expected = outputs[alike]
    if found.shape != expected.shape:
        return False
    if found.dtype.kind != "f":
        return bool((found != expected).any())
    return bool(np.abs(found - expected).max() > FAR * max(float(np.ptp(outputs)), 1e-12))


def _among(view: View, trial: Trial, rows: Any, train: Any) -> Any:
    """Give the answers to rows that are fed a few at a time, together with the training rows."""
    few = max(1, len(train) // DILUTED)
    chunks = [rows[at : at + few] for at in range(0, len(rows), few)]
    batches = tuple((np.concatenate([train, chunk]).astype(rows.dtype),) for chunk in chunks)
    outputs = np.asarray(view.forward(trial.with_(inputs=batches, outputs=None)))
    ends = np.cumsum([len(train) + len(chunk) for chunk in chunks])
    return np.concatenate([outputs[end - len(chunk) : end] for end, chunk in zip(ends, chunks, strict=True)])


def _transformed_at(view: View) -> Where | None:
    """Give the first line within the model that computed with columns of its rows, else the one that ran the model."""
    passed = view.passed
    computed = (s for s in view.all_steps if s.kind == "arithmetic" and rows_of(s.inputs) == passed.total_rows)
    return next((s.where for s in computed if s.where != passed.where and passed.where in s.stack), passed.where)


def survey(run: Any) -> Iterator[Hazard]:
    """Give transforms fitted on one set of rows and later again on rows that share none with it."""
    fits = [
        s
        for s in run.tape.steps
        if s.kind == "estimator" and s.action in {"fit", "fit_transform"} and not s.categories() and run.was_fed(s)
    ]
    for at, later in enumerate(fits):
        for earlier in fits[:at]:
            if earlier.name != later.name or _columns(earlier) != _columns(later):
                continue
            rows = overlap(row_ids(earlier.inputs), row_ids(later.inputs))
            if rows is not None and rows.shared_of_second == 0.0 and rows.first >= rows.second:
                yield Hazard(
                    ID,
                    "mistake",
                    later.where,
                    f"{later.name} was fitted on {rows.first} rows and again on {rows.second} others",
                    FIX,
                )
                break


def _columns(step: Any) -> Any:
    return getattr(step.inputs, "shape", (None, None))[1:]


CAUSE = Cause(ID, "Transformer fitted again", examine=examine, survey=survey)
