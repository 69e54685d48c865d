"""The end of a recorded run: trace its scores, undo what deviates, measure every combination."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, row_ids
from tieout.core.cause import Cause, Factor, NotExamined, RuledOut
from tieout.core.passes import Pass, Step
from tieout.core.recording import Examination, FactorRecord, Recording, Values
from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Hazard
from tieout.core.trial import BatchNormFacts, Lever, Settings, Trial
from tieout.core.view import Recipe, Refed, Training, View
from tieout.profiles import scale_differs
from tieout.replay import training as trained
from tieout.replay.evaluate import Evaluator
from tieout.replay.feeding import Feeding
from tieout.replay.lineage import Tracer, source_of
from tieout.replay.numbers import Number, by_interest, numbers
from tieout.replay.passfacts import PassFacts
from tieout.replay.trace import trace

MOST_SCORES = 40
MOST_FACTORS = 5
FEW = 8  # rows; fewer say nothing about a scale
LOWER_IS_BETTER = frozenset(
    {
        "mse",
        "rmse",
        "mae",
        "mape",
        "msle",
        "error rate",
        "loss",
        "cross_entropy",
        "nll_loss",
        "binary_cross_entropy",
        "binary_cross_entropy_with_logits",
        "mse_loss",
        "l1_loss",
        "log_loss",
        "brier",
    }
)
UNCONVERGED = 0.05  # share of the initial statistics from which on they are computed again
Progress = Callable[[int, int, str], None]


@dataclass
class Examined:
    """What the examination of a run gives to the store."""

    scores: list[Score] = field(default_factory=list)
    examinations: dict[str, Examination] = field(default_factory=dict)
    hazards: list[Hazard] = field(default_factory=list)
    per_row: dict[str, Any] = field(default_factory=dict)
    lineages: dict[str, Any] = field(default_factory=dict)
    training: dict[int, Training] = field(default_factory=dict)
    sources: dict[str, Where] = field(default_factory=dict)
    parts: list[Pass] = field(default_factory=list)
    rows_run: int = 0


class Examiner:
    """Examines one run. Faults in one score or cause are reported to the tape and cost that answer only."""

    def __init__(
        self, tape: Any, causes: Sequence[Cause], linked: Sequence[Recording], arrays: Callable[[Recording, str], Any]
    ) -> None:
        self.tape = tape
        self.causes = causes
        self.linked = linked
        self.arrays = arrays
        self.tracer = Tracer(tape.steps)
        self.facts: dict[str, PassFacts] = {}
        self.passes: dict[str, Pass] = {p.id: p for p in tape.passes}
        self.evaluators: dict[str, Evaluator] = {}
        self.lineages: dict[str, Any] = {}
        self.training = trained.here(tape, self.tracer)
        self.scored: set[str] = set()
        self.norms: dict[str, list[BatchNormFacts]] = {}
        self.calibrations: dict[Any, tuple[Mapping[str, Any], object]] = {}
        self.refed: dict[str, Refed | None] = {}
        self.elsewhere = trained.linked(linked, arrays)

    # --- the whole run -----------------------------------------------------------------------------------------------
    def run(self, progress: Progress | None = None) -> Examined:
        """Examine every score worth it, the latest and the printed ones first."""
        result = Examined(lineages=self.lineages, training=self.training)
        found = numbers(self.tape)
        order = by_interest(found)
        traced: dict[int, Recipe] = {}
        for number in order[: MOST_SCORES * 3]:
            with self._guard(f"trace {number.name}"):
                recipe = trace(self.tape, number.value, number.seq, self.facts_of, number.pass_id) or (
                    trace(self.tape, number.value, number.last_seq, self.facts_of, number.pass_id)
                    if number.last_seq != number.seq
                    else None
                )
                if recipe is not None:
                    traced[id(number)] = recipe
                    self.scored |= {recipe.trial.facts["pass"], self.passes[recipe.trial.facts["pass"]].part_of or ""}
        worth = [n for n in order if id(n) in traced][:MOST_SCORES]
        for at, number in enumerate(worth):
            if progress is not None:
                progress(at, len(worth), number.name)
        examined = 0
        for at, number in enumerate(found):
            score = self._score(f"s{at + 1}", number, traced.get(id(number)))
            result.scores.append(score)
            if number in worth:
                with self._guard(f"examine {number.name}"):
                    self._examine(score, traced[id(number)], result)
                examined += 1
                if progress is not None:
                    progress(examined, len(worth), number.name)
        for passed in list(self.passes.values()):
            if passed.id in self.scored or passed.kind != "forward":
                with self._guard("source of rows"):
                    source = self._source(passed)
                    if source is not None:
                        result.sources[passed.id] = source
                    elif passed.iteration is not None and passed.iteration.loader.data_where is not None:
                        result.sources[passed.id] = passed.iteration.loader.data_where
        with self._guard("survey"):
            self._survey(result)
        result.rows_run = sum(e.rows_run for e in self.evaluators.values())
        result.parts = [p for p in self.passes.values() if p.part_of and p.id in self.scored]
        return result

    def _score(self, id_: str, number: Number, recipe: Recipe | None) -> Score:
        return Score(
            id_,
            number.name,
            number.value,
            "",
            number.where,
            number.metric or (recipe.metric if recipe else ""),
            recipe.scale if recipe else 1.0,
            recipe.trial.facts.get("pass", number.pass_id) if recipe else number.pass_id,
            number.seq,
            tuple(number.aliases),
        )

    # --- one score ---------------------------------------------------------------------------------------------------
    def view(self, score: Score, recipe: Recipe) -> View:
        """Give what the causes see of one score."""
        passed = self._pass_of(recipe)
        lineage = self.lineage(passed)
        evaluator = self.evaluator(passed)
        ids = trained.pass_ids(passed)
        return View(
            score,
            recipe,
            passed,
            ids,
            lineage.raw_ids,
            lineage.forward_steps(),
            self.training_of(passed),
            self.tape.iterations,
            self.tape.files,
            self.linked,
            self.end_state(passed),
            self.tape.states,
            evaluator.forward,
            evaluator.value,
            self.tape.passes,
            self.tape.steps,
            {"raw": lineage.raw, "arrays": self.arrays, "state_digests": self.tape.state_digests, "meets": self.tape},
            lambda: self._labelled(passed),
            lambda: self.batchnorm(passed),
            lambda state: self._calibrated(passed, state),
            lambda: self._refed(passed, recipe),
            lambda: self._source(passed),
        )

    def _refed(self, passed: Pass, recipe: Recipe) -> Refed | None:
        """Compare how the rows of a pass were prepared with how the training rows were, once a pass."""
        if passed.updates:
            return None
        if passed.id not in self.refed:
            trial, evaluator = recipe.trial, self.evaluator(passed)
            base = evaluator.per_row(trial) if trial.metric.per_row is not None else None

            def improves(inputs: Any) -> float:
                moved = trial.with_(inputs=inputs, outputs=None)
                if base is None:
                    return evaluator.value(moved) - evaluator.value(trial)
                each = evaluator.per_row(moved)
                change = np.asarray(each) - base
                error = change.std() / np.sqrt(len(change))
                gain = change.mean() * (-1.0 if recipe.metric in LOWER_IS_BETTER else 1.0)
                return float(gain) if gain > 2.0 * error else 0.0

            feeding = Feeding(passed, self.lineage(passed), self.training_of(passed), self.tape.steps, improves)
            self.refed[passed.id] = feeding.compare()
        return self.refed[passed.id]

    def was_fed(self, fit: Step) -> bool:
        """Tell whether what a fitted transform made was fed to a model; without models, whether it made anything."""
        made = [s for s in self.tape.steps if s.owner == fit.owner and s.outputs is not None]
        if not self.tape.passes:
            return bool(made)
        return any(step.owner == fit.owner for p in self.tape.passes for step in self.lineage(p).steps)

    def _source(self, passed: Pass) -> Where | None:
        source = source_of(self.tape.files, self.lineage(passed), passed)
        if source is None:
            return None
        shared = {where for recording in self.linked for file in recording.files for where in file.stack}
        return next((where for where in source.stack if where not in shared), source.where)

    def scale_off(self, passed: Pass) -> str | None:
        """Say how the scale of a pass's inputs differs from training, for passes that no number was traced to."""
        training = self.training_of(passed)
        first = next((as_numpy(b.inputs[0]) for b in passed.batches if b.inputs), None)
        if training is None or training.array is None or first is None or passed.total_rows < FEW:
            return None
        return scale_differs(first, training.array)

    def batchnorm(self, passed: Pass) -> list[BatchNormFacts]:
        """Give the batch-normalisation layers of a pass's model as they were when the pass began."""
        if passed.id not in self.norms:
            state = self._state_setting(passed.state)
            layers = passed.handle.batchnorm()
            self.norms[passed.id] = [_as_of(f, state, self._updates_before(passed, len(layers))) for f in layers]
        return self.norms[passed.id]

    def _updates_before(self, passed: Pass, layers: int) -> int:
        """Count how often a layer of the model was called with batch statistics before a pass, as far as seen."""
        earlier = (p for p in self.tape.passes if p.handle is passed.handle and p.seq < passed.seq)
        return sum(p.modes.get(("batchnorm", "batch"), 0) for p in earlier) // max(1, layers)

    def _calibrated(self, passed: Pass, state: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Compute running statistics over training rows again, if those of the pass are far from converged."""
        training = self.training_of(passed)
        layers = self.batchnorm(passed)
        if training is None or not training.batches or not any((f.initial_left or 0.0) >= UNCONVERGED for f in layers):
            return None
        key = (passed.id, id(state))
        if key not in self.calibrations:
            found = passed.handle.recalibrated(training.batches, Settings(training=True, state=state))
            self.calibrations[key] = (found, state)
        return self.calibrations[key][0]

    def _labelled(self, passed: Pass) -> Iterator[tuple[Any, Any]]:
        """Give ids and labels of rows seen together elsewhere: walks through loaders, other passes, linked runs."""
        for iteration in self.tape.iterations:
            ids, labels = walked(iteration)
            if ids is not None and labels is not None:
                yield ids, labels
        for other in self.tape.passes:
            if other is not passed:
                ids, labels = trained.pass_ids(other), self.facts_of(other).labels_with_rows
                if ids is not None and labels is not None:
                    yield ids, labels
        for recording in self.linked:
            for record in recording.passes:
                ids = self.arrays(recording, record.ids) if record.ids else None
                labels = self.arrays(recording, record.labels) if record.labels else None
                if ids is not None and labels is not None:
                    yield ids, labels

    def last_passes(self) -> list[Pass]:
        """Give the last pass of each model at each line: what came before in training is no longer what stands."""
        found: dict[Any, Pass] = {}
        for passed in self.tape.passes:
            if not passed.updates:
                found[(id(passed.handle.model), passed.where)] = passed
        return list(found.values())

    def was_scored(self, passed: Pass) -> bool:
        """Tell whether a pass ended in a number, or met labels, outside of training."""
        return passed.id in self.scored

    def _examine(self, score: Score, recipe: Recipe, result: Examined) -> None:
        passed = self._pass_of(recipe)
        trial = self._prepared(passed, recipe, score)
        view = self.view(score, _with_trial(recipe, trial))
        factors, ruled_out, not_examined = self._findings(view)
        evaluator = self.evaluator(passed)
        measured = [f for f in factors if f.undo is not None and self._replayable(f, trial)]
        measured.sort(key=lambda f: f.stage)
        for extra in measured[MOST_FACTORS:]:
            not_examined.append(Acquittal(extra.cause, "more deviations than can be combined were found before it"))
        measured = measured[:MOST_FACTORS]
        values = self._coalitions(trial, measured, evaluator)
        full = (1 << len(measured)) - 1
        reference = _undone(trial, measured, full)
        records = [_record(f, measured=True) for f in measured] + [
            _record(f, measured=False) for f in factors if f not in measured
        ]
        each = None
        with self._guard("per row"):
            each = evaluator.per_row(reference)
        if each is not None:
            result.per_row[score.id] = np.asarray(each, dtype=np.float32)
        result.examinations[score.id] = Examination(
            score.id,
            score.value / recipe.scale,
            tuple(records),
            values,
            self._by_state(passed, reference, evaluator),
            tuple(ruled_out),
            tuple(not_examined),
            recipe.metric,
            score.id if each is not None else None,
            True,
            passed.total_rows,
        )

    def _findings(self, view: View) -> tuple[list[Factor], list[Acquittal], list[Acquittal]]:
        factors: list[Factor] = []
        ruled_out: list[Acquittal] = []
        not_examined: list[Acquittal] = []
        for cause in self.causes:
            if cause.examine is None:
                continue
            with self._guard(f"cause {cause.id}"):
                found = cause.examine(view)
                for one in found if isinstance(found, list) else [found]:
                    if isinstance(one, Factor):
                        factors.append(one)
                    elif isinstance(one, RuledOut):
                        ruled_out.append(Acquittal(cause.id, one.why))
                    elif isinstance(one, NotExamined):
                        not_examined.append(Acquittal(cause.id, one.why))
        return factors, ruled_out, not_examined

    def _replayable(self, factor: Factor, trial: Trial) -> bool:
        assert factor.undo is not None
        moved = factor.undo(trial)
        return moved.outputs is not None or bool(moved.inputs)

    def _coalitions(self, trial: Trial, factors: Sequence[Factor], evaluator: Evaluator) -> dict[int, Values]:
        values = {}
        for mask in range(1 << len(factors)):
            values[mask] = evaluator.values(_undone(trial, factors, mask))
        return values

    def _prepared(self, passed: Pass, recipe: Recipe, score: Score) -> Trial:
        """Give the trial with the weights as they were and, for a training pass, how they moved."""
        state = self._state_setting(passed.state)
        trial = recipe.trial.with_(settings=Settings(training=passed.flags, state=state), facts={"pass": passed.id})
        end = self.end_state(passed)
        if passed.updates > 1 and state is not None and end is not None:
            facts = {"pass": passed.id, "moving": (state, end)}
            if any(b.outputs is None for b in passed.batches):
                facts["observed"] = score.value / recipe.scale
            trial = trial.with_(facts=facts)
            trial = trial.with_(facts={**facts, "recorded": trial})
        return trial

    def _by_state(self, passed: Pass, reference: Trial, evaluator: Evaluator) -> dict[str, Values]:
        """Measure the reference score on these rows with the other weights that scores were made with."""
        found: dict[str, Values] = {}
        if passed.training or not reference.inputs or Lever.STATE not in passed.handle.levers:
            return found
        own = self.tape.state_digests.get(passed.state or "", {})
        for key, arrays in self._other_states(passed, own):
            with self._guard("other weights"):
                found[key] = evaluator.values(reference.run_with(state=arrays))
            if len(found) >= 4:
                break
        return found

    def _other_states(self, passed: Pass, own: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        seen = {passed.state}
        for other in reversed(self.tape.passes):
            key = other.state
            if other.handle is passed.handle and not other.training and key not in seen and self.tape.states.get(key):
                seen.add(key)
                yield key, self.tape.states[key]
        for recording in self.linked:
            for record in recording.passes[::-1]:
                for key in (record.end_state, record.state):
                    if key is None or key in seen or (record.training and key != record.end_state):
                        continue
                    seen.add(key)
                    state = recording.states.get(key)
                    if state is None or not state.arrays or set(state.digests) != set(own):
                        continue
                    arrays = {name: self.arrays(recording, array) for name, array in state.arrays.items()}
                    if all(a is not None for a in arrays.values()):
                        yield key, arrays

    def facts_of(self, passed: Pass) -> PassFacts:
        """Give the arrays of a pass or of a part of one."""
        known = self.facts.get(passed.id)
        if known is None:
            known = self.facts[passed.id] = PassFacts(self.tape, passed, self._outputs_of)
            self.passes.setdefault(passed.id, passed)
        return known

    # --- facts about passes ------------------------------------------------------------------------------------------
    def _pass_of(self, recipe: Recipe) -> Pass:
        return self.passes[recipe.trial.facts["pass"]]

    def evaluator(self, passed: Pass) -> Evaluator:
        """Give the evaluator of a pass; passes of one model share none, so that inputs are not mixed up."""
        if passed.id not in self.evaluators:
            self.evaluators[passed.id] = Evaluator(passed.handle, self.tape.states)
        return self.evaluators[passed.id]

    def lineage(self, passed: Pass) -> Any:
        """Give the chain of transforms behind the rows of a pass."""
        if passed.id not in self.lineages:
            self.lineages[passed.id] = self.tracer.trace(trained.pass_ids(passed))
        return self.lineages[passed.id]

    def training_of(self, passed: Pass) -> Training | None:
        """Give what the model of a pass was trained on: here, under another object, or in a linked run."""
        own = self.training.get(id(passed.handle.model))
        if own is not None:
            return own
        names = [t for t in self.training.values() if t.model == passed.handle.name]
        if names:
            return names[-1]
        same = [t for t in self.elsewhere if t.model == passed.handle.name]
        return same[0] if same else (self.elsewhere[0] if self.elsewhere else None)

    def end_state(self, passed: Pass) -> Mapping[str, Any] | None:
        """Give the weights right after a pass: those the next pass of the model started with, or the live ones."""
        if passed.end_state is not None:
            return self.tape.states.get(passed.end_state) or None
        for other in self.tape.passes:
            if other.seq > passed.seq and other.handle is passed.handle and other.state:
                passed.end_state = other.state
                return self.tape.states.get(other.state) or None
        passed.end_state = self.tape.snapshot(passed.handle)
        return self.tape.states.get(passed.end_state) or None

    def _state_setting(self, key: str | None) -> Mapping[str, Any] | None:
        return (self.tape.states.get(key) or None) if key else None

    def _outputs_of(self, passed: Pass) -> Any:
        """Run a pass again as it was recorded, for frameworks whose own loops do not show outputs."""
        inputs = [b.inputs for b in passed.batches if b.inputs is not None]
        if len(inputs) < len(passed.batches):
            return None
        settings = Settings(training=passed.flags, state=self._state_setting(passed.state))
        parts = passed.handle.forward(inputs, settings)
        if any(p is None for p in parts):
            return None
        return np.concatenate([np.atleast_1d(part) for part in parts])

    # --- what is wrong whatever the scores ---------------------------------------------------------------------------
    def _survey(self, result: Examined) -> None:
        seen = set()
        for cause in self.causes:
            if cause.survey is None:
                continue
            with self._guard(f"survey {cause.id}"):
                for hazard in cause.survey(self):
                    key = (hazard.cause, hazard.where)
                    if key not in seen:
                        seen.add(key)
                        result.hazards.append(hazard)

    def _guard(self, what: str) -> Any:
        return _Guard(self.tape, what)


class _Guard:
    def __init__(self, tape: Any, what: str) -> None:
        self.tape, self.what = tape, what

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, exc: BaseException | None, trace: object) -> bool:
        if isinstance(exc, Exception):
            self.tape.fault(self.what, exc)
            return True
        return False


def _as_of(facts: BatchNormFacts, state: Mapping[str, Any] | None, seen: int) -> BatchNormFacts:
    """Give the facts of a layer at the start of a pass, where the count of updates is part of the weights kept."""
    counter = facts.mean_key.removesuffix("running_mean") + "num_batches_tracked"
    if state is not None and counter in state:
        updates = int(state[counter])
    elif facts.updates is None and seen:
        updates = seen
    else:
        return facts
    left = facts.momentum**updates if facts.momentum is not None else (0.0 if updates else 1.0)
    return replace(facts, updates=updates, initial_left=left)


def walked(iteration: Any) -> tuple[Any, Any]:
    """Give (row ids, labels) of one walk through a loader, None for what was not seen."""
    known = [i if getattr(i, "dtype", None) == np.uint64 else row_ids(i) for i in iteration.ids]
    iteration.ids[:] = known
    labels = [as_numpy(part) for part in iteration.labels]
    ids = [i for i in known if i is not None]
    if not ids or len(ids) < len(known):
        return None, None
    if any(part is None or part.ndim == 0 for part in labels):
        return np.concatenate(ids), None
    return np.concatenate(ids), np.concatenate([np.asarray(part) for part in labels])


def _undone(trial: Trial, factors: Sequence[Factor], mask: int) -> Trial:
    for at, factor in enumerate(factors):
        if mask >> at & 1 and factor.undo is not None:
            trial = factor.undo(trial)
    return trial


def _with_trial(recipe: Recipe, trial: Trial) -> Recipe:
    return replace(recipe, trial=trial)


def _record(factor: Factor, *, measured: bool) -> FactorRecord:
    return FactorRecord(
        factor.cause,
        factor.kind,
        factor.where,
        factor.says,
        factor.fix,
        factor.mark or factor.cause,
        measured,
        factor.hazard,
    )
