"""What a cause gets to see of one score: how it was computed, its pass over rows, and what came before."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from tieout.core.cause import Factor, Finding, NotExamined, RuledOut, Stage
from tieout.core.passes import Iteration, Loaded, Meet, Pass, Step
from tieout.core.recording import Beside, Recording
from tieout.core.score import Score, Where
from tieout.core.trial import BatchNormFacts, Metric, Trial

BY_COLUMN = "weighted by a column"  # how a number was traced whose weights stood in a table


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
        found:   how the number was traced, in words such as `BY_COLUMN`.
        held:    what the score held beside the rows of its pass, if a metric object or a count was not reset.
        grouped: the metric of all rows, if the score is the mean of what it is for groups of them.
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
    grouped: Metric | None = None


@dataclass
class Training:
    """What a model was trained on, in this run or in a linked one.

    `batches` are inputs as fed (a bounded sample), `array` the same as one numpy array, `raw` those rows before any
    transform; `steps` the transforms from raw to fed, first one first; ids cover every training row.
    `columns` names the columns of the raw rows, "" where that is not known; `encoders` are what gave categories their
    numbers in that run; `ragged` tells that its batches had rows of several widths, `beside` what the model was given
    with each batch that follows from its rows. `earlier` are ids of rows that only epochs before the last one had.
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
    beside: Sequence[Beside] = ()
    earlier: Any = None


@dataclass(frozen=True)
class Padded:
    """Padding that a score counts as any other label: how many labels there are besides it, and the score of those."""

    labels: int
    others: int
    left_out: Callable[[Trial], Trial]


@dataclass(frozen=True)
class Refed:
    """How the scored rows were prepared against the training rows, and the inputs as they should have been fed.

    `way` is "same", or the word after the dot in the id of the cause: "refit" (fitted on the scored rows), "missing" (a
    step left out), "scale" (other constants) and so on. `mark` is that of the factor. Where several things are wrong,
    `inputs` are those with this one put right, `number` is its place among them, and `together` gives the inputs with
    any set of them put right. `steps` are the transforms that the rows should have gone through, if it is those that
    are wrong; `raw` the rows before all transforms, if it is those. Where the rows as they should have been are gone,
    `extra` gives, for the labels scored against, what each of them would add to the score.
    """

    way: str
    where: Where | None
    says: str
    inputs: tuple[tuple[Any, ...], ...] | None
    mark: str = ""
    number: int = 0
    together: Mapping[frozenset[int], tuple[tuple[Any, ...], ...]] = field(default_factory=dict)
    steps: Sequence[Step] | None = None
    raw: Any = None
    extra: Callable[[Any], Any] | None = None

    @property
    def can_be_put_right(self) -> bool:
        """The rows as they should be are known, or what each would then add to the score."""
        return self.inputs is not None or self.extra is not None

    def put_right(self, trial: Trial) -> Trial:
        """Give a trial with this put right beside what was put right in it before."""
        if self.extra is not None:
            return trial.with_(metric=trial.metric.plus(self.extra))
        done = frozenset({*trial.facts.get("prepared", ()), self.number})
        inputs = self.together.get(done, self.inputs)
        return trial.with_(inputs=inputs, outputs=None, facts={**trial.facts, "prepared": done})


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
        moved:    statistics that the scored pass itself moved with its first batch, as they were before.
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
    moved: Mapping[str, Any] = field(default_factory=dict)


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
    """The rows of a pass read again: whether they come out otherwise each time, and how without augmentation.

    `where` is the line that transforms them at random, where it was seen.
    """

    random: bool
    inputs: tuple[tuple[Any, ...], ...] | None = None
    where: Where | None = None


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

    feeding: Callable[[], Sequence[Refed] | None] = lambda: None
    source_of_rows: Callable[[], Where | None] = lambda: None

    origin_of: Callable[[], Origin | None] = lambda: None
    statistics_of: Callable[[str], Statistics | None] = lambda dropout: None
    gain: Callable[[Trial], tuple[float, float]] = lambda moved: (0.0, 0.0)
    keyed: Callable[[], Any] = lambda: None
    labels_made: Callable[[], Where | None] = lambda: None
    initial_of: Callable[[], Mapping[str, Any] | None] = lambda: None

    reread_of: Callable[[], Reread | None] = lambda: None
    repeated_at: Callable[[], Sequence[Where]] = tuple
    owners_of: Callable[[], tuple[str, Any, Any] | None] = lambda: None
    rates_of: Callable[[], Any] = lambda: None
    padded: Callable[[], Padded | None] = lambda: None
    made_at: Callable[[], Where | None] = lambda: None
    listed_as: Callable[[], Mapping[Any, Any]] = dict

    def names_by_list(self) -> Mapping[Any, Any]:
        """Give the class each label stood for in training, where lists of classes say so and the score bears it out."""
        return self.listed_as()

    def owners(self) -> tuple[str, Any, Any] | None:
        """Give the column of a table that tells which rows belong together and have one label, and whose each row is.

        First those of the training rows, where they were trained on in this run, then those of the scored ones. None
        where there is no such column, or where it was given to the model.
        """
        return self.owners_of()

    def rows_made(self) -> Where | None:
        """Give the line that made the rows which the model was given, None where that is not sure."""
        return self.made_at()

    def rates(self) -> Any:
        """Give the column that holds mean labels of groups, scored rows among them, and the rows with it put right.

        None where there is none; else `key`, and `training` and `scored` as they are with labels of training alone.
        """
        return self.rates_of()

    def reread(self) -> Reread | None:
        """Read the scored rows again, None where their source cannot be read twice."""
        return self.reread_of()

    def origin(self) -> Origin | None:
        """Give the training that the scored parameters came out of, None where it was not recorded."""
        return self.origin_of()

    def initial_statistics(self) -> Mapping[str, Any] | None:
        """Give statistics over the scored rows for those that are still initial, though the weights are from a file.

        None where there are none, where the score is no better with them, or where the training is known.
        """
        return self.initial_of()

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

    def refed(self) -> Sequence[Refed] | None:
        """Compare how the scored rows were prepared with how the training rows were, None where that is not known.

        What is different, each by itself; where nothing is, one entry says so.
        """
        return self.feeding()

    def prepared(self, cause: str, fix: str, innocent: str) -> list[Finding]:
        """Give the findings of a cause that is a way of preparing rows: factors if the scored rows went that way."""
        found = self.refed()
        if not found:
            return [NotExamined("how the scored rows differ from the training rows in their preparation is not known")]
        own = [refed for refed in found if refed.way == cause.partition(".")[2]]
        if not own:
            return [RuledOut(found[0].says if found[0].way == "same" else innocent)]
        return [
            Factor(
                cause,
                "mistake",
                Stage.PREPROCESS,
                refed.where or self.source() or self.passed.where,
                refed.says,
                fix,
                refed.put_right if refed.can_be_put_right else None,
                refed.mark or (f"{cause} {n}" if n else ""),
            )
            for n, refed in enumerate(own)
        ]

    def put_right(self) -> Trial:
        """Give the score of rows that are prepared and a model that is as in training, as far as that was found out.

        Rows that are augmented when they are read are taken without.
        """
        trial, origin = self.trial, self.origin()
        if origin is not None and (origin.buffers or origin.rounded):
            trial = trial.with_arrays(origin.arrays)
        reread = None if self.passed.updates else self.reread()
        if reread is not None and reread.random and reread.inputs is not None:
            trial = trial.with_(inputs=reread.inputs, outputs=None)
        for refed in self.refed() or ():
            trial = refed.put_right(trial) if refed.can_be_put_right else trial
        return trial

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
