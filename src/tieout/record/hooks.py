"""Fit the adapters when the script imports their frameworks, and take every hook off at the end."""

from __future__ import annotations

import functools
import gc
import importlib
import sys
import weakref
from types import ModuleType

import wrapt

from tieout.core.watching import Tape, Undo

# Each adapter with the imports of the script that start it. It is loaded no sooner than that: nothing of numpy or a
# framework may be in the process before the script has set its environment and imported it.
ADAPTERS: dict[str, tuple[str, ...]] = {
    "torch": ("torch",),
    "keras": ("keras",),
    "sklearn": ("sklearn.base", "sklearn.metrics", "sklearn.preprocessing", "sklearn.model_selection", "sklearn.utils"),
    "torchmetrics": ("torchmetrics",),
    "numpy": ("numpy",),
    "pandas": ("pandas",),
    "files": ("pickle", "json", "joblib"),
    "shapes": (
        "torch.nn.functional",
        "scipy.ndimage",
        "scipy.signal",
        "keras.utils",
        "keras.preprocessing.sequence",
        "keras.ops.image",
        "tensorflow._api.v2.image",
    ),
}


LARGE = frozenset({"torch", "keras"})  # their modules are hundreds of thousands of objects


class Hooks:
    """The adapters of one run. A framework that is never imported is never touched."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape
        self._undo: list[Undo] = []
        self._active = True
        self._fitted: set[str] = set()

    def install(self) -> None:
        """Wait for every framework; the ones already imported are fitted at once."""
        for name, starts in ADAPTERS.items():
            for start in starts:
                if start in sys.modules:
                    self._fit(name, start)
                else:
                    wrapt.register_post_import_hook(functools.partial(_fit_later, weakref.ref(self), name), start)

    def _fit(self, name: str, start: str) -> None:
        if not self._active or start in self._fitted:
            return
        self._fitted.add(start)
        try:
            module = importlib.import_module(f"tieout.adapters.{name}")
            for adapter in getattr(module, "ADAPTERS", (module.ADAPTER,)):
                if adapter.module == start:
                    self._undo.append(adapter.watch(self._tape))
        except Exception as exc:  # noqa: BLE001 - a framework we cannot hook still has to work
            self._tape.fault(f"adapter {name}", exc)
        if name in LARGE:
            _put_off_collection()

    def remove(self) -> None:
        """Take every hook off again, the last one first."""
        self._active = False
        while self._undo:
            undo = self._undo.pop()
            try:
                undo()
            except Exception as exc:  # noqa: BLE001 - the remaining hooks still have to go
                self._tape.fault("removing hooks", exc)


def _put_off_collection() -> None:
    """Let the objects that an import made count as old ones.

    What is kept of a run would otherwise bring about, in the middle of a short loop, the one full collection that the
    script alone does not reach: a third of a second over the objects of a framework. Nothing is taken out of the
    collector's sight. Objects that the script itself has frozen stay frozen.
    """
    if gc.isenabled() and gc.get_freeze_count() == 0:
        gc.freeze()
        gc.unfreeze()


def _fit_later(hooks: weakref.ref[Hooks], name: str, module: ModuleType) -> None:
    """Fit an adapter once its framework is there, if the run is still going on.

    A hook that waits for an import can never be taken off again, so it must not keep a finished run alive.
    """
    waiting = hooks()
    if waiting is not None:
        waiting._fit(name, module.__name__)
