"""What models held when passes over them began: weights, buffers, the settings of layers; and faults of our own."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from typing import Any

from tieout.core.trial import ModelHandle
from tieout.core.values import digest_of
from tieout.record.budget import Budget
from tieout.record.drawings import Drawings


class Snapshots(Drawings):
    """Keeps one copy of each state a model was in; nothing is copied twice while the weights stand still."""

    def __init__(self, budget: Budget, root: str | None = None) -> None:
        super().__init__(root)
        self.budget = budget
        self.states: dict[str, dict[str, Any]] = {}
        self.state_digests: dict[str, dict[str, str]] = {}
        self.faults: list[str] = []
        self._versions: dict[int, int] = {}
        self._snapshots: dict[int, tuple[tuple[int, int], str]] = {}
        self._configs: dict[int, Mapping[str, Mapping[str, Any]]] = {}

    def snapshot(self, handle: ModelHandle) -> str | None:
        """Keep a copy of the model's weights and buffers as they are; give its key."""
        key = id(handle.model)
        version = (self._versions.setdefault(key, 0), handle.version())
        known = self._snapshots.get(key)
        if known is not None and known[0] == version:
            return known[1]
        from tieout.arrays import digest

        arrays = handle.state()
        digests = {name: digest(array) for name, array in arrays.items()}
        state = digest_of(digests)
        if state not in self.states:
            self.states[state] = arrays
            self.state_digests[state] = digests
            self.budget.keep_state(self.states, state, arrays)
        self._snapshots[key] = (version, state)
        return state

    def _config(self, handle: ModelHandle) -> Mapping[str, Mapping[str, Any]]:
        """Give the settings of a model's layers, the very object of the pass before while they are the same."""
        try:
            found = handle.config()
        except Exception as exc:  # noqa: BLE001 - what a layer's attributes do when they are read is its own affair
            self.fault("settings of a model", exc)
            return {}
        known = self._configs.get(id(handle.model))
        if known is None or known != found:
            known = self._configs[id(handle.model)] = found
        return known

    def fault(self, what: str, exc: BaseException) -> None:
        """Count a fault of tieout's own; the run goes on."""
        if len(self.faults) < 200:
            self.faults.append(f"{what}: {type(exc).__name__}: {exc}"[:300])
        if os.environ.get("TIEOUT_DEBUG"):
            import traceback

            traceback.print_exception(exc, file=sys.__stderr__)
