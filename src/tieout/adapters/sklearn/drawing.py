"""Notes where rows are drawn or split by the functions of scikit-learn."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import observed, replace_everywhere
from tieout.core.passes import Drawn
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo


class _Drawing(AbstractAdapter):
    """Watches one function that takes arrays, in any number, and gives rows of them."""

    name: ClassVar[str] = "sklearn"
    supports: ClassVar[str] = ">=1.4"
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "a function has no model to set")
    function: ClassVar[str]

    def watch(self, tape: Tape) -> Undo:
        """Wrap the function."""
        patches = Patches(tape, self.module)
        tap = functools.partial(_drawn, tape, self.function)
        what = f"{self.module}.{self.function}"
        replace_everywhere(patches, sys.modules[self.module], self.function, observed(tape, what, tap))
        return patches.undo


class SplitAdapter(_Drawing):
    """Watches `train_test_split`."""

    module: ClassVar[str] = "sklearn.model_selection"
    function: ClassVar[str] = "train_test_split"


class ResampleAdapter(_Drawing):
    """Watches `resample`."""

    module: ClassVar[str] = "sklearn.utils"
    function: ClassVar[str] = "resample"


def _drawn(tape: Tape, name: str, given: Mapping[str, Any], result: Any, where: Where) -> None:
    outputs = tuple(result) if isinstance(result, (list, tuple)) else (result,)
    tape.drawn(Drawn(name, tuple(given.get("arrays", ())), outputs, where))
