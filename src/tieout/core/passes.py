"""What the tape holds while the recorded process lives: passes, meets, steps, files.

These are live: they refer to the user's own arrays and models and die with the process.
What is kept of them stands in `core/recording.py`.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tieout.core.score import Where
from tieout.core.trial import ModelHandle


@dataclass(slots=True, eq=False)
class Loader:
    """Something that yields batches again and again.

    `rows` is how many it should yield, where that is known; `data_where` the line that made the data set behind it.
    """

    key: int
    where: Where | None
    shuffle: bool | None = None
    drop_last: bool = False
    rows: int | None = None
    batch_size: int | None = None
    framework: str = ""
    data_where: Where | None = None


@dataclass(slots=True, eq=False)
class Iteration:
    """One walk through a loader: row ids and labels in the order they came."""

    loader: Loader
    number: int
    seq: int
    ids: list[Any] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)
    items: tuple[Any, ...] = ()
    sizes: list[int] = field(default_factory=list)


@dataclass(slots=True, eq=False)
class Batch:
    """One batch through the model. `inputs` is None once the budget is spent; `ids` are 8-byte row ids."""

    rows: int
    inputs: tuple[Any, ...] | None
    outputs: Any
    labels: Any
    ids: Any
    seq: int = 0


@dataclass(slots=True, eq=False)
class Pass:
    """A model went over rows once: an evaluation loop, one epoch of training, `evaluate`, `predict`.

    Attributes:
        modes:   how often each primitive ran in each mode, such as ("dropout", "active").
        where_of: a line for each of those, where one is known better than the call of the model.
        updates: optimizer steps between its first and its last batch (0: the weights stood still).
        state:   key of the weights it started with, in the tape's states.
        end_state: key of the weights right after it, for a training pass.
        random:  random numbers were drawn while the model ran.
        asked:   the call of the model itself named training mode.
        part_of: the pass of which this is one batch, `until` where its events end.
    """

    id: str
    handle: ModelHandle
    kind: str
    where: Where | None
    seq: int
    key: object = None
    batches: list[Batch] = field(default_factory=list)
    modes: dict[tuple[str, str], int] = field(default_factory=dict)
    where_of: dict[tuple[str, str], Where] = field(default_factory=dict)
    training: bool = False
    flags: Mapping[str, bool] | bool | None = None
    updates: int = 0
    state: str | None = None
    end_state: str | None = None
    end_seq: int = 0
    random: bool = False
    asked: bool = False
    iteration: Iteration | None = None
    total_rows: int = 0
    complete: bool = True
    part_of: str | None = None
    until: float = float("inf")

    def parts(self) -> Iterator[Pass]:
        """Give each batch as a pass of its own: a function that scores whole sets may be called in a loop."""
        if self.iteration is not None or self.key is None or self.updates or not 1 < len(self.batches) <= 64:
            return
        for at, batch in enumerate(self.batches):
            end = self.batches[at + 1].seq if at + 1 < len(self.batches) else float("inf")
            yield replace(
                self,
                id=f"{self.id}.{at + 1}",
                batches=[batch],
                seq=batch.seq,
                total_rows=batch.rows,
                part_of=self.id,
                until=end,
            )

    def sizes(self) -> tuple[int, ...]:
        """Give the batch sizes in order."""
        return tuple(batch.rows for batch in self.batches)


@dataclass(slots=True, eq=False)
class Meet:
    """Predictions met labels.

    `recompute(outputs_or_predictions, labels)` repeats the same function on other arrays; None for a bare comparison.
    `takes` says what it wants: "decoded" classes, or the model's "outputs" as they are.
    """

    kind: Literal["compare", "function", "loss", "object"]
    name: str
    predictions: Any
    labels: Any
    value: Any
    where: Where | None
    seq: int = 0
    pass_id: str | None = None
    recompute: Callable[[Any, Any], float] | None = None
    per_row: Callable[[Any, Any], Any] | None = None
    result: Any = None
    op: str = ""


@dataclass(slots=True, eq=False)
class Step:
    """One transform of inputs: a fitted estimator or arithmetic with constants.

    Attributes:
        kind:    "estimator" or "arithmetic".
        name:    class name (`StandardScaler`) or operator (`/`).
        action:  what was done: "fit", "transform", "fit_transform", "compute".
        inputs, outputs: the arrays (references, not copies), rows first; outputs None for a bare fit.
        params:  fitted attributes or the constant, as arrays and plain values.
        apply:   applies this very transform to other rows.
        owner:   identity of the estimator in this process, so fits and transforms belong together.
    """

    kind: Literal["estimator", "arithmetic"]
    name: str
    action: str
    inputs: Any
    outputs: Any
    params: Mapping[str, Any]
    where: Where | None
    owner: int = 0
    apply: Callable[[Any], Any] | None = None
    fit_where: Where | None = None
    seq: int = 0
    module: str = ""
    stack: tuple[Where, ...] = ()

    def line(self, shared: Collection[Where | None]) -> Where | None:
        """Give the innermost line behind this step that is none of `shared`: a helper of both sides is innocent."""
        return next((where for where in self.stack if where not in shared), self.where)


@dataclass(slots=True, eq=False)
class Loaded:
    """A file that the script saved or loaded; `digest` is of its content, `holds` says what was in it.

    `arrays` gives digests of the arrays inside by key, for checkpoints; `data` a reference to what came out of it.
    """

    path: str
    digest: str
    action: Literal["saved", "loaded"]
    holds: str
    where: Where | None
    arrays: Mapping[str, str] = field(default_factory=dict)
    data: Any = None
    seq: int = 0
    facts: Mapping[str, Any] = field(default_factory=dict)
    stack: tuple[Where, ...] = ()


@dataclass(slots=True, eq=False)
class Division:
    """A division that gave one number, by value."""

    numerator: float
    denominator: float
    value: float
    where: Where
    seq: int
