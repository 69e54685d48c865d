"""Where fed rows came from: the chain of transforms behind them, found by row ids."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.arrays import as_numpy, row_ids
from tieout.core.passes import Step

Array = NDArray[Any]
LARGEST = 1 << 26  # elements; larger arrays are not hashed to find where rows came from


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

    def ids_of(self, step: Step, side: str) -> Any:
        """Give the row ids of a step's inputs or outputs, None if it has none."""
        key = (id(step), side)
        if key not in self._ids:
            array = as_numpy(step.inputs if side == "inputs" else step.outputs)
            usable = array is not None and array.ndim >= 1 and array.size <= LARGEST
            self._ids[key] = row_ids(array) if usable else None
        return self._ids[key]

    def trace(self, fed: Any) -> Lineage:
        """Walk back from the ids of fed rows through every step whose outputs they are."""
        lineage = Lineage(raw_ids=fed)
        if fed is None or len(fed) == 0:
            return lineage
        current, before = fed, float("inf")
        while True:
            found = self._made_by(current, before)
            if found is None:
                break
            step, at = found
            source = as_numpy(step.inputs)
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
            if step.seq >= before:
                continue
            outputs = self.ids_of(step, "outputs")
            if outputs is None or len(outputs) == 0:
                continue
            order = np.argsort(outputs, kind="stable")
            at = np.searchsorted(outputs[order], wanted)
            at = np.minimum(at, len(outputs) - 1)
            hit = outputs[order][at] == wanted
            inputs = self.ids_of(step, "inputs")
            if hit.all() and inputs is not None and not np.array_equal(inputs, outputs):
                return step, order[at]
        return None


def apply_arithmetic(step: Step, rows: Array) -> Array:
    """Repeat an arithmetic step on other rows."""
    constant = as_numpy(step.params["constant"])
    operators = {"+": np.add, "-": np.subtract, "*": np.multiply, "/": np.true_divide, "//": np.floor_divide}
    operator = operators[step.name]
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
