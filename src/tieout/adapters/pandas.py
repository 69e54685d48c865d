"""Notes the tables a script reads and writes through pandas."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import observed, replace_everywhere
from tieout.adapters._files import FileNotes
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

_READERS = (
    "read_csv",
    "read_table",
    "read_fwf",
    "read_parquet",
    "read_json",
    "read_excel",
    "read_feather",
    "read_orc",
    "read_hdf",
    "read_pickle",
)
_WRITERS = ("to_csv", "to_parquet", "to_json", "to_excel", "to_feather", "to_orc", "to_pickle", "to_hdf")
_SEARCHED = 64  # columns looked at for row keys


class PandasAdapter(AbstractAdapter):
    """Watches `pd.read_csv`, `frame.to_csv` and their kin."""

    name: ClassVar[str] = "pandas"
    module: ClassVar[str] = "pandas"
    supports: ClassVar[str] = ">=2.2"
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "pandas has no models")

    def watch(self, tape: Tape) -> Undo:
        """Wrap the readers, and the writers of frames and series."""
        package: Any = sys.modules["pandas"]
        patches, notes = Patches(tape, "pandas"), FileNotes(tape)

        def read(given: Mapping[str, Any], result: Any, where: Where) -> None:
            if not notes.wanted("loaded", where):
                return
            table = result if isinstance(result, (package.DataFrame, package.Series)) else None
            facts = {} if table is None else facts_of(table)
            notes.tell(next(iter(given.values())), "loaded", "table", table, where, facts=facts)

        def written(given: Mapping[str, Any], _result: Any, where: Where) -> None:
            if not notes.wanted("saved", where):
                return
            table, target, *_ = [*given.values(), None]
            notes.tell(target, "saved", "table", table, where, facts=facts_of(table))

        for name in _READERS:
            replace_everywhere(patches, package, name, observed(tape, f"pandas.{name}", read))
        for cls in (package.DataFrame, package.Series):
            for name in _WRITERS:
                if hasattr(cls, name):
                    patches.replace(cls, name, observed(tape, f"pandas.{cls.__name__}.{name}", written))

        def undo() -> None:
            notes.settle()
            patches.undo()

        return undo


def facts_of(table: Any) -> dict[str, Any]:
    """Give a table's columns, its rows, and the columns that could name a row: unique, and no measurements."""
    if getattr(table, "ndim", 0) != 2:
        return {"columns": [str(table.name)], "rows": len(table), "keys": []}
    columns = [str(name) for name in table.columns]
    keys = []
    for at in range(min(len(columns), _SEARCHED)):
        column = table.iloc[:, at]
        try:
            if len(column) > 1 and getattr(column.dtype, "kind", "O") not in "fcb" and bool(column.is_unique):
                keys.append(columns[at])
        except TypeError:  # lists and other values without a hash
            continue
    return {"columns": columns, "rows": len(table), "keys": keys}


ADAPTER = PandasAdapter()
