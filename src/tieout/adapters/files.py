"""Notes files written and read with pickle, json and joblib; nothing is ever pickled or unpickled here."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import observed, replace_everywhere
from tieout.adapters._files import FileNotes, digests, kind_of
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo


class FilesAdapter(AbstractAdapter):
    """Watches the `dump` and `load` functions of one module."""

    name: ClassVar[str] = "files"
    module: ClassVar[str] = "pickle"
    supports: ClassVar[str] = ""
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "a file has no model to set")

    def watch(self, tape: Tape) -> Undo:
        """Wrap `dump` and `load`."""
        package: Any = sys.modules[self.module]
        patches, notes = Patches(tape, self.module), FileNotes(tape)

        def dumped(given: Mapping[str, Any], _result: Any, where: Where) -> None:
            if not notes.wanted("saved", where):
                return
            value, file = list(given.values())[:2]
            notes.tell(file, "saved", kind_of(value), value, where, arrays=digests(value), facts=_type_of(value))

        def loaded(given: Mapping[str, Any], result: Any, where: Where) -> None:
            if not notes.wanted("loaded", where):
                return
            file = next(iter(given.values()))
            notes.tell(file, "loaded", kind_of(result), result, where, arrays=digests(result), facts=_type_of(result))

        replace_everywhere(patches, package, "dump", observed(tape, f"{self.module}.dump", dumped))
        replace_everywhere(patches, package, "load", observed(tape, f"{self.module}.load", loaded))

        def undo() -> None:
            notes.settle()
            patches.undo()

        return undo


class JsonAdapter(FilesAdapter):
    """Watches `json.dump` and `json.load`."""

    module: ClassVar[str] = "json"


class JoblibAdapter(FilesAdapter):
    """Watches `joblib.dump` and `joblib.load`."""

    module: ClassVar[str] = "joblib"
    supports: ClassVar[str] = ">=1.2"


def _type_of(value: Any) -> dict[str, Any]:
    cls = type(value)
    return {"type": f"{cls.__module__}.{cls.__qualname__}"}


ADAPTER = FilesAdapter()
ADAPTERS = (ADAPTER, JsonAdapter(), JoblibAdapter())
