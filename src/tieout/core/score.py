"""A number with its papers: where it was made, from which pass over which rows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Where:
    """A line of the user's code; `file` is relative to the working directory where possible."""

    file: str
    line: int

    def __hash__(self) -> int:
        return self.line  # a place is looked up for every event of a run, and few have the same number

    def __str__(self) -> str:
        return f"{self.file}:{self.line}"


@dataclass(frozen=True, slots=True)
class Score:
    """One number that a run computed.

    Attributes:
        id:      unique within the run, `s12`.
        name:    `fit.val_accuracy@7`, `evaluate.accuracy`, or the variable it was assigned to.
        value:   the number, unrounded, in the unit the script used.
        run:     name of the recording it belongs to.
        where:   the line that made it.
        metric:  what it measures in the field's words (`accuracy`, `loss`, `f1`), or "" if unknown.
        scale:   what the fraction was multiplied with to give `value` (100 for per cent).
        pass_id: the pass over rows it was computed from, or None if it was not traced to one.
        seq:     position in the run's order of events.
        aliases: other names and lines under which the same number appeared.
    """

    id: str
    name: str
    value: float
    run: str
    where: Where | None
    metric: str = ""
    scale: float = 1.0
    pass_id: str | None = None
    seq: int = 0
    aliases: tuple[str, ...] = ()
