"""Where fed rows came from: the chain of transforms behind them, found by row ids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy, row_ids
from tieout.core.passes import Loaded, Pass, Step
from tieout.replay.rows.tables import numeric_columns, rows_fed

Array = NDArray[Any]
WIDEST = 256  # columns that are matched with those of a table
FEWEST = 8  # rows by which columns are told apart
LARGEST = 1 << 26  # elements; larger arrays are not hashed to find where rows came from
MOST_PARTS = 1024  # steps of one line that are taken together


@dataclass(slots=True, eq=False)
class Joined(Step):
    """The steps of one line that made rows part by part, such as chunk by chunk of a table, as one step.

    `parts` are the steps that made some of the rows; each may have been another object, fitted by itself, and what
    they do can be done to other rows only where all of them do the same.
    """

    parts: tuple[Step, ...] = ()

    @classmethod
    def of(cls, parts: Sequence[Step]) -> Joined:
        """Join steps, in the order they were taken; the last one speaks for all."""
        own = {each.name: getattr(parts[-1], each.name) for each in fields(Step)}
        own["inputs"], own["outputs"] = (
            np.concatenate([np.asarray(array_of(getattr(part, side))) for part in parts])
            for side in ("inputs", "outputs")
        )
        if not all(_same_params(part, parts[-1]) for part in parts):
            own["apply"] = None
        return cls(**{**own, "parts": tuple(parts)})


def _same_params(one: Step, other: Step) -> bool:
    """Tell whether two steps of one class hold the same numbers."""
    if one.owner == other.owner and one.params is other.params:
        return True
    pairs = ((as_numpy(value), as_numpy(other.params.get(key))) for key, value in one.params.items())
    return all(a is None or (b is not None and np.array_equal(a, b)) for a, b in pairs)


@dataclass
class Lineage:
    """The transforms that made some fed rows, the last one first, and the rows before all of them."""

    steps: list[Step] = field(default_factory=list)
    ids: list[Any] = field(default_factory=list)
    raw: Any = None
    raw_ids: Any = None

    def forward_steps(self) -> list[Step]:
        """Give the steps in the order they were applied."""
        return self.steps[::-1]


class Tracer:
    """Finds the chain behind fed rows; ids of a step's arrays are computed once."""

    def __init__(self, steps: Sequence[Step]) -> None:
        self.steps = [s for s in steps if s.outputs is not None and s.action != "fit"]
        self._ids: dict[tuple[int, str], Any] = {}
        self._kept: list[Joined] = []  # so that the identity of each stays its own

    def ids_of(self, step: Step, side: str) -> Any:
        """Give the row ids of a step's inputs or outputs, None if it has none."""
        key = (id(step), side)
        if key not in self._ids:
            array = array_of(step.inputs if side == "inputs" else step.outputs)
            usable = array is not None and array.ndim >= 1 and array.size <= LARGEST
            self._ids[key] = row_ids(array) if usable else None
        return self._ids[key]

    def trace(self, fed: Any, *, by_parts: bool = False) -> Lineage:
        """Walk back from the ids of fed rows through every step whose outputs they are.

        Args:
            fed:      the ids.
            by_parts: look for estimators that transformed the rows part by part too.
        """
        lineage = Lineage(raw_ids=fed)
        if fed is None or len(fed) == 0:
            return lineage
        current, before = fed, float("inf")
        while True:
            found = self._made_by(current, before) or (self._made_by_parts(current, before) if by_parts else None)
            if found is None:
                break
            step, at = found
            source = array_of(step.inputs)
            inputs = self.ids_of(step, "inputs")
            if source is None or inputs is None or len(source) != len(inputs):
                break
            lineage.steps.append(step)
            lineage.ids.append(current)
            current, before = inputs[at], step.seq
            lineage.raw, lineage.raw_ids = source[at], current
            if len(lineage.steps) > 12:
                break
        return lineage

    def _made_by(self, wanted: Any, before: float) -> tuple[Step, Array] | None:
        """Find the latest step whose outputs hold every wanted row; give it and the rows' positions."""
        for step in reversed(self.steps):
            if step.seq < before and (at := self._positions(step, wanted)) is not None:
                return step, at
        return None

    def _positions(self, step: Step, wanted: Array) -> Array | None:
        """Give where a step's outputs hold the wanted rows, None unless they hold all and are no copy of its inputs."""
        outputs = self.ids_of(step, "outputs")
        if outputs is None or len(outputs) == 0:
            return None
        order = np.argsort(outputs, kind="stable")
        at = np.minimum(np.searchsorted(outputs[order], wanted), len(outputs) - 1)
        inputs = self.ids_of(step, "inputs")
        if not (outputs[order][at] == wanted).all() or inputs is None or np.array_equal(inputs, outputs):
            return None
        return np.asarray(order[at])

    def _made_by_parts(self, wanted: Array, before: float) -> tuple[Step, Array] | None:
        """Find the line whose estimators made the wanted rows part by part; give them as one step, and positions."""
        for group in self._groups(before):
            parts = [s for s in group if (ids := self.ids_of(s, "outputs")) is not None and np.isin(ids, wanted).any()]
            arrays = [array_of(side) for s in parts for side in (s.inputs, s.outputs)]
            widths = {(at % 2, *array.shape[1:]) for at, array in enumerate(arrays) if array is not None}
            if not 1 < len(parts) <= MOST_PARTS or len(widths) != 2 or any(array is None for array in arrays):
                continue
            joined = Joined.of(parts)
            self._kept.append(joined)
            if (at := self._positions(joined, wanted)) is not None:
                return joined, at
        return None

    def _groups(self, before: float) -> Iterator[list[Step]]:
        """Give the estimators that one line applied several times, the line that did so last first."""
        groups: dict[Any, list[Step]] = {}
        for step in reversed(self.steps):
            if step.seq < before and step.kind == "estimator" and step.where is not None:
                groups.setdefault((step.where, step.name, step.action), []).append(step)
        yield from (group[::-1] for group in groups.values() if len(group) > 1)


def array_of(value: Any) -> Array | None:
    """Give what went into or came out of a step as an array; sequences of several lengths as an array of lists."""
    array = as_numpy(value)
    if array is not None or not isinstance(value, (list, tuple)) or not value:
        return array
    if not all(isinstance(row, (list, tuple, np.ndarray)) for row in value):
        return None
    rows = np.empty(len(value), dtype=object)
    for at, row in enumerate(value):
        rows[at] = list(row)
    return rows


def apply_arithmetic(step: Step, rows: Array) -> Array:
    """Repeat an arithmetic step on other rows."""
    constant = as_numpy(step.params["constant"])
    operators = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.true_divide, "//": np.floor_divide}
    operator = operators[step.name]
    if constant is None:
        raise TypeError(f"the constant of {step.name} is no array")
    with np.errstate(all="ignore"):
        return np.asarray(operator(constant, rows) if step.params.get("reverse") else operator(rows, constant))


def apply_step(step: Step, rows: Array) -> Array:
    """Apply a recorded step to other rows."""
    if step.kind == "arithmetic":
        return apply_arithmetic(step, rows)
    if step.apply is None:
        raise ValueError(f"{step.name} cannot be applied again")
    result = step.apply(rows)
    if hasattr(result, "toarray"):
        result = result.toarray()
    return np.asarray(as_numpy(result))


def source_of(files: Sequence[Loaded], lineage: Lineage, passed: Pass) -> Loaded | None:
    """Find the loaded file that the rows of a pass came from, the latest one that holds them all."""
    first = next((b.inputs[0] for b in passed.batches if b.inputs), None)
    rows = lineage.raw if lineage.raw is not None else rows_fed((first,))
    if (texts := _some_texts(rows)) is not None:
        return _source_of_texts(files, texts, passed)
    if rows is None or rows.ndim < 2 or rows.dtype.kind not in "fiub":
        return None
    ids = lineage.raw_ids
    for loaded in reversed(files):
        if loaded.action != "loaded" or loaded.seq > passed.seq or loaded.data is None:
            continue
        for table in _tables(loaded.data):
            if ids is not None and (known := row_ids(table)) is not None and np.isin(ids, known).all():
                return _opened(files, loaded)
            if table.ndim == 2 and rows.ndim == 2 and _columns_in(rows, table):
                return _opened(files, loaded)
    return None


def _some_texts(rows: Any) -> set[str] | None:
    """Give a few of the rows where they are texts, None for anything else."""
    if rows is None or rows.ndim != 1 or rows.dtype.kind not in "OUT" or not len(rows):
        return None
    some = rows[:: max(1, len(rows) // 64)].tolist()
    return set(some) if all(isinstance(text, str) for text in some) else None


def _source_of_texts(files: Sequence[Loaded], texts: set[str], passed: Pass) -> Loaded | None:
    """Find the loaded table that has a column with these texts, the latest one."""
    for loaded in reversed(files):
        if loaded.action != "loaded" or loaded.seq > passed.seq or not hasattr(loaded.data, "select_dtypes"):
            continue
        words = loaded.data.select_dtypes(exclude="number")
        if any(texts <= {word for word in words[name].tolist() if isinstance(word, str)} for name in words.columns):
            return _opened(files, loaded)
    return None


def _opened(files: Sequence[Loaded], loaded: Loaded) -> Loaded:
    """Give the load that opened an archive, for an array that was taken out of it later."""
    if "key" not in loaded.facts:
        return loaded
    return next((f for f in files if f.path == loaded.path and "keys" in f.facts and f.where is not None), loaded)


def _tables(data: Any) -> list[Array]:
    """Give the arrays in what a file held."""
    if isinstance(data, (dict, tuple)):
        parts = data.values() if isinstance(data, dict) else data
        return [array for value in parts for array in _tables(value)]
    if type(data).__module__.startswith("pandas"):
        numeric = data.select_dtypes("number") if hasattr(data, "select_dtypes") else data
        array = as_numpy(numeric)
    else:
        array = as_numpy(data)
    return [array] if array is not None and array.ndim >= 1 and array.dtype.kind in "fiub" and len(array) else []


def _columns_in(rows: Array, table: Array) -> bool:
    """Tell whether every column of some rows is a column of the table, as sets of values."""
    some = rows[:: max(1, len(rows) // 64)].astype(np.float32)
    whole = table.astype(np.float32)
    return all(any(np.isin(some[:, a], whole[:, b]).all() for b in range(whole.shape[1])) for a in range(some.shape[1]))


def columns_of(lineage: Lineage, passed: Pass, files: Sequence[Loaded]) -> tuple[str, ...]:
    """Give the names of the columns before any transform, from frames and files; "" for one that has none."""
    first = next((b.inputs[0] for b in passed.batches if b.inputs), None)
    given = lineage.steps[-1].inputs if lineage.steps else first
    if not lineage.steps and (numeric := numeric_columns(first)) is not None:
        return tuple(numeric)
    names = _names(given)
    rows = lineage.raw if lineage.raw is not None else as_numpy(first)
    if names or rows is None or rows.ndim != 2 or rows.dtype.kind not in "fiub" or not 1 < rows.shape[1] <= WIDEST:
        return names
    for loaded in reversed(files):
        if loaded.action == "loaded" and loaded.seq <= passed.seq and getattr(loaded.data, "ndim", 0) == 2:
            numeric = loaded.data.select_dtypes("number") if hasattr(loaded.data, "select_dtypes") else None
            table = as_numpy(numeric) if numeric is not None else None
            found = () if table is None or not len(table) else _matched_columns(rows, table, _names(numeric))
            if all(found) and found:
                return found
    return ()


def _names(frame: Any) -> tuple[str, ...]:
    columns = getattr(frame, "columns", None)
    return () if columns is None or callable(columns) else tuple(str(name) for name in columns)


def _matched_columns(rows: Array, table: Array, names: Sequence[str]) -> tuple[str, ...]:
    """Give the name of the table column that each column of some rows is; the rows are found by a column of its own."""
    some = rows[:: max(1, len(rows) // 64)].astype(np.float32)
    whole = table.astype(np.float32)
    for b in range(whole.shape[1]):
        values, first, counts = np.unique(whole[:, b], return_index=True, return_counts=True)
        if (counts == 1).mean() < 0.5:
            continue
        for a in range(some.shape[1]):
            at = np.minimum(np.searchsorted(values, some[:, a]), len(values) - 1)
            once = counts[at] == 1
            if not (values[at] == some[:, a]).all() or once.sum() < FEWEST:
                continue
            lines, known = whole[first[at[once]]], some[once]
            found = []
            for n in range(some.shape[1]):
                own = known[:, n, None]
                same = np.flatnonzero(((lines == own) | (np.isnan(lines) & np.isnan(own))).all(axis=0))
                found.append(names[same[0]] if len(same) == 1 else "")
            if sum(map(bool, found)) > 0.5 * len(found):
                return tuple(found)
    return ()
