"""What a replay may move: a trial is one way to make a score, and a lever is one thing about it that can be set."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import Any, Literal, Protocol, runtime_checkable

from tieout.core.score import Where

ATTRIBUTE = " (attribute)"  # ends the key of a constant that belongs to a model's state and to no checkpoint


class Lever(Enum):
    """One thing an adapter can set for a replay."""

    DROPOUT = "dropout"  # dropout and other noise layers, as one family
    BATCH_STATISTICS = "batch-statistics"  # batch normalisation: batch or running statistics
    RECALIBRATE = "recalibrate"  # running statistics computed again over given rows
    STATE = "state"  # other weights or buffers in place of the model's own
    AUGMENTATION = "augmentation"  # random preprocessing layers
    PRECISION = "precision"
    CONFIG = "config"  # plain settings of layers, such as an activation or an epsilon


@dataclass(frozen=True, slots=True)
class Settings:
    """How a model is to be run; None means: as it ran when it was recorded.

    Attributes:
        dropout:          "off" makes every dropout and noise primitive the identity, "on" forces it.
        augmentation:     the same for random preprocessing.
        batch_statistics: "running" or "batch".
        state:            arrays to put in place of the model's own, by state key.
        training:         training flag per submodule when the pass was recorded, by module name
                          (frameworks without such flags ignore it).
        precision:        dtype name such as "float64".
        autocast:         dtype of automatic mixed precision when the pass was recorded.
        config:           settings to put in place of the model's own, by layer name and setting.
    """

    dropout: Literal["off", "on"] | None = None
    augmentation: Literal["off", "on"] | None = None
    batch_statistics: Literal["running", "batch"] | None = None
    state: Mapping[str, Any] | None = None
    training: Mapping[str, bool] | bool | None = None
    precision: str | None = None
    autocast: str | None = None
    config: Mapping[str, Mapping[str, Any]] | None = None


@dataclass(frozen=True, slots=True)
class BatchNormFacts:
    """One batch-normalisation layer: how far its running statistics have come.

    `momentum` is the share of the old value kept at each update (Keras' convention; PyTorch's is 1 minus it),
    None for a cumulative average. `initial_left` is the product of momenta over the updates seen, `where` the line that
    made the layer. `began_elsewhere` says that the updates seen did not begin at the initial mean 0 and variance 1: the
    statistics came out of a file, and what is left is of those.
    """

    name: str
    momentum: float | None
    updates: int | None
    initial_left: float | None
    mean_key: str
    variance_key: str
    trainable: bool = True
    where: Where | None = None
    began_elsewhere: bool = False


class ModelHandle(Protocol):
    """A live model behind one interface; an adapter gives it. Nothing it does leaves a trace in the model."""

    @property
    def name(self) -> str:
        """The class of the model."""

    @property
    def framework(self) -> str:
        """The framework it is of, in one word."""

    @property
    def levers(self) -> frozenset[Lever]:
        """What can be set for a replay of it."""

    @property
    def model(self) -> object:
        """The user's own model object."""

    def state(self) -> dict[str, Any]:
        """Give every parameter and buffer as a numpy copy, by key."""

    def version(self) -> int:
        """Give a number that changes when weights are set in place, by whatever means the framework can tell."""

    def buffers(self) -> frozenset[str]:
        """Give the keys of `state` that are not trained (running statistics, constants)."""

    def flags(self) -> Mapping[str, bool] | bool | None:
        """Give the training flag of each submodule now (see `Settings.training`)."""

    def forward(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> list[Any]:
        """Run the batches, outputs as numpy arrays; random state, buffers and flags are put back afterwards."""

    def config(self) -> Mapping[str, Mapping[str, Any]]:
        """Give the plain settings of each layer by its name: class, activation, epsilon and the like."""

    def batchnorm(self) -> list[BatchNormFacts]:
        """List the batch-normalisation layers."""

    def recalibrated(self, batches: Sequence[tuple[Any, ...]], settings: Settings) -> dict[str, Any]:
        """Give running statistics computed over `batches` with the weights as set (METHODS: population statistics)."""


@runtime_checkable
class Restorable(Protocol):
    """A model whose weights can be read from a file without running code of the file."""

    def stored(self, path: str) -> Mapping[str, Any] | None:
        """Give the arrays that a file holds for every key of the model's state, None if it holds others."""


@runtime_checkable
class Folded(Protocol):
    """The models of a cross-validation: every row was scored by one that was fitted without it."""

    def refitted(self, transforms: Sequence[Callable[[Any], Any]], rows: Any, labels: Any) -> Any:
        """Give the outputs of the folds with transforms fitted on the training rows of each; None if that fails."""

    def regrouped(self, owners: Any) -> Any:
        """Give the outputs of as many folds that keep all rows of one owner together; None if that fails."""


@runtime_checkable
class Refitting(Protocol):
    """A model that can be fitted again, as another object, within the time that a replay may take."""

    def refitted_on(self, rows: Any, labels: Any, scored: Any, transforms: Sequence[Callable[[Any], Any]]) -> Any:
        """Give the outputs for scored rows after a new fit, with the transforms fitted first; None if that fails."""


@runtime_checkable
class Classed(Protocol):
    """A model that knows which class each column of its outputs stands for."""

    @property
    def classes(self) -> Any:
        """The classes in the order of the columns, None where the outputs are no columns of classes."""


@runtime_checkable
class Tuned(Protocol):
    """A model that makes classes itself, by a cut that was tuned: `cut` is None where it has none."""

    @property
    def cut(self) -> float | None:
        """The probability, or the score, from which on a row is of the second class."""

    def uncut(self, batches: Sequence[tuple[Any, ...]]) -> Any:
        """Give the classes that the model makes with the usual cut; None if that fails."""


@runtime_checkable
class Graded(Protocol):
    """A model that answers with one of two classes, and knows how likely the second one is."""

    def cut_at(self, batches: Sequence[tuple[Any, ...]], level: float) -> Any:
        """Give the classes with the second one from a probability of `level` on; None if it has no probabilities."""


@dataclass(frozen=True)
class Level:
    """A level that the script's own numbers were compared with, one a row, and the lines that led there."""

    values: Any
    op: str
    at: float
    where: Where | None
    stack: tuple[Where, ...] = ()

    def marks(self, at: float) -> Any:
        """Tell which rows are marked by another level."""
        if self.above:
            return self.values > at if self.op == ">" else self.values >= at
        return self.values < at if self.op == "<" else self.values <= at

    @property
    def above(self) -> bool:
        """Rows above the level are the marked ones."""
        return self.op.startswith(">")

    @property
    def kept(self) -> tuple[float, float]:
        """The level, and 1 where rows above it are marked, else -1: what is kept of it in a recording."""
        return self.at, 1.0 if self.above else -1.0


@dataclass(frozen=True)
class Decode:
    """How model outputs became predictions: a name and the function (numpy to numpy).

    `units` are factor and shift that brought outputs to the units of the labels, then the number of the curve that was
    applied to that (0 for none); empty where outputs are the predictions. `level` is what other numbers than the
    outputs were cut at.
    """

    name: str
    apply: Callable[[Any], Any]
    units: tuple[float, ...] = ()
    level: Level | None = None


@dataclass(frozen=True)
class Metric:
    """What was computed from predictions and labels.

    `per_row` gives one number a row whose mean is the metric, and is None for metrics that are no such mean
    (F1, AUC, RMSE). `value` gives the metric of all rows. `weights` are numbers that the terms of the rows are
    multiplied with; `value` takes them as a third argument. `penalty` gives, for inputs and settings of the model, what
    is added to the terms of the rows. A `costly` one takes some milliseconds a call: it is called as little as can be.
    `family` gives metrics of its kind with other settings by their names, which no list of usual metrics holds.
    """

    name: str
    value: Callable[..., float]
    per_row: Callable[[Any, Any], Any] | None = None
    weights: Any = None
    penalty: Callable[[Any, Settings], float] | None = None
    costly: bool = False
    family: Callable[[], Mapping[str, Callable[..., float]]] | None = None

    def plus(self, extra: Callable[[Any], Any]) -> Metric:
        """Give the metric with something added to the number of each row, by the labels; itself if it has no such."""
        own = self.per_row
        return self if own is None else replace(self, per_row=lambda p, y: own(p, y) + extra(y))


Pooling = Literal["pooled", "batch-mean"]


@dataclass(frozen=True)
class Trial:
    """One way to make a score. Nothing is mutated: `with_` gives a new trial.

    `inputs` are the batches as fed (tuples of native arrays); `outputs` the recorded outputs, valid as long as no
    lever of the forward pass is moved; `rows` an index of the rows that enter the metric (None: all of them).
    """

    inputs: tuple[tuple[Any, ...], ...]
    settings: Settings
    outputs: Any
    labels: Any
    decode: Decode
    metric: Metric
    pooling: Pooling = "pooled"
    batch_sizes: tuple[int, ...] = ()
    denominator: float | None = None
    rows: Any = None
    random: bool = False
    facts: Mapping[str, Any] = field(default_factory=dict)

    def with_(self, **changes: Any) -> Trial:
        """Give the trial with some of it changed."""
        return replace(self, **changes)

    def with_arrays(self, arrays: Mapping[str, Any]) -> Trial:
        """Give the trial with some of the weights replaced."""
        return self.run_with(state={**(self.settings.state or {}), **arrays})

    def run_with(self, **settings: Any) -> Trial:
        """Give the trial with levers of the forward pass moved; recorded outputs no longer hold."""
        return replace(self, settings=replace(self.settings, **settings), outputs=None)
