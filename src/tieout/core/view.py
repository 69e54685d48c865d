"""What a cause gets to see: one score with its pass and its past, or the two reference scores of a comparison."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tieout.core.passes import Iteration, Loaded, Meet, Pass, Step
from tieout.core.recording import Examination, PassRecord, Recording, TrainingRecord, Values
from tieout.core.score import Score, Where
from tieout.core.trial import Trial


@dataclass(frozen=True)
class Recipe:
    """How a score was computed, as far as it could be traced: it reproduces the recorded number.

    Attributes:
        trial:   the score as it was made.
        scale:   what the fraction was multiplied with (100 for per cent).
        where:   the line where predictions met labels.
        pooled_at: the line where rows or batches became one number.
        meets:   the meetings of predictions and labels behind it.
        cut:     the threshold that made classes of scores, with its line and the link it was applied to.
        labels_with_rows: the labels that came with the rows that were fed, in that order; None if never seen.
        found:   how the number was traced, in words.
    """

    trial: Trial
    metric: str
    scale: float
    where: Where | None
    pooled_at: Where | None
    meets: tuple[Meet, ...] = ()
    cut: Mapping[str, Any] | None = None
    labels_with_rows: Any = None
    found: str = ""


@dataclass
class Training:
    """What a model was trained on, in this run or in a linked one.

    `batches` are inputs as fed (a bounded sample), `array` the same as one numpy array, `raw` those rows before any
    transform; `steps` the transforms from raw to fed, first one first; ids cover every training row.
    """

    model: str
    run: str
    ids: Any = None
    raw_ids: Any = None
    labels: Any = None
    batches: tuple[tuple[Any, ...], ...] = ()
    array: Any = None
    steps: Sequence[Step] = ()
    here: bool = True
    rows: int = 0


@dataclass
class View:
    """One score, as its causes see it, in the process that made it."""

    score: Score
    recipe: Recipe
    passed: Pass
    ids: Any
    raw_ids: Any
    steps: Sequence[Step]
    training: Training | None
    iterations: Sequence[Iteration]
    files: Sequence[Loaded]
    linked: Sequence[Recording]
    end_state: Mapping[str, Any] | None
    states: Mapping[str, Mapping[str, Any]]
    forward: Callable[[Trial], Any]
    value: Callable[[Trial], float]
    passes: Sequence[Pass] = ()
    all_steps: Sequence[Step] = ()
    notes: dict[str, Any] = field(default_factory=dict)
    labelled: Callable[[], Iterable[tuple[Any, Any]]] = tuple

    def seen_labels(self) -> Iterable[tuple[Any, Any]]:
        """Give (row ids, labels) of every other place where rows were seen together with their labels."""
        return self.labelled()

    @property
    def trial(self) -> Trial:
        """The score as it was made."""
        return self.recipe.trial


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a score, its examination and the pass behind it."""

    recording: Recording
    score: Score
    examination: Examination
    passed: PassRecord | None
    reference: Values
    ids: Any = None
    raw_ids: Any = None
    labels: Any = None
    per_row: Any = None
    training: TrainingRecord | None = None
    training_ids: Any = None
    training_raw_ids: Any = None

    @property
    def state(self) -> str | None:
        """The weights that the reference score is for."""
        if self.passed is None:
            return None
        return (self.passed.end_state or self.passed.state) if self.passed.training else self.passed.state


@dataclass(frozen=True)
class Pair:
    """Two scores whose deviations from the reference way of measuring are already accounted for.

    `left` is what is still to be explained between the two reference scores, with its resampled values.
    """

    opening: Side
    closing: Side
    left: Values
