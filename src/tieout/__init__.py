"""Two scores of one model should agree and do not: tieout says where the difference went.

The public names are loaded when they are first used, so importing tieout loads no framework and no numpy.
"""

from __future__ import annotations

import importlib
import sys
from types import ModuleType
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tieout.core.recording import Recording as Recording
    from tieout.core.score import Score as Score
    from tieout.core.score import Where as Where
    from tieout.core.statement import Line as Line
    from tieout.core.statement import Statement as Statement
    from tieout.errors import TieoutError as TieoutError
    from tieout.explain import explain as explain
    from tieout.explain import recordings as recordings
    from tieout.given.side import Given as Given
    from tieout.watch import record as record
    from tieout.watch import watch as watch

__version__ = "0.1.0"

_HOMES = {
    "Given": "tieout.given.side",
    "Line": "tieout.core.statement",
    "Recording": "tieout.core.recording",
    "Score": "tieout.core.score",
    "Statement": "tieout.core.statement",
    "TieoutError": "tieout.errors",
    "Where": "tieout.core.score",
    "explain": "tieout.explain",
    "record": "tieout.watch",
    "recordings": "tieout.explain",
    "watch": "tieout.watch",
}
__all__ = ["__version__", *sorted(_HOMES)]


def __getattr__(name: str) -> Any:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(importlib.import_module(home), name)


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


class _Package(ModuleType):
    """Keeps public names from turning into modules: `explain`, `record` and `watch` are functions and rooms alike.

    Once `tieout.explain` has been imported, the import system would bind that module over the function of its name.
    """

    def __setattr__(self, name: str, value: object) -> None:
        if name in _HOMES and isinstance(value, ModuleType):
            return
        super().__setattr__(name, value)


sys.modules[__name__].__class__ = _Package
