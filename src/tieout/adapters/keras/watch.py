"""Fits every hook to Keras 3 and takes every one off again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter
from tieout.adapters.keras.handle import LEVERS, MADE_AT
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo


class KerasAdapter(AbstractAdapter):
    """Watches Keras from the moment the script has imported it."""

    name: ClassVar[str] = "keras"
    module: ClassVar[str] = "keras"
    supports: ClassVar[str] = ">=3.0"
    levers: ClassVar[frozenset[Lever]] = LEVERS
    not_supported: ClassVar[Mapping[Lever, str]] = {}

    def watch(self, tape: Tape) -> Undo:
        """Fit the hooks; give the function that takes them off."""
        import keras

        from tieout.adapters.keras.calls import Calls
        from tieout.adapters.keras.datasets import Datasets, Transforms
        from tieout.adapters.keras.files import Files
        from tieout.adapters.keras.functions import Functions
        from tieout.adapters.keras.loops import Loops
        from tieout.adapters.keras.meets import Meets
        from tieout.adapters.keras.shared import Shared

        shared = Shared(tape)
        backend = keras.backend.backend()
        if backend not in {"tensorflow", "torch"}:
            return shared.patches.undo  # JAX runs everything inside traced functions; nothing can be seen passing
        try:
            # not __init__: Keras reads the arguments of a layer off its signature
            shared.patches.after(
                keras.layers.BatchNormalization, "__new__", lambda _a, _k, made: _note_line(tape, made)
            )
            transforms = Transforms(shared)
            transforms.fit()
            calls = Calls(shared, transforms.applied)
            calls.fit()
            Loops(shared).fit()
            Files(shared).fit()
            meets = Meets(shared, calls)
            meets.fit()
            Functions(shared, calls, meets).fit()
            if backend == "tensorflow":
                Datasets(shared).fit()
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            shared.patches.undo()
            tape.fault("keras.watch", exc)
        return shared.patches.undo


def _note_line(tape: Tape, layer: Any) -> None:
    where = tape.where(2)
    if where is not None:
        MADE_AT[layer] = where
