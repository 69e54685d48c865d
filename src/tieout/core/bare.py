"""The model handle of which nothing can be set or is known but what it answers: plainer handles begin with it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from tieout.core.trial import BatchNormFacts, Lever, Settings


class BareHandle:
    """A `ModelHandle` without weights, settings, modes or running statistics. Only `forward` has to be given."""

    name = "model"
    framework = "python"
    levers: frozenset[Lever] = frozenset()

    @property
    def model(self) -> object:
        """The user's own model object, or this one where there is none."""
        return self

    def state(self) -> dict[str, Any]:
        """Give nothing: no weights are known."""
        return {}

    def version(self) -> int:
        """Give 0: nothing is set in place."""
        return 0

    def buffers(self) -> frozenset[str]:
        """Give the empty set."""
        return frozenset()

    def flags(self) -> Mapping[str, bool] | bool | None:
        """Give None: there is no training flag."""
        return None

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Give nothing: the model cannot be run."""
        return []

    def config(self) -> Mapping[str, Mapping[str, Any]]:
        """Give nothing: no settings are known."""
        return {}

    def batchnorm(self) -> list[BatchNormFacts]:
        """Give the empty list."""
        return []

    def recalibrated(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> dict[str, Any]:
        """Give nothing: there are no running statistics."""
        return {}
