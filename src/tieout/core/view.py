"""What a cause gets to see: one score with its pass and its past, or the two reference scores of a comparison."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tieout.core.passes import Iteration, Loaded, Meet, Pass, Step
from tieout.core.recording import Examination, PassRecord, Recording, TrainingRecord, Values
from tieout.core.score import Score, Where
from tieout.core.trial import BatchNormFacts, Trial


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
    raw: Any = None
    steps: Sequence[Step] = ()
    here: bool = True
    rows: int = 0
    norms: Mapping[str, Where] = field(default_factory=dict)


@dataclass(frozen=True)
class Refed:
    """How the scored rows were prepared against the training rows, and the inputs as they should have been fed.

    `way` is "same", "refit" (fitted on the scored rows), "missing" (a step left out) or "scale" (other constants).
    """

    way: str
    where: Where | None
    says: str
    inputs: tuple[tuple[Any, ...], ...] | None


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
    norms: Callable[[], list[BatchNormFacts]] = list
    calibrate: Callable[[Mapping[str, Any] | None], Mapping[str, Any] | None] = lambda state: None

    feeding: Callable[[], Refed | None] = lambda: None
    source_of_rows: Callable[[], Where | None] = lambda: None

    def refed(self) -> Refed | None:
        """Compare how the scored rows were prepared with how the training rows were, None where that is not known."""
        return self.feeding()

    def source(self) -> Where | None:
        """Give the line that loaded the file the scored rows came from."""
        return self.source_of_rows()

    def batchnorm(self) -> list[BatchNormFacts]:
        """Give the batch-normalisation layers as they were when the rows were scored."""
        return self.norms()

    def calibrated(self, trial: Trial) -> Mapping[str, Any] | None:
        """Give running statistics computed over training rows with the trial's weights, None without training rows.

        For statistics that have converged it gives None too: there is nothing to put right.
        """
        return self.calibrate(trial.settings.state)

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
    def known_ids(self) -> tuple[Any, Any]:
        """Ids of the scored rows before any transform, and as fed."""
        return self.raw_ids, self.ids

    @property
    def known_training_ids(self) -> tuple[Any, Any]:
        """Ids of the training rows before any transform, and as fed."""
        return self.training_raw_ids, self.training_ids

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

    def interval(self, level: float = 0.95) -> tuple[float, float]:
        """Give the percentile interval of what is left, holding its value."""
        draws = sorted(self.left.resampled)
        if not draws:
            return self.left.value, self.left.value
        tail = (1.0 - level) / 2.0
        low, high = draws[int(tail * (len(draws) - 1))], draws[round((1.0 - tail) * (len(draws) - 1))]
        return min(low, self.left.value), max(high, self.left.value)

    def within_noise(self) -> bool:
        """Tell whether what is left is no more than 2.6 standard errors of its resamples (99 in 100 innocents)."""
        draws = self.left.resampled
        if len(draws) < 2:
            return False
        mean = sum(draws) / len(draws)
        error = math.sqrt(sum((d - mean) ** 2 for d in draws) / (len(draws) - 1))
        return abs(self.left.value) <= 2.6 * error

    def weights_changed(self) -> WeightsChanged | None:
        """Compare the weights behind the two scores key by key, None where they are not both known."""
        one = self.opening.recording.states.get(self.opening.state or "")
        other = self.closing.recording.states.get(self.closing.state or "")
        if one is None or other is None:
            return None
        keys = tuple(k for k, mark in other.digests.items() if one.digests.get(k) != mark)
        marks = set(one.digests.values())
        if not keys or all(other.digests[k] in marks for k in keys):
            return None  # the same weights under other names: a part of the model, or a wrapper around it
        recordings = (self.opening.recording, self.closing.recording)
        filed = {mark for r in recordings for f in r.files for mark in f.arrays.values()}
        scored_before = {
            mark
            for r in recordings
            for key, state in r.states.items()
            if key != self.closing.state and any(p.training for p in r.passes if key in {p.state, p.end_state})
            for mark in state.digests.values()
        }
        here = self.closing.recording
        trained_here = any(p.training and p.model == other.model for p in here.passes) and other.key in {
            k for p in here.passes for k in (p.state, p.end_state)
        }
        unknown = tuple(k for k in keys if other.digests[k] not in filed | scored_before)
        trained = trained_here and self._is_trained(other.key)
        return WeightsChanged(
            unknown or keys, bool(unknown) and not trained, all(k in other.buffers for k in keys) and bool(keys)
        )

    def _is_trained(self, key: str) -> bool:
        """Tell whether weights came out of training in the closing run: its model took optimizer steps before."""
        passed = self.closing.passed
        if passed is None:
            return False
        return any(
            p.training and p.handle == passed.handle and p.seq <= passed.seq for p in self.closing.recording.passes
        )

    def weights_effect(self) -> tuple[float, float, float] | None:
        """Give (amount, low, high) of scoring with the closing's weights instead of the opening's, None if unmeasured.

        Measured on the closing's rows, else on the opening's; where both scores are over the same rows it is all that
        is left between them.
        """
        first, last = self.opening.state or "", self.closing.state or ""
        there = self.closing.examination.by_state.get(first)
        if there is not None:
            return _effect(there, self.closing.reference)
        there = self.opening.examination.by_state.get(last)
        if there is not None:
            return _effect(self.opening.reference, there)
        a, b = self.opening.raw_ids, self.closing.raw_ids
        if a is not None and b is not None and len(a) == len(b) and set(a.tolist()) == set(b.tolist()):
            return (self.left.value, *self.interval())
        return None


@dataclass(frozen=True, slots=True)
class WeightsChanged:
    """Which weights differ between two scores; `lost` if they came from no file and from no training."""

    keys: tuple[str, ...]
    lost: bool
    buffers_only: bool


def _effect(one: Values, other: Values) -> tuple[float, float, float]:
    amount = other.value - one.value
    draws = sorted(b - a for a, b in zip(one.resampled, other.resampled, strict=False))
    if not draws:
        return amount, amount, amount
    low, high = draws[int(0.025 * (len(draws) - 1))], draws[round(0.975 * (len(draws) - 1))]
    return amount, min(low, amount), max(high, amount)
