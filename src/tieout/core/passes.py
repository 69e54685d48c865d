"""What the tape holds while the recorded process lives: passes, meets, steps, files.

These are live: they refer to the user's own arrays and models and die with the process.
What is kept of them stands in `core/recording.py`.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from tieout.core.score import Where
from tieout.core.trial import ModelHandle, Settings

CROSS_VALIDATION = "cross-validation"  # the kind of a pass over held-out rows, all folds together
FITTED_FOLDS = "cross-validation, fitted rows"  # the same over the rows that each fold was fitted to
BOTH = "&"  # the operator of marks that are in both of two arrays
ZIP = "zip"  # the operator of a meeting whose two sides a loop goes through side by side


@dataclass(frozen=True, slots=True)
class Again:
    """The rows of a pass read again: whether they are random, then without, in batches, and the line that is at it."""

    random: bool
    batches: Sequence[tuple[Any, ...]] | None = None
    where: Where | None = None


@dataclass(slots=True, eq=False)
class Loader:
    """Something that yields batches again and again.

    `rows` is how many it should yield, where that is known; `data_where` the line that made the data set behind it,
    `item_where` the user's line that gives one item of it, `limited` the lines that took a part of it; `reader` gives
    what reads its items again; `orders` the items that each walk took, by its number, batch by batch. Where it draws
    items with replacement, `whole` gives every item once, in order and in batches. `stack` are the lines that led to
    where it was made, the innermost first. `again` reads all of its rows again, as that of a pass does.
    """

    key: int
    where: Where | None
    shuffle: bool | None = None
    drop_last: bool = False
    rows: int | None = None
    batch_size: int | None = None
    framework: str = ""
    data_where: Where | None = None
    item_where: Where | None = None
    limited: tuple[Where, ...] = ()
    reader: Callable[[], Any] | None = None
    orders: dict[int, list[Any]] = field(default_factory=dict)
    whole: Callable[[], Sequence[tuple[Any, ...]] | None] | None = None
    stack: tuple[Where, ...] = ()
    again: Callable[[], Again | None] | None = None

    def settings(self) -> dict[str, dict[str, Any]]:
        """Give the plain settings of what items are read from, by the name of its class; {} where unknown."""
        items = self.reader() if self.reader is not None else None
        found = items.settings() if items is not None and hasattr(items, "settings") else {}
        return {str(name): dict(own) for name, own in found.items()}


@dataclass(slots=True, eq=False)
class Iteration:
    """One walk through a loader: row ids and labels in the order they came.

    Once so many batches are `waiting` as `flush_every` says (by the size of the first), ids take the place of their
    rows. `held` are the bytes of the labels and of the ids before them.
    """

    loader: Loader
    number: int
    seq: int
    ids: list[Any] = field(default_factory=list)
    labels: list[Any] = field(default_factory=list)
    items: tuple[Any, ...] = ()
    sizes: list[int] = field(default_factory=list)
    flush_every: int = 0
    waiting: int = 0
    held: list[int] = field(default_factory=lambda: [0, 0])


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
        part_of: the pass of which this is one batch, `until` where its events end; or one `output` of several.
        stack:   the user's lines that led to its first batch, the innermost first.
        config:  plain settings of the model's layers when it began.
        again:   reads its rows again, where its source can be made again without what it draws at random.
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
    output: str | None = None
    until: float = float("inf")
    stack: tuple[Where, ...] = ()
    config: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    again: Callable[[], Again | None] | None = None

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

    def precision(self) -> str | None:
        """Give the half type that the pass was computed in, with "autocast" before it; None for full precision."""
        named = next((mode for family, mode in self.modes if family == "precision"), None)
        return named or next((str(s["precision"]) for s in self.config.values() if "precision" in s), None)

    def autocast(self) -> str | None:
        """Give the type of automatic mixed precision around the calls of the model."""
        named = self.precision() or ""
        return named.removeprefix("autocast ") if named.startswith("autocast ") else None


@dataclass(frozen=True)
class Definition:
    """How a metric function or a loss was set when predictions met labels.

    Attributes:
        name:      what it computes in full, `macro f1`; "" where that is not known.
        wants:     the kind of predictions it is made for: "logits", "probabilities", "log-probabilities", or "".
        weighting: what makes some rows count more than others, in words; "" if nothing does.
        weights:   gives, for the labels of the call, one number a row that its term was multiplied with.
        plain:     the same without any weighting, as (recompute, per_row); None if it is only the weights that go.
        penalty:   what was added to the terms of the rows, for given inputs and settings of the model.
        penalties: what that is, in words; "" if nothing was added.
        where:     the line that set it, if that is another one than the call's.
        summed:    it gives the sum over rows and not their mean; `per_row` gives what each of them adds.
        mass:      gives, for labels, the sum of the weights of their classes, which makes a mean of a weighted sum.
        earlier:   sum and count that the object held before the rows; it was fed unseen, so it has to be checked.
        loaded:    the same function with what the object held before it was first fed, as from a checkpoint.
        family:    gives the same function with other values of the option that `name` tells, by their names.
    """

    name: str = ""
    wants: str = ""
    weighting: str = ""
    weights: Callable[[Any], Any] | None = None
    plain: tuple[Callable[..., float], Callable[[Any, Any], Any] | None] | None = None
    penalty: Callable[[Any, Settings], float] | None = None
    penalties: str = ""
    where: Where | None = None
    summed: bool = False
    mass: Callable[[Any], float] | None = None
    earlier: tuple[float, float] | None = None
    loaded: Callable[[Any, Any], float] | None = None
    family: Callable[[], Mapping[str, Callable[..., float]]] | None = None


PLAIN = Definition()


@dataclass(slots=True, eq=False)
class Meet:
    """Predictions met labels.

    `recompute(outputs_or_predictions, labels)` repeats the same function on other arrays; None for a bare comparison.
    Where rows were weighted it takes their weights as a third argument. `definition` says how the function was set.
    """

    kind: Literal["compare", "function", "loss", "object"]
    name: str
    predictions: Any
    labels: Any
    value: Any
    where: Where | None
    seq: int = 0
    pass_id: str | None = None
    recompute: Callable[..., float] | None = None
    per_row: Callable[[Any, Any], Any] | None = None
    result: Any = None
    op: str = ""
    definition: Definition = PLAIN
    stack: tuple[Where, ...] = ()


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
        stack:   the user's lines that led here, the innermost first; `made` those that set the constant, where it was
                 kept in an object.
        labels:  what a fit was given beside the rows.
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
    made: tuple[Where, ...] = ()
    labels: Any = None

    def line(self, shared: Collection[Where | None]) -> Where | None:
        """Give the innermost line behind this step that is none of `shared`: a helper of both sides is innocent.

        A constant that was set on another line than the one that applies it is at fault there.
        """
        lines = (*self.made, *self.stack) if self.where in shared else (*self.stack, *self.made)
        return next((where for where in lines if where not in shared), self.where)

    def categories(self) -> dict[str, tuple[Any, ...]]:
        """Give the lists of categories, or of tokens, that this step gives numbers; {} if there are none."""
        found = {}
        for key, value in self.params.items():
            listed = key in {"classes_", "vocabulary", "vocabulary_", "categories"} or key.startswith("categories_.")
            if self.kind == "estimator" and listed and hasattr(value, "__len__"):
                found[key] = tuple(value.tolist() if hasattr(value, "tolist") else value)
        return found

    def lines(self) -> tuple[Where, ...]:
        """Give every line of the user's that led to this step."""
        return (*self.stack, *self.made) or ((self.where,) if self.where is not None else ())


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

    def line(self, files: Iterable[Loaded], elsewhere: Collection[Where]) -> Where | None:
        """Give the innermost line behind this file that loaded no other: a helper that many files go through is none.

        `files` are those of the run, `elsewhere` the lines that files of other runs went through.
        """
        others = {
            where for file in files if file.path != self.path and file.where == self.where for where in file.stack
        }
        return next((where for where in self.stack if where not in others and where not in elsewhere), self.where)


@dataclass(slots=True, eq=False)
class Drawn:
    """Rows were drawn from others, put together or split: tables that went in and tables that came out."""

    name: str
    inputs: tuple[Any, ...]
    outputs: tuple[Any, ...]
    where: Where | None
    seq: int = 0
    stack: tuple[Where, ...] = ()


@dataclass(slots=True, eq=False)
class Division:
    """A division that gave one number, by value."""

    numerator: float
    denominator: float
    value: float
    where: Where
    seq: int
    stack: tuple[Where, ...] = ()


def config_key(config: Mapping[str, Mapping[str, Any]]) -> str:
    """Give a short name for the settings of a model's layers, the same for the same settings."""
    return hashlib.blake2b(json.dumps(config, sort_keys=True, default=str).encode(), digest_size=8).hexdigest()
