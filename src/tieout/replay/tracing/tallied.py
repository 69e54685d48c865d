"""Numbers whose counts went on from those in a file: of an earlier trial, or of the part that was scored before."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import Any

from tieout.core.passes import Loaded
from tieout.core.score import Where
from tieout.core.trial import Metric
from tieout.core.view import Held, Recipe

ACCURATE = frozenset({"accuracy", "=="})
SCALES = (1.0, 100.0)
WHOLE = 1e-4  # of a count of hits
FEWEST = 20  # rows that a file must have counted


def went_on(
    files: Iterable[Loaded], value: float, seq: int, sizes: Iterable[int], trace: Callable[[float], Recipe | None]
) -> Recipe | None:
    """Trace a number as the share of hits in the rows of a pass and in those that a file had counted before.

    Args:
        files: what the run loaded and saved.
        value: the number.
        seq:   when it was computed.
        sizes: how many rows the passes had that may be behind it.
        trace: finds how another number was computed; the share of hits among the rows of a pass alone has to be found.
    """
    asked: dict[float, Recipe | None] = {}
    for loaded in files:
        if loaded.action != "loaded" or loaded.seq > seq:
            continue
        for hits, rows in loaded.facts.get("counts", ()):
            for own in sizes if rows >= FEWEST else ():
                for scale in SCALES:
                    found = value / scale * (own + rows) - hits
                    if abs(found - round(found)) > WHOLE or not 0 < round(found) < own:
                        continue
                    share = round(found) / own
                    if share not in asked:
                        asked[share] = trace(share)
                    alone = asked[share]
                    if alone is not None and alone.metric in ACCURATE and len(alone.trial.labels) == own:
                        return replace(_with_counts(alone, loaded, hits, rows, own), scale=scale)
    return None


def _with_counts(recipe: Recipe, loaded: Loaded, hits: int, rows: int, own: int) -> Recipe:
    """Give a recipe with the counts of a file added to those of its own rows."""
    alone = recipe.trial.metric

    def value(predictions: Any, labels: Any, *weights: Any) -> float:
        return (hits + own * alone.value(predictions, labels, *weights)) / (rows + own)

    trial = recipe.trial.with_(metric=Metric(alone.name, value))
    held = Held(f"the counts went on from the {rows} rows that {loaded.path} had counted", alone)
    return replace(recipe, trial=trial, pooled_at=_asked_at(loaded), held=held, found="count not reset")


def _asked_at(loaded: Loaded) -> Where | None:
    """Give the line that had a file loaded: of a helper module, the line that called it."""
    own = loaded.where.file if loaded.where is not None else ""
    return next((where for where in loaded.stack if where.file != own), loaded.where)
