"""Fits every hook to Keras 3 and takes every one off again."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter
from tieout.adapters.keras.handle import LEVERS
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo


class KerasAdapter(AbstractAdapter):
    """Watches Keras from the moment the script has imported it."""

    name: ClassVar[str] = "keras"
    module: ClassVar[str] = "keras"
    supports: ClassVar[str] = ">=3.0"
    levers: ClassVar[frozenset[Lever]] = LEVERS
    not_supported: ClassVar[Mapping[Lever, str]] = {
        Lever.PRECISION: "a Keras layer fixes its dtype when it is built, so a live model cannot be cast",
    }

    def watch(self, tape: Tape) -> Undo:
        """Fit the hooks; give the function that takes them off."""
        import keras

        from tieout.adapters.keras.calls import Calls
        from tieout.adapters.keras.loops import Loops
        from tieout.adapters.keras.shared import Shared

        shared = Shared(tape)
        if keras.backend.backend() not in {"tensorflow", "torch"}:
            return shared.patches.undo  # JAX runs everything inside traced functions; nothing can be seen passing

        def preprocessed(layer: Any, args: tuple[Any, ...], outputs: Any) -> None: ...

        Calls(shared, preprocessed).fit()
        Loops(shared).fit()
        return shared.patches.undo
