"""A score by metrics of its own kind with other settings: more places of a ranking, another weight of recall."""

from __future__ import annotations

from dataclasses import replace

from tieout.core.recording import Values
from tieout.core.trial import Trial
from tieout.replay.running.evaluate import Evaluator


def by_kindred(evaluator: Evaluator, reference: Trial) -> dict[str, Values]:
    """Give the predictions of a trial by every metric of the family of its own, none where it has no family."""
    own = reference.metric
    kindred = own.family() if own.family is not None else {}
    return {
        name: evaluator.values(reference.with_(metric=replace(own, name=name, value=value)))
        for name, value in kindred.items()
    }
