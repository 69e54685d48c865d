"""What a cause gets to see: one score with its pass and its past, or the two reference scores of a comparison."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tieout.core.cause import Factor, NotExamined, RuledOut, Stage
from tieout.core.passes import Iteration, Loaded, Meet, Pass, Step
from tieout.core.recording import Examination, PassRecord, Recording, StateRecord, TrainingRecord, Values
from tieout.core.score import Score, Where
from tieout.core.trial import BatchNormFacts, Metric, Trial


@dataclass(frozen=True, slots=True)
class Held:
    """What a score held beside the rows of its pass, in words, and the metric of these rows alone."""

    says: str
    alone: Metric


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
        held:    what the score held beside the rows of its pass, if a metric object or a count was not reset.
        penalties, penalised_at: what a line of the script added to the terms of the rows, and that line.
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
    penalties: str = ""
    penalised_at: Where | None = None
    held: Held | None = None


@dataclass
class Training:
    """What a model was trained on, in this run or in a linked one.

    `batches` are inputs as fed (a bounded sample), `array` the same as one numpy array, `raw` those rows before any
    transform; `steps` the transforms from raw to fed, first one first; ids cover every training row.
    `columns` names the columns of the raw rows, "" where that is not known; `encoders` are what gave categories their
    numbers in that run; `ragged` tells that its batches had rows of several widths.
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
    columns: Sequence[str] = ()
    encoders: Sequence[Step] = ()
    ragged: bool = False


@dataclass(frozen=True)
class Refed:
    """How the scored rows were prepared against the training rows, and the inputs as they should have been fed.

    `way` is "same", or the word after the dot in the id of the cause: "refit" (fitted on the scored rows), "missing" (a
    step left out), "scale" (other constants) and so on. `mark` is that of the factor.
    """

    way: str
    where: Where | None
    says: str
    inputs: tuple[tuple[Any, ...], ...] | None
    mark: str = ""


@dataclass(frozen=True)
class Origin:
    """The training that gave a scored model its parameters, and what the scored model differs in.

    Attributes:
        state:    key of the weights that training ended with, `arrays` those weights.
        rounded:  type that the parameters were rounded to on the way ("" if they are the very same).
        buffers:  keys of the buffers that hold something else than training left in them.
        came:     where those came from: a "file" that was loaded, "moved" by a pass over other rows, computed "again"
                  over the training rows, else "fresh".
        moved_at: the line of that pass, or the one that loaded that file.
        settings: what layers computed with in training and do not now, by layer and setting.
        settings_now: the same now.
        loaded_at, saved_at: the line that loaded the parameters, and the one that saved their file; `whole` if it held
                  the buffers too.
        momenta:  share of the old value that batch normalisation kept at each update in training, by layer.
    """

    state: str
    arrays: Mapping[str, Any]
    rounded: str = ""
    buffers: tuple[str, ...] = ()
    came: str = ""
    moved_at: Where | None = None
    settings: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    settings_now: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    loaded_at: Where | None = None
    saved_at: Where | None = None
    whole: bool = True
    momenta: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True)
class Statistics:
    """Running statistics as a model holds them, against those computed over its training rows.

    `sampling` is the larger of two distances, of means and of log variances, that sampling alone gives; `distance` the
    same as found; `arrays` are the statistics computed again.
    """

    arrays: Mapping[str, Any]
    distance: float
    sampling: float


@dataclass(frozen=True)
class Reread:
    """The rows of a pass read again: whether they come out otherwise each time, and how without augmentation."""

    random: bool
    inputs: tuple[tuple[Any, ...], ...] | None = None


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

    origin_of: Callable[[], Origin | None] = lambda: None
    statistics_of: Callable[[str], Statistics | None] = lambda dropout: None
    gain: Callable[[Trial], tuple[float, float]] = lambda moved: (0.0, 0.0)
    keyed: Callable[[], Any] = lambda: None

    reread_of: Callable[[], Reread | None] = lambda: None

    def reread(self) -> Reread | None:
        """Read the scored rows again, None where their source cannot be read twice."""
        return self.reread_of()

    def origin(self) -> Origin | None:
        """Give the training that the scored parameters came out of, None where it was not recorded."""
        return self.origin_of()

    def statistics(self, dropout: str = "off") -> Statistics | None:
        """Compare the running statistics with those over the training rows, None without training rows."""
        return self.statistics_of(dropout)

    def labels_by_key(self) -> Any:
        """Give the labels that the scored rows have by a key of the tables they came from, in the order of the rows.

        None where there is no such key, or where pairing by it makes the score no better.
        """
        return self.keyed()

    def matters(self, moved: Trial, errors: float = 3.0) -> bool:
        """Tell whether a trial scores otherwise than the score as it was made, by more than its paired error."""
        change, error = self.gain(moved)
        return abs(change) > max(errors * error, 1e-9)

    def refed(self) -> Refed | None:
        """Compare how the scored rows were prepared with how the training rows were, None where that is not known."""
        return self.feeding()

    def prepared(self, cause: str, fix: str, innocent: str) -> Factor | RuledOut | NotExamined:
        """Give the finding of a cause that is a way of preparing rows: the factor if the scored rows went that way."""
        refed = self.refed()
        if refed is None:
            return NotExamined("how the training rows were prepared is not known")
        if refed.way != cause.partition(".")[2]:
            return RuledOut(refed.says if refed.way == "same" else innocent)
        where = refed.where or self.source() or self.passed.where
        inputs = refed.inputs

        def undo(trial: Trial) -> Trial:
            return trial.with_(inputs=inputs, outputs=None)

        moved = None if inputs is None else undo
        return Factor(cause, "mistake", Stage.PREPROCESS, where, refed.says, fix, moved, refed.mark)

    def source(self) -> Where | None:
        """Give the line that loaded the file the scored rows came from."""
        return self.source_of_rows()

    def batchnorm(self) -> list[BatchNormFacts]:
        """Give the batch-normalisation layers as they were when the rows were scored."""
        return self.norms()

    def calibrated(self, trial: Trial) -> Mapping[str, Any] | None:
        """Give running statistics computed over training rows with the trial's weights, None without training rows.

        For statistics that have converged, or that are not those training left, it gives None too.
        """
        origin = self.origin()
        return None if origin is not None and origin.buffers else self.calibrate(trial.settings.state)

    def seen_labels(self) -> Iterable[tuple[Any, Any]]:
        """Give (row ids, labels) of every other place where rows were seen together with their labels."""
        return self.labelled()

    @property
    def trial(self) -> Trial:
        """The score as it was made."""
        return self.recipe.trial


@dataclass(frozen=True)
class Side:
    """One side of a comparison: a score, its examination and the pass behind it.

    `truth` holds the labels behind `per_row`, and `inputs` a sample of what the model was fed for it.
    """

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
    truth: Any = None
    inputs: Any = None
    training_labels: Any = None

    @property
    def known_ids(self) -> tuple[Any, Any]:
        """Ids of the scored rows before any transform, and as fed."""
        return self.raw_ids, self.ids

    @property
    def known_training_ids(self) -> tuple[Any, Any]:
        """Ids of the training rows before any transform, and as fed."""
        return self.training_raw_ids, self.training_ids

    def was_trained_here(self) -> bool:
        """Tell whether the scored weights came out of training in the run: its model took optimizer steps before."""
        passed = self.passed
        if passed is None:
            return False
        return any(p.training and p.handle == passed.handle and p.seq <= passed.seq for p in self.recording.passes)

    def made_of_rows(self) -> bool:
        """Tell whether the reference score is the mean of `per_row`, so that rows can be weighed otherwise."""
        if not self.examination.examined or self.per_row is None or not len(self.per_row):
            return False
        return abs(float(self.per_row.mean()) - self.reference.value) <= 1e-4 * max(1.0, abs(self.reference.value))

    def rows_from(self, other: Side) -> Where | None:
        """Give the line that brought this side's rows in, none that the other side went through as well."""
        if self.passed is None:
            return self.score.where
        loader = self.passed.loader
        walked = Where(str(loader["file"]), int(loader["line"])) if loader.get("file") else None
        shared = {*other.examination.lines, other.passed.source if other.passed is not None else None}
        own = (self.passed.source, walked, self.passed.where, *self.passed.stack, self.score.where)
        known = [where for where in own if where is not None]
        return next((where for where in known if where not in shared), known[0] if known else None)

    @property
    def state(self) -> str | None:
        """The weights that the reference score is for."""
        if self.examination.state is not None:
            return self.examination.state
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
        """Tell whether what is left is no more than 2.6 standard errors (99 in 100 innocents).

        The error is that of the resamples, or of rows drawn from both sides together where that is larger: of 200 rows
        that are all right, every resample is all right too.
        """
        draws = self.left.resampled
        if len(draws) < 2:
            return False
        mean = sum(draws) / len(draws)
        error = math.sqrt(sum((d - mean) ** 2 for d in draws) / (len(draws) - 1))
        return abs(self.left.value) <= 2.6 * max(error, self._pooled_error())

    def _pooled_error(self) -> float:
        """Give the standard error of a difference between two samples of one source, 0 where rows are not known."""
        if not (self.opening.made_of_rows() and self.closing.made_of_rows()):
            return 0.0
        first, last = self.opening.per_row.astype(float), self.closing.per_row.astype(float)
        rows = len(first) + len(last)
        mean = (first.sum() + last.sum()) / rows
        variance = (((first - mean) ** 2).sum() + ((last - mean) ** 2).sum()) / rows
        return math.sqrt(variance * (1.0 / len(first) + 1.0 / len(last)))

    def weights_changed(self) -> WeightsChanged | None:
        """Compare the weights behind the two scores key by key, None where they are not both known."""
        one = self._weights(self.opening)
        other = self._weights(self.closing)
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
            if (key != self.closing.state or r is not self.closing.recording)
            and any(p.training for p in r.passes if key in {p.state, p.end_state})
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

    def _weights(self, side: Side) -> StateRecord | None:
        """Give the weights behind a reference score: those training ended with may stand in the other recording."""
        for recording in (side.recording, self.opening.recording, self.closing.recording):
            found = recording.states.get(side.state or "")
            if found is not None:
                return found
        return None

    def _is_trained(self, key: str) -> bool:
        """Tell whether weights came out of training in the closing run: its model took optimizer steps before."""
        return self.closing.was_trained_here()

    def trained_twice(self) -> bool:
        """Tell whether one program ran twice with the same arguments, and each run trained the weights it scored."""
        one, other = self.opening.recording, self.closing.recording
        if one.name == other.name or one.argv != other.argv or not one.argv:
            return False
        if one.host.get("program") != other.host.get("program"):
            return False
        return self.opening.was_trained_here() and self.closing.was_trained_here()

    def configs(self) -> tuple[Mapping[str, Any], Mapping[str, Any]]:
        """Give the settings of the layers on both sides, empty where they are not known."""
        sides = (self.opening, self.closing)
        one, other = (s.recording.configs.get((s.passed.config if s.passed else None) or "", {}) for s in sides)
        return one, other

    def loaded_at(self) -> Where | None:
        """Give the line of the closing run that last loaded weights before the score."""
        passed = self.closing.passed
        loads = [
            f
            for f in self.closing.recording.files
            if f.action == "loaded" and f.arrays and f.where is not None and (passed is None or f.seq <= passed.seq)
        ]
        into = [f for f in loads if f.holds in {"state", "weights", "model"}]
        return (into or loads)[-1].where if loads else None

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
