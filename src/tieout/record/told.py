"""What is told of one line of the script: comparisons, arithmetic, transforms, numbers. Every list has an end."""

from __future__ import annotations

import math
from collections import deque
from typing import Any

from tieout.core.passes import BOTH, ZIP, Division, Meet, Pass, Step
from tieout.core.score import Where
from tieout.core.values import light, listed, plain_number, row_by_row, rows_of
from tieout.record.budget import Budget
from tieout.record.constants import Constants
from tieout.record.snapshots import Snapshots

SITE_SCALARS = 128  # values kept for each line that assigns a number
SITE_MEETS = 4096
MARKS = 8  # pairs of arrays whose common marks were looked for
SITE_STEPS = 6  # first and last applications of a transform at one line
SITE_PARTS = 1024  # of an estimator's that are kept while they are small: chunks of one table
SITE_NUMBERS = 1 << 22  # that they may hold in all


class Told(Snapshots):
    """Keeps what the notes in the script's lines tell, in the order of all events, the latest of each line."""

    def __init__(self, budget: Budget, root: str | None = None) -> None:
        super().__init__(budget, root)
        self.seq = 0
        self.divisions: deque[Division] = deque(maxlen=4096)
        self.additions: deque[tuple[int, Any, Any, Any, tuple[Where, ...]]] = deque(maxlen=4096)
        self.reductions: deque[tuple[int, str, float, int, Where]] = deque(maxlen=4096)
        self.compares: dict[Where, deque[Meet]] = {}
        self.marks: deque[tuple[Any, Any]] = deque(maxlen=MARKS)
        self.scalars: dict[tuple[Where, str], deque[tuple[int, Any]]] = {}
        self.shown_values: deque[tuple[int, float, Where]] = deque(maxlen=20000)
        self.steps: list[Step] = []
        self._last: Pass | None = None
        self._step_counts: dict[Any, int] = {}
        self._step_numbers: dict[Any, int] = {}
        self._constants = Constants(self.root)

    def tick(self) -> int:
        """Give the next position in the order of events."""
        self.seq += 1
        return self.seq

    def _stack(self, where: Where | None) -> tuple[Where, ...]:
        """Give the user's lines from `where` outwards."""
        lines = self.stack(3)
        if where is None or (lines and lines[0] is where):
            return lines
        return lines[lines.index(where) :] if where in lines else (where, *lines)

    def step(self, step: Step) -> None:
        """A transform was fitted or applied."""
        step.seq = self.tick()
        step.stack = self._stack(step.where)
        site = (step.where, step.name, step.action)
        count = self._step_counts[site] = self._step_counts.get(site, 0) + 1
        if count > (SITE_PARTS if self._is_part(site, step) else SITE_STEPS):  # keep the first ones, replace the last
            for at in range(len(self.steps) - 1, -1, -1):
                old = self.steps[at]
                if (old.where, old.name, old.action) == site:
                    del self.steps[at]
                    break
        self.steps.append(step)

    def _is_part(self, site: Any, step: Step) -> bool:
        """Tell whether a transform was of some rows of a table, and those of its line hold few enough numbers."""
        if step.kind != "estimator" or not rows_of(step.inputs):
            return False
        shapes = [getattr(side, "shape", None) for side in (step.inputs, step.outputs)]
        numbers = sum(math.prod(shape) for shape in shapes if shape is not None)
        self._step_numbers[site] = numbers + self._step_numbers.get(site, 0)
        return self._step_numbers[site] <= SITE_NUMBERS

    def compared(self, op: str, left: Any, right: Any, result: Any, where: Where) -> None:
        """Two arrays (or an array and a number) were compared, or are paired to be compared one by one."""
        if op == BOTH:
            shape = getattr(left, "shape", ())
            if len(shape) > 1 and shape == getattr(right, "shape", ()):
                self.marks.append((light(left), light(right)))
            return
        if op == ZIP:
            left, right, result = listed(left), listed(right), None
            if rows_of(left) != rows_of(right) or (rows_of(left) or 0) < 2:
                return
        meet = Meet("compare", op, light(left), light(right), None, where, self.tick(), None, op=op)
        if self._last is not None:
            meet.pass_id = self._last.id
        meet.stack = self._stack(where)
        meet.result = light(result)
        site = self.compares.get(where)
        if site is None:
            site = self.compares[where] = deque(maxlen=SITE_MEETS)
        meet.predictions, meet.labels = self.budget.keep_pair(meet.predictions, meet.labels, site)
        site.append(meet)

    def computed(self, op: str, left: Any, right: Any, result: Any, where: Where) -> None:
        """Arithmetic gave an array: a transform of inputs if one side is a constant or one row of constants."""
        shape = getattr(result, "shape", None)
        if op == "-" and row_by_row(left, right):
            self.compared(op, left, right, result, where)
            return
        if shape is None or len(shape) < 2 or shape[0] < 2:
            return
        rows, constant = (left, right) if getattr(left, "shape", None) == shape else (right, left)
        inner: tuple[int, ...] = getattr(constant, "shape", ())
        if getattr(rows, "shape", None) != shape or (len(inner) == len(shape) and inner[0] != 1):
            return
        if getattr(result, "requires_grad", False):
            return  # part of a model or a loss, not of the inputs
        self.step(
            Step(
                "arithmetic",
                op,
                "compute",
                rows,
                result,
                {"constant": constant, "reverse": rows is right},
                where,
                fit_where=where,
                made=self._constants.made(constant, where),
            )
        )

    def divided(self, numerator: Any, denominator: Any, result: Any, where: Where) -> None:
        """A division gave one number."""
        self.divisions.append(
            Division(
                plain_number(numerator),
                plain_number(denominator),
                plain_number(result),
                where,
                self.tick(),
                self._stack(where),
            )
        )

    def added(self, left: Any, right: Any, result: Any, where: Where) -> None:
        """Two numbers that stand in arrays were added, such as a loss and its penalty."""
        self.additions.append((self.tick(), light(left), light(right), light(result), self._stack(where)))

    def reduced(self, name: str, operand: Any, result: Any, where: Where) -> None:
        """Many numbers became one."""
        if getattr(result, "shape", ()) not in ((), None):
            return
        count = rows_of(operand) or 0
        try:
            self.reductions.append((self.tick(), name, plain_number(result), count, where))
        except (TypeError, ValueError):
            return

    def lines_of(self, value: float, where: Where | None) -> tuple[Where, ...]:
        """Give the lines that set an attribute to a number, else those that led to a comparison, innermost first."""
        met = self.compares.get(where) if where is not None else None
        return self._constants.set_at(value) or (met[-1].stack if met else ())

    def scalar(self, name: str, value: Any, where: Where) -> None:
        """A number was assigned or returned."""
        key = (where, name)
        site = self.scalars.get(key)
        if site is None:
            site = self.scalars[key] = deque(maxlen=SITE_SCALARS)
        self.seq += 1
        site.append((self.seq, light(value)))
        if "." in name and self._constants.is_attribute(name) and isinstance(value, (int, float)):
            self._constants.keep(name, value, self._stack(where))

    def shown(self, value: Any, where: Where) -> None:
        """A number was printed, logged or formatted."""
        if isinstance(value, int):
            return  # a count
        self.shown_values.append((self.tick(), plain_number(value), where))
