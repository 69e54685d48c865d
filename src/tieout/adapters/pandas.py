"""Notes the tables a script reads and writes through pandas, and what gives their categories numbers."""

from __future__ import annotations

import functools
import sys
from collections.abc import Mapping
from typing import Any, ClassVar

import numpy as np

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import direct_line, observed, replace_everywhere
from tieout.adapters._files import FileNotes
from tieout.core.passes import Drawn, Step
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
_QUERIES = ("read_sql", "read_sql_query", "read_sql_table")
_QUERY = 80  # characters of a query that stand for its path
_WRITERS = ("to_csv", "to_parquet", "to_json", "to_excel", "to_feather", "to_orc", "to_pickle", "to_hdf")
_SEARCHED = 64  # columns looked at for row keys
_MOST_CATEGORIES = 10_000


class PandasAdapter(AbstractAdapter):
    """Watches `pd.read_csv`, `frame.to_csv` and their kin, and the codes of categories."""

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
            # The script may take columns out of its own; without copy-on-write the values are shared all the same.
            kept = None if table is None else table.copy(deep=False)
            notes.tell(next(iter(given.values())), "loaded", "table", kept, where, facts=facts)

        def queried(given: Mapping[str, Any], result: Any, where: Where) -> None:
            if not notes.wanted("loaded", where) or not isinstance(result, package.DataFrame):
                return
            asked = " ".join(str(next(iter(given.values()))).split())[:_QUERY]
            kept = result.copy(deep=False)
            notes.tell(asked, "loaded", "table", kept, where, facts=facts_of(result), read=False)

        for name in _QUERIES:
            replace_everywhere(patches, package, name, observed(tape, f"pandas.{name}", queried))

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

        def joined(given: Mapping[str, Any], result: Any, where: Where) -> None:
            tables = given.get("objs", ())
            if isinstance(tables, (list, tuple)) and given.get("axis", 0) in {0, "index"}:
                tape.drawn(Drawn("concat", tuple(tables), (result,), where))

        def sampled(given: Mapping[str, Any], result: Any, where: Where) -> None:
            tape.drawn(Drawn("sample", (given.get("self"),), (result,), where))

        def merged(given: Mapping[str, Any], result: Any, where: Where) -> None:
            left = given.get("self", given.get("left"))
            if left is not None and len(result) > len(left):  # rows were repeated
                tape.drawn(Drawn("merge", (left,), (result,), where))

        replace_everywhere(patches, package, "merge", observed(tape, "pandas.merge", merged))
        for name in ("merge", "join"):
            patches.replace(package.DataFrame, name, observed(tape, f"pandas.DataFrame.{name}", merged))
        replace_everywhere(patches, package, "concat", observed(tape, "pandas.concat", joined))
        patches.replace(package.DataFrame, "sample", observed(tape, "pandas.DataFrame.sample", sampled))

        _Encoders(tape, patches, package).fit()

        def undo() -> None:
            notes.settle()
            patches.undo()

        return undo


class _Encoders:
    """Hooks on what gives categories numbers: `factorize`, `cat.codes`, `map` with a table."""

    def __init__(self, tape: Tape, patches: Patches, package: Any) -> None:
        self.tape = tape
        self.patches = patches
        self.package = package

    def fit(self) -> None:
        """Put the hooks on."""
        package = self.package
        factorized = observed(self.tape, "pandas.factorize", self._factorized)
        replace_everywhere(self.patches, package, "factorize", factorized)
        for cls in (package.Series, package.Index):
            self.patches.replace(cls, "factorize", factorized)
        self.patches.replace(package.Series, "map", observed(self.tape, "pandas.map", self._mapped))
        accessor = type(package.Series(package.Categorical(["a"])).cat)
        if isinstance(vars(accessor).get("codes"), property):
            self.patches.replace(accessor, "codes", self._codes)

    def _factorized(self, given: Mapping[str, Any], result: Any, where: Where) -> None:
        codes, categories = result
        self._tell("factorize", next(iter(given.values())), codes, list(categories), where)

    def _mapped(self, given: Mapping[str, Any], result: Any, where: Where) -> None:
        series, table, *_ = [*given.values(), None]
        if callable(table) and not isinstance(table, Mapping):
            strings = self.package.api.types.infer_dtype(series, skipna=False) == "string"
            table = _by_function(series, result) if strings else None
        if isinstance(table, Mapping) and all(type(number) is int for number in table.values()):
            self._tell("map", series, result, list(table), where, list(table.values()))

    def _codes(self, original: property) -> property:
        read = original.fget
        assert read is not None

        @functools.wraps(read)
        def codes(accessor: Any) -> Any:
            result = read(accessor)
            try:
                where = direct_line(self.tape)
                if where is not None:
                    self._tell("cat.codes", None, result, list(accessor.categories), where)
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                self.tape.fault("pandas.codes", exc)
            return result

        return property(codes, original.fset, original.fdel, original.__doc__)

    def _tell(
        self, name: str, given: Any, codes: Any, categories: list[Any], where: Where, numbers: list[int] | None = None
    ) -> None:
        if not 2 <= len(categories) <= _MOST_CATEGORIES:
            return
        params: dict[str, Any] = {"categories": np.array([str(one) for one in categories])}
        if numbers is not None:
            params["numbers"] = np.array(numbers)
        self.tape.step(
            Step("estimator", name, "transform", given, codes, params, where, fit_where=where, module="pandas")
        )


def _by_function(series: Any, result: Any) -> dict[str, int] | None:
    """Give the numbers that a function made of names, as far as the names occur; None where it did no such thing."""
    if getattr(result.dtype, "kind", "O") not in "iu":
        return None
    first = ~series.duplicated()
    names, numbers = series[first].tolist(), [int(number) for number in result[first]]
    return dict(zip(names, numbers, strict=True)) if 2 <= len(set(numbers)) == len(names) else None


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
