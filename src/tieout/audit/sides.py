"""From files and names on a command line to the side that is scored."""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from tieout.audit import models, tables
from tieout.errors import TieoutError
from tieout.forensics import pieces
from tieout.given.side import METRICS, Given

NAMES = {
    "acc": "accuracy",
    "val_accuracy": "accuracy",
    "test_accuracy": "accuracy",
    "error": "error rate",
    "mean_squared_error": "mse",
    "mean_absolute_error": "mae",
    "auc": "area under the roc curve",
    "roc_auc": "area under the roc curve",
    "logloss": "log loss",
    "log_loss": "log loss",
    "brier": "brier score",
    "kappa": "cohen's kappa",
    "mcc": "matthews correlation",
    "f1_macro": "macro f1",
    "macro_f1": "macro f1",
    "f1_weighted": "weighted f1",
    "weighted_f1": "weighted f1",
    "balanced_accuracy": "balanced accuracy",
    "average_precision": "average precision",
}


def given_of(
    *,
    model: str | None,
    predictions: str | None,
    data: str | None,
    labels: str | None,
    metric: str,
    train_data: str | None = None,
    transforms: Sequence[str] = (),
    loader: str | None = None,
    trust: bool = False,
) -> Given:
    """Load everything and put it together.

    Raises:
        TieoutError: a file cannot be used, labels are missing, or the metric is not known.
    """
    rows: Any = None
    truth: Any = None
    if data is not None:
        rows, truth = tables.load(data, labels)
    if truth is None:
        truth = _labels(labels, data)
    if predictions is not None:
        made = tables.labels_of(predictions)
        made = made[:, 0] if made.ndim == 2 and made.shape[1] == 1 else made
        rows = np.arange(len(made), dtype=np.float64)[:, None] if rows is None else rows
        scored: Any = _said(made)
        outputs, name = made, Path(predictions).name
    else:
        assert model is not None
        scored = models.load(model, loader=loader, trust=trust)
        outputs, name = None, Path(model).name
    if len(rows) != len(truth):
        raise _unfit(f"{len(rows)} rows against {len(truth)} labels", "give one label for each row")
    if outputs is not None and len(outputs) != len(truth):
        raise _unfit(f"{len(outputs)} predictions against {len(truth)} labels", "give the predictions of these rows")
    trained_on = tables.load(train_data, labels)[0] if train_data is not None else None
    applied = tuple(models.unpickled(path, trust=trust) for path in transforms)
    rows, trained_on = _plain(rows, scored, applied), _plain(trained_on, scored, applied)
    measure, decode = _metric(metric, truth)
    return Given(
        scored,
        rows,
        truth,
        transforms=applied,
        metric=measure,
        decode=decode,
        mode="evaluation",
        batch_size=256,
        trained_on=trained_on,
        name=name,
    )


def rows_of(data: str, labels: str | None, model: Any, transforms: Sequence[str], *, trust: bool) -> Given:
    """Load rows alone, with the transforms before a model that is loaded already.

    Raises:
        TieoutError: a file cannot be used.
    """
    rows, _ = tables.load(data, labels)
    applied = tuple(models.unpickled(path, trust=trust) for path in transforms)
    return Given(model, _plain(rows, model, applied), np.zeros(len(rows)), transforms=applied, name=Path(data).name)


def _said(made: Any) -> Callable[[Any], Any]:
    """Give a stand-in for the model: what it gave for these rows, whatever is fed."""

    def predictions(_: Any) -> Any:
        return made

    return predictions


def _labels(labels: str | None, data: str | None) -> Any:
    if labels is None:
        saw = f"{data} holds none under a usual name" if data else "no --labels"
        raise TieoutError(
            "no-labels", "there are no labels", saw=saw, fix="give --labels NAME or --labels FILE", code=2
        )
    if data is not None and not os.path.exists(labels):
        raise TieoutError(
            "no-labels",
            f"{data} has no column or array {labels!r}, and there is no such file",
            fix="give --labels the name of one, or a file",
            code=2,
        )
    return tables.labels_of(labels)


def _plain(rows: Any, model: Any, transforms: Sequence[Any]) -> Any:
    """Give a table as an array of single precision where no estimator asks for its columns by name."""
    if rows is None or not hasattr(rows, "to_numpy"):
        return rows
    if any(hasattr(each, "feature_names_in_") for each in (model, *transforms)):
        return rows
    array = rows.to_numpy()
    return array.astype(np.float32) if array.dtype.kind in "fiub" else array


def _metric(name: str, labels: Any) -> tuple[Any, Callable[[Any], Any] | None]:
    """Give the metric of a name, and what makes of outputs what it wants (None: the usual way)."""
    wanted = name.lower().replace("-", "_").strip()
    wanted = NAMES.get(wanted.removeprefix("val_").removeprefix("test_"), NAMES.get(wanted, wanted))
    if not wanted:
        return ("mse" if labels.dtype.kind == "f" and np.unique(labels).size > 20 else "accuracy"), None
    if wanted in METRICS:
        return wanted, None
    two = labels[:2].astype(int) if labels.dtype.kind in "iufb" else np.arange(2)
    flat = np.zeros((2, 3))
    known = [*pieces.of_classes(np.array([0, 1]), np.array([0, 1])), *pieces.of_values(), *pieces.of_probabilities()]
    known += list(pieces.of_scores(np.zeros((2, 2)), np.array([0, 1]))) + list(pieces.of_scores(flat, two * 0))
    found = next((m for m in known if m.name.lower() == wanted), None)
    if found is None:
        told = ", ".join(sorted({*METRICS, *(m.name for m in known)}))
        raise TieoutError("no-such-metric", f"no metric is called {name!r}", fix=f"give one of {told}", code=2)

    def measure(predictions: Any, truth: Any) -> float:
        return float(found.value(np.asarray(predictions), np.asarray(truth)))

    measure.__name__ = found.name
    return measure, partial(_wanted, found.wants)


def _wanted(wants: str, outputs: Any) -> Any:
    """Give of outputs what a metric is computed from."""
    outputs = np.asarray(outputs)
    outputs = outputs[:, 0] if outputs.ndim == 2 and outputs.shape[1] == 1 else outputs
    if wants == "classes":
        return next(pieces.decodings(outputs)).apply(outputs)
    if wants == "probabilities":
        return min(pieces.probabilities(outputs), key=lambda piece: piece.price).apply(outputs)
    return outputs


def _unfit(saw: str, fix: str) -> TieoutError:
    return TieoutError("cannot-audit", "rows, labels and predictions do not fit together", saw=saw, fix=fix)
