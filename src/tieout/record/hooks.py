"""Fit the adapters when the script imports their frameworks, and take every hook off at the end."""

from __future__ import annotations

import functools
import importlib
import sys
import weakref
from types import ModuleType
from typing import Any

import wrapt

from tieout.core.watching import Tape, Undo

ADAPTERS = ("torch", "keras", "sklearn", "torchmetrics", "numpy", "pandas", "files")


class Hooks:
    """The adapters of one run. A framework that is never imported is never touched."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._undo: list[Undo] = []
        self._active = True
        self._fitted: set[int] = set()

    def install(self) -> None:
        """Wait for every framework; the ones already imported are fitted at once."""
        for name in ADAPTERS:
            try:
                module = importlib.import_module(f"tieout.adapters.{name}")
                adapters = getattr(module, "ADAPTERS", None) or [module.ADAPTER]
            except Exception as exc:  # noqa: BLE001 - the script runs without this adapter
                self._tape.fault(f"adapter {name}", exc)
                continue
            for adapter in adapters:
                if adapter.module in sys.modules:
                    self._fit(adapter)
                else:
                    wait = functools.partial(_fit_later, weakref.ref(self), adapter)
                    wrapt.register_post_import_hook(wait, adapter.module)

    def _fit(self, adapter: Any) -> None:
        if not self._active or id(adapter) in self._fitted:
            return
        self._fitted.add(id(adapter))
        try:
            self._undo.append(adapter.watch(self._tape))
        except Exception as exc:  # noqa: BLE001 - a framework we cannot hook still has to work
            self._tape.fault(f"adapter {adapter.name}", exc)

    def remove(self) -> None:
        """Take every hook off again, the last one first."""
        self._active = False
        while self._undo:
            undo = self._undo.pop()
            try:
                undo()
            except Exception as exc:  # noqa: BLE001 - the remaining hooks still have to go
                self._tape.fault("removing hooks", exc)


def _fit_later(hooks: weakref.ref[Hooks], adapter: Any, module: ModuleType) -> None:
    """Fit an adapter once its framework is there, if the run is still going on.

    A hook that waits for an import can never be taken off again, so it must not keep a finished run alive.
    """
    waiting = hooks()
    if waiting is not None:
        waiting._fit(adapter)
