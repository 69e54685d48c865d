"""Numbers that no meeting of predictions and labels was seen for: known metrics against labels that were seen."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy
from tieout.core.view import Recipe
from tieout.replay.decode import candidates
from tieout.replay.metrics import ACCURACY
from tieout.replay.passfacts import PassFacts
from tieout.replay.recipes import SCALES, Found, close, cut_of, trial_of

Array = NDArray[Any]


def from_labels(tape: Any, value: float, seq: int, facts: PassFacts) -> Iterator[Found]:
    """Trace a number that no comparison was seen for: accuracy of known decodings against labels that were seen."""
    outputs = facts.outputs
    if outputs is None or outputs.dtype.kind not in "fiu":
        return
    for decode in candidates(outputs, facts.cuts(seq)):
        try:
            predictions = decode.apply(outputs)
        except (ValueError, IndexError, TypeError):
            continue
        if predictions.dtype.kind == "f":
            continue
        for rank, labels in enumerate(_label_pool(tape, facts)):
            one_hot = labels.ndim > 1 and labels.shape[-1] > 1 and decode.name == "argmax"
            truth = labels.argmax(axis=-1) if one_hot else labels
            if predictions.size != truth.size:
                continue
            hits = predictions.ravel() == truth.ravel()
            for scale in SCALES:
                if len(hits) > 1 and close(float(hits.mean()), value / scale) and 0 < hits.mean() < 1:
                    yield (
                        min(rank, 1) + 1,
                        Recipe(
                            trial_of(facts, truth, decode, ACCURACY, outputs),
                            "accuracy",
                            scale,
                            None,
                            None,
                            labels_with_rows=facts.labels_with_rows,
                            cut=cut_of(decode, facts.cuts(seq)),
                            found="recomputed",
                        ),
                    )


def _label_pool(tape: Any, facts: PassFacts) -> Iterator[Array]:
    """Give labels of as many rows as the pass: those that came with the rows, then loaded ones, the latest first."""
    rows = sum(facts.sizes)
    if facts.labels_with_rows is not None:
        yield facts.labels_with_rows
    for loaded in reversed(tape.files):
        if loaded.action != "loaded" or loaded.data is None or loaded.holds not in {"array", "table"}:
            continue
        table = as_numpy(loaded.data) if loaded.holds == "array" else None
        if table is not None and table.ndim == 1 and len(table) == rows and table.dtype.kind in "iub":
            yield table
