"""The statement between a number that was reported and what a saved model scores on data that is at hand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import numpy as np

from tieout import causes
from tieout.core.cause import Difference
from tieout.core.pair import Pair
from tieout.core.statement import Statement
from tieout.errors import TieoutError
from tieout.forensics.identify import Fit, identify
from tieout.given.account import side_of_one
from tieout.given.scoring import Scored
from tieout.given.side import Given
from tieout.reckon.close import close
from tieout.reported import reported, settled

CAUSE_OF = {
    "pooling": "metric.batch-mean",
    "decode": "metric.threshold",
    "metric": "metric.definition",
    "broadcast": "metric.broadcast",
    "denominator": "metric.denominator",
}
CAUSE_OF_LABELS = {
    "labels mapped": "data.label-mapping",
    "labels counted": "data.label-mapping",
    "labels less": "data.label-mapping",
    "labels 0": "data.label-mapping",
}
FIX = {
    "metric.batch-mean": "Compute the metric once over all rows, or weight each batch by its rows.",
    "metric.threshold": "Turn outputs into classes by one rule in both places.",
    "metric.definition": "Name the metric with its averaging, and compute the same one in both places.",
    "metric.broadcast": "Bring predictions and labels to one shape before they are compared.",
    "metric.denominator": "Divide by the number of rows that were scored.",
    "data.label-mapping": "Use the label indices of training, saved beside the model.",
    "data.order": "Keep rows and labels in one order.",
}


def account(given: Given, number: str, metric: str) -> Statement:
    """Score what is given and say where the difference to the reported number went.

    Raises:
        TieoutError: model, rows and labels do not fit together, or make no finite number.
    """
    side, scored, notes = side_of_one(given)
    _usable(scored)
    first = reported(number, side, name=metric)
    comparisons = causes.comparing()
    identified = identify(number, _told(scored), scored.labels, metric=metric)
    fit = next(iter(identified.fits), None)
    replayed = [v.value for v in (*side.examination.values.values(), *side.examination.by_file.values())]
    if fit is not None and fit.family != "plain" and first.reference.value not in replayed:
        comparisons.insert(0, _identified(fit, len(scored.labels)))
    statement = settled(close(first, side, comparisons))
    notes.append(identified.told())
    return replace(statement, notes=(*statement.notes, *notes))


def _told(scored: Scored) -> Any:
    outputs = np.asarray(scored.outputs)
    return outputs if outputs.ndim <= 2 else outputs.reshape(len(outputs), -1)


def _identified(fit: Fit, rows: int) -> tuple[str, Callable[[Pair], Difference]]:
    """Give the comparison that accounts for a number whose definition is known: it was computed again, exactly."""
    cause = CAUSE_OF.get(fit.family) or next(
        (id_ for words, id_ in CAUSE_OF_LABELS.items() if words in fit.says), "data.order"
    )

    def compare(pair: Pair) -> Difference:
        amount = pair.left.value
        kind = causes.listed()[cause]["kind"]
        says = f"on these {rows} rows the number reported is the {fit.says}"
        return Difference(cause, kind, amount, amount, amount, pair.closing.score.where, says, FIX[cause])

    return cause, compare


def _usable(scored: Scored) -> None:
    """Refuse outputs and labels that cannot have been scored.

    Raises:
        TieoutError: outputs that are no numbers, or labels that name no class of the model.
    """
    outputs, labels = np.asarray(scored.outputs), np.asarray(scored.labels)
    if outputs.dtype.kind == "f":
        broken = int((~np.isfinite(outputs.reshape(len(outputs), -1)).all(axis=1)).sum())
        if broken:
            raise _refused(
                f"{broken} of {len(outputs)} rows give NaN or infinity", "look at those rows, or the weights"
            )
    if labels.dtype.kind == "f" and not np.isfinite(labels).all():
        raise _refused(f"{int((~np.isfinite(labels)).sum())} labels are NaN or infinity", "leave those rows out")
    classes = outputs.shape[1] if outputs.ndim == 2 and outputs.shape[1] > 1 and outputs.dtype.kind == "f" else None
    if classes is not None and labels.ndim == 1 and labels.dtype.kind in "iu" and _is_classified(scored):
        outside = (labels < 0) | (labels > classes)  # one more may be a count from 1, which is a finding
        if outside.any():
            saw = f"{int(outside.sum())} labels outside 0..{classes - 1}, such as {labels[outside][0]}"
            raise _refused(saw, "give the labels as class indices of this model")


def _is_classified(scored: Scored) -> bool:
    return scored.given.metric_name in {"accuracy", "error rate"}


def _refused(saw: str, fix: str) -> TieoutError:
    return TieoutError("cannot-audit", "this model cannot be scored on these rows", saw=saw, fix=fix)
