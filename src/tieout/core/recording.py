"""What one run left behind: plain data, read back without running any code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Hazard, Kind

AS = " as "  # between a pass and a metric, in the id of the examination of a pass that its own run did not score
LEFT = ", left behind"  # ends the mark of a factor: what the score was made without, and the other with by this mark
BY_SCORE = "by the score"  # in the mark of a factor for which nothing speaks but that undoing it scores better


@dataclass(frozen=True, slots=True)
class FactorRecord:
    """A deviation of one score, as kept: everything but the function that undoes it.

    `stack` are the lines that led to `where`, the innermost first; `diff` is the edit that takes the deviation away,
    "" where the source alone does not tell.
    """

    cause: str
    kind: Kind
    where: Where | None
    says: str
    fix: str
    mark: str
    measured: bool
    hazard: bool = True
    stack: tuple[Where, ...] = ()
    diff: str = ""


@dataclass(frozen=True, slots=True)
class Values:
    """A replayed score and what it would be on resampled rows (the same resamples for every value of one score)."""

    value: float
    resampled: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Examination:
    """What was measured about one score.

    Attributes:
        recorded:   the number the script computed, as a fraction (per cent divided out).
        values:     replayed score by the set of factors undone, as a bit mask over the measured `factors`;
                    0 is the score as recorded, the full mask the reference way of measuring.
        by_state:   the reference score on these rows with other weights, by state key.
        with_state: the score with other weights and a set of factors undone, by state key and bit mask as in `values`.
        examined:   the pass was replayed or recomputed; False if nothing could be said.
        by_metric:  the reference predictions on these rows by other standard metrics.
        by_file:    the score with the weights of files that lay beside the one loaded, by path; undone are the factors
                    for which more speaks than the score.
        metrics:    the full names of the metric: as it was called first, then others that give the same number here.
        metric_at:  the line that called the metric or made the loss.
        lines:      every line of the user's that the score went through.
        ids:        ids of the rows as they should have been read, where they were not; names an array.
        state:      key of the weights that the reference way of measuring uses, where they are not the pass's own.
        labels:     the labels behind the score, in the order of `per_row`; names an array, as that does.
        inputs:     a sample of what the model was fed, as evenly spaced ones of those rows.
        units:      factor, shift and curve that brought outputs to the units of the labels, as in `Decode`.
        level:      the level that the script's own numbers were cut at, and which side of it was marked, as in `Level`.
    """

    score: str
    recorded: float
    factors: tuple[FactorRecord, ...] = ()
    values: Mapping[int, Values] = field(default_factory=dict)
    by_state: Mapping[str, Values] = field(default_factory=dict)
    ruled_out: tuple[Acquittal, ...] = ()
    not_examined: tuple[Acquittal, ...] = ()
    metric: str = ""
    per_row: str | None = None
    examined: bool = True
    rows: int = 0
    lines: tuple[Where, ...] = ()
    labels: str | None = None
    inputs: str | None = None
    state: str | None = None
    ids: str | None = None
    by_metric: Mapping[str, Values] = field(default_factory=dict)
    by_file: Mapping[str, Values] = field(default_factory=dict)
    metrics: tuple[str, ...] = ()
    metric_at: Where | None = None
    units: tuple[float, ...] = ()
    level: tuple[float, ...] = ()
    with_state: Mapping[str, Mapping[int, Values]] = field(default_factory=dict)

    @property
    def reference(self) -> Values:
        """The score by the reference way of measuring: every measured factor undone, shared or not."""
        measured = [factor for factor in self.factors if factor.measured]
        left = sum(1 << at for at, factor in enumerate(measured) if factor.mark.endswith(LEFT))
        return self.values[max(self.values) & ~left]


@dataclass(frozen=True, slots=True)
class PassRecord:
    """A pass over rows, as kept. `ids`, `raw_ids` and `labels` name arrays of the recording.

    `source` is the line that loaded the file the rows came from, where that was seen; `handle` tells two models of one
    class in a run apart; `stack` are the lines that led to the pass and `limited` those that took a part of the rows;
    `config` names the settings its layers had; `copied` is the line that put copies of training rows among these.
    """

    id: str
    model: str
    framework: str
    kind: str
    where: Where | None
    rows: int
    batches: int
    training: bool
    updates: int
    seq: int
    modes: Mapping[str, int]
    state: str | None
    end_state: str | None
    ids: str | None = None
    raw_ids: str | None = None
    labels: str | None = None
    loader: Mapping[str, Any] = field(default_factory=dict)
    source: Where | None = None
    handle: int = 0
    stack: tuple[Where, ...] = ()
    limited: tuple[Where, ...] = ()
    config: str | None = None
    copied: Where | None = None


@dataclass(frozen=True, slots=True)
class StateRecord:
    """Weights and buffers at one moment: a digest for every key, and the array names where they were kept."""

    key: str
    model: str
    digests: Mapping[str, str]
    arrays: Mapping[str, str] = field(default_factory=dict)
    buffers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Beside:
    """How one argument of a model's calls follows from the first one: where that `is` a value, `is not`, or `lengths`.

    `place` is that of the argument, `dtype` its type; `lengths` count what is not the value in each row.
    """

    place: int
    rule: str
    value: float
    dtype: str


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """What a model was trained on: row ids, a sample of what it was fed, and the transforms before it.

    `norms` gives the line that made each batch-normalisation layer, `columns` the names of the raw columns, `encoders`
    what gave categories their numbers; `ragged` tells that its batches had rows of several widths,
    `beside` what the model was given with each batch that follows from its rows. `earlier` are the ids of rows that
    only epochs before the last one had.
    """

    model: str
    rows: int
    ids: str | None
    raw_ids: str | None
    labels: str | None
    sample: str | None
    raw_sample: str | None
    steps: tuple[StepRecord, ...] = ()
    norms: Mapping[str, Where] = field(default_factory=dict)
    columns: tuple[str, ...] = ()
    encoders: tuple[StepRecord, ...] = ()
    ragged: bool = False
    beside: tuple[Beside, ...] = ()
    earlier: str | None = None


@dataclass(frozen=True, slots=True)
class StepRecord:
    """A transform of the training inputs, as kept: class, fitted attributes and where it was fitted."""

    kind: str
    name: str
    module: str
    params: Mapping[str, Any]
    where: Where | None
    fit_where: Where | None
    digest: str
    stack: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class FileRecord:
    """A file that the run saved or loaded; `stack` are the user's lines that led there, the innermost first."""

    path: str
    digest: str
    action: str
    holds: str
    where: Where | None
    seq: int
    arrays: Mapping[str, str] = field(default_factory=dict)
    stack: tuple[Where, ...] = ()


@dataclass(frozen=True, slots=True)
class Recording:
    """One run, read back. `arrays` gives an array by name (None if the budget dropped it)."""

    format: int
    name: str
    directory: str
    started: str
    argv: tuple[str, ...]
    ended: str
    host: Mapping[str, str]
    scores: tuple[Score, ...] = ()
    passes: tuple[PassRecord, ...] = ()
    states: Mapping[str, StateRecord] = field(default_factory=dict)
    training: tuple[TrainingRecord, ...] = ()
    files: tuple[FileRecord, ...] = ()
    examinations: Mapping[str, Examination] = field(default_factory=dict)
    hazards: tuple[Hazard, ...] = ()
    linked: tuple[str, ...] = ()
    configs: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    dropped: Mapping[str, int] = field(default_factory=dict)
    faults: tuple[str, ...] = ()
