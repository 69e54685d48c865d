"""The end of a recorded run: trace its scores, undo what deviates, measure every combination."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np

from tieout.core.cause import Cause, Factor, NotExamined, RuledOut, Stage
from tieout.core.passes import Pass
from tieout.core.recording import BY_SCORE, LEFT, Examination, Recording, Values
from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Hazard
from tieout.core.trial import Lever, Settings, Trial
from tieout.core.view import Recipe, Training, View
from tieout.replay.history import training as trained
from tieout.replay.history.listed import names_by_list
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER
from tieout.replay.metrics.standard import NAMED, OF_CLASSES
from tieout.replay.outputs.averaged import together
from tieout.replay.outputs.stacked import beneath
from tieout.replay.rows import shared
from tieout.replay.rows.samples import ids_of, inputs_of, labels_of
from tieout.replay.runfacts import RunFacts
from tieout.replay.running.beside import scored_with
from tieout.replay.running.evaluate import Evaluator, ReplaysSpent
from tieout.replay.running.jointly import undone, with_states
from tieout.replay.running.kindred import by_kindred
from tieout.replay.tracing import lines
from tieout.replay.tracing.masked import padded
from tieout.replay.tracing.numbers import Number, by_interest, numbers
from tieout.replay.tracing.trace import trace
from tieout.replay.tracing.unscored import unscored

MOST_SCORES = 40
MOST_FACTORS = 5
MOST_STATES = 4  # other weights that a score is measured with
Progress = Callable[[int, int, str], None]


@dataclass
class Examined:
    """What the examination of a run gives to the store."""

    scores: list[Score] = field(default_factory=list)
    examinations: dict[str, Examination] = field(default_factory=dict)
    hazards: list[Hazard] = field(default_factory=list)
    per_row: dict[str, Any] = field(default_factory=dict)
    labels: dict[str, Any] = field(default_factory=dict)
    inputs: dict[str, Any] = field(default_factory=dict)
    ids: dict[str, Any] = field(default_factory=dict)
    lineages: dict[str, Any] = field(default_factory=dict)
    training: dict[int, Training] = field(default_factory=dict)
    sources: dict[str, Where] = field(default_factory=dict)
    copied: dict[str, Where] = field(default_factory=dict)
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
        self.known = RunFacts(tape, linked, arrays)
        self.result = Examined(lineages=self.known.lineages, training=self.known.training)

    # --- the whole run -----------------------------------------------------------------------------------------------
    def run(self, progress: Progress | None = None) -> Examined:
        """Examine every score worth it, the latest and the printed ones first.

        `result` holds what is done so far, whatever ends the examination.
        """
        result = self.result
        found = numbers(self.tape)
        result.scores[:] = [self._score(f"s{at + 1}", number, None) for at, number in enumerate(found)]
        order = by_interest(found)
        traced: dict[int, Recipe] = {}
        for number in order[: MOST_SCORES * 3]:
            with self._guard(f"trace {number.name}"):
                recipe = trace(self.tape, number.value, number.seq, self.known.facts_of, number.pass_id) or (
                    trace(self.tape, number.value, number.last_seq, self.known.facts_of, number.pass_id)
                    if number.last_seq != number.seq
                    else None
                )
                if recipe is not None:
                    recipe = together(self.tape, recipe, self.known.facts_of)
                    recipe = traced[id(number)] = beneath(self.tape, recipe, self.known.facts_of)
                    passed = self.known.passes[recipe.trial.facts["pass"]]
                    self.known.find_rows(passed, recipe)
                    self.known.scored |= {passed.id, passed.part_of or ""}
        result.scores[:] = [self._score(f"s{at + 1}", n, traced.get(id(n))) for at, n in enumerate(found)]
        scores = {id(number): score for number, score in zip(found, result.scores, strict=True)}
        result.parts = [p for p in self.known.passes.values() if p.part_of and p.id in self.known.scored]
        worth = [n for n in order if id(n) in traced and self._whole(n, traced[id(n)])][:MOST_SCORES]
        worth.sort(key=lambda n: traced[id(n)].metric in LOWER_IS_BETTER)  # rows that are right or wrong tell more
        for at, number in enumerate(worth):
            if progress is not None:
                progress(at, len(worth), number.name)
            with self._guard(f"examine {number.name}"):
                self._examine(scores[id(number)], traced[id(number)], result)
        with self._guard("passes that were not scored here"):
            for score, recipe in unscored(self.tape, self.known, self.known.scored):
                self._examine(score, recipe, result)
        if progress is not None and worth:
            progress(len(worth), len(worth), worth[-1].name)
        self._find_sources(result)
        with self._guard("survey"):
            self._survey(result)
        result.rows_run = sum(e.rows_run for e in self.known.evaluators.values())
        return result

    def _whole(self, number: Number, recipe: Recipe) -> bool:
        """Tell whether a number is more than the value of one chunk on the way to another number."""
        return number.shown or number.framework or self.known.passes[recipe.trial.facts["pass"]].part_of is None

    def _find_sources(self, result: Examined) -> None:
        for passed in list(self.known.passes.values()):
            if passed.id in self.known.scored or passed.kind != "forward":
                with self._guard("source of rows"):
                    source = self.known.source_line(passed)
                    if source is not None:
                        result.sources[passed.id] = source
                    elif passed.iteration is not None and passed.iteration.loader.data_where is not None:
                        result.sources[passed.id] = passed.iteration.loader.data_where
                    copied = self.known.copied_line(passed) if not passed.updates else None
                    if copied is not None:
                        result.copied[passed.id] = copied

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
        lineage = self.known.lineage(passed)
        evaluator = self.known.evaluator(passed)
        ids = trained.pass_ids(passed)
        return View(
            score,
            recipe,
            passed,
            ids,
            lineage.raw_ids,
            lineage.forward_steps(),
            self.known.training_of(passed),
            self.tape.iterations,
            self.tape.files,
            self.linked,
            self.known.end_state(passed),
            self.tape.states,
            evaluator.forward,
            evaluator.value,
            self.tape.passes,
            self.tape.steps,
            {"raw": lineage.raw, "arrays": self.arrays, "state_digests": self.tape.state_digests, "meets": self.tape},
            lambda: self.known.labelled(passed),
            lambda: self.known.batchnorm(passed),
            lambda state: self.known.calibrated(passed, state),
            lambda: self.known.refed_of(passed, recipe),
            lambda: self.known.source_line(passed),
            origin_of=lambda: self.known.origins.of(passed),
            statistics_of=lambda dropout: self.known.calibration.of(passed, dropout),
            gain=lambda moved: self.known.gain(passed, recipe.trial, moved),
            reread_of=lambda: self.known.augmentation.of(passed),
            keyed=lambda: self.known.labels_by_key(passed, recipe),
            labels_made=lambda: self.known.labels_line(passed, recipe),
            repeated_at=lambda: self.known.repeated_lines(passed),
            initial_of=lambda: self.known.initial.of(passed, recipe),
            owners_of=lambda: shared.owners(self.known, passed, recipe),
            rates_of=lambda: shared.rates(self.known, passed, recipe),
            padded=lambda: padded(recipe, score.value),
            made_at=lambda: self.tape.bindings.rows_at(passed.stack),
            listed_as=lambda: names_by_list(self.known, passed, recipe),
        )

    def _examine(self, score: Score, recipe: Recipe, result: Examined) -> None:
        passed = self._pass_of(recipe)
        trial = self._prepared(passed, recipe, score)
        view = self.view(score, replace(recipe, trial=trial))
        factors, ruled_out, not_examined = self._findings(view)
        evaluator = self.known.evaluator(passed)
        measured = [f for f in factors if f.undo is not None and self._replayable(f, trial)]
        measured.sort(key=lambda f: (f.mark.endswith(LEFT), f.stage))
        for extra in measured[MOST_FACTORS:]:
            not_examined.append(Acquittal(extra.cause, "more deviations than can be combined were found before it"))
        measured = measured[:MOST_FACTORS]
        values = self._coalitions(trial, measured, evaluator)
        full = (1 << sum(not f.mark.endswith(LEFT) for f in measured)) - 1
        reference = undone(trial, measured, full)
        divisions = self.tape.divisions
        told = [(f, True) for f in measured] + [(f, False) for f in factors if f not in measured]
        records = [lines.record_of(f, view, divisions, measured=done) for f, done in told]
        each = None
        with self._guard("per row"):
            each = evaluator.per_row(reference)
        if each is not None:
            result.per_row[score.id] = np.asarray(each, dtype=np.float32)
        with self._guard("sample of scored rows"):
            rows = len(each) if each is not None else len(reference.labels)
            result.labels[score.id] = labels_of(reference, rows)
            result.inputs[score.id] = inputs_of(reference, rows)
        rows_moved = any(f.stage in {Stage.DATA, Stage.PREPROCESS} for f in measured)
        if rows_moved and reference.inputs is not trial.inputs:
            with self._guard("ids of the rows as they should have been read"):
                result.ids[score.id] = ids_of(reference.inputs)
        by_metric, metrics = self._other_metrics(recipe, reference, values[full].value, evaluator)
        by_state, with_state = self._by_state(passed, reference, evaluator), dict[str, dict[int, Values]]()
        with self._guard("other weights beside other deviations"):
            states = self.known.other_states(passed, self.tape.state_digests.get(passed.state or "", {}))
            with_state = with_states(trial, measured, by_state, states, evaluator)
        result.examinations[score.id] = Examination(
            score.id,
            score.value / recipe.scale,
            tuple(records),
            values,
            by_state,
            tuple(ruled_out),
            tuple(not_examined),
            recipe.metric,
            score.id if each is not None else None,
            True,
            passed.total_rows,
            lines.lines_of(view, divisions),
            by_metric=by_metric,
            by_file=self._by_file(passed, undone(trial, measured, _known(measured)), evaluator),
            metrics=metrics,
            metric_at=(recipe.meets[-1].definition.where or recipe.where) if recipe.meets else recipe.where,
            state=self._state_behind(view, factors, measured),
            units=trial.decode.units,
            level=trial.decode.level.kept if trial.decode.level is not None else (),
            with_state=with_state,
        )

    def _state_behind(self, view: View, factors: Sequence[Factor], measured: Sequence[Factor]) -> str | None:
        """Give the weights that the reference is for: those training ended with, if all that differs was undone."""
        origin = view.origin()
        left = [f for f in factors if f.stage is Stage.WEIGHTS and f not in measured]
        return None if origin is None or left or origin.came == "again" else origin.state

    def _findings(self, view: View) -> tuple[list[Factor], list[Acquittal], list[Acquittal]]:
        factors: list[Factor] = []
        ruled_out: list[Acquittal] = []
        not_examined: list[Acquittal] = []
        for cause in self.causes:
            if cause.examine is None:
                continue
            with self._guard(f"cause {cause.id}"):
                try:
                    found = cause.examine(view)
                except ReplaysSpent as spent:
                    found = NotExamined(str(spent))
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
            moved = undone(trial, factors, mask)
            values[mask] = evaluator.as_drawn(trial, moved, evaluator.values(moved))
        return values

    def _prepared(self, passed: Pass, recipe: Recipe, score: Score) -> Trial:
        """Give the trial with the weights as they were and, for a training pass, how they moved."""
        state, origin = self.known.arrays_of_state(passed.state), self.known.origins.of(passed)
        if origin is not None and origin.moved and state is not None:
            state = {**state, **origin.moved}
        settings = Settings(training=passed.flags, state=state, autocast=passed.autocast())
        trial = recipe.trial.with_(settings=settings, facts={"pass": passed.id})
        end = self.known.end_state(passed)
        if passed.updates > 1 and state is not None and end is not None:
            facts: dict[str, Any] = {"pass": passed.id, "moving": (state, end)}
            if any(b.outputs is None for b in passed.batches):
                facts["observed"] = score.value / recipe.scale
            trial = trial.with_(facts=facts)
            trial = trial.with_(facts={**facts, "recorded": trial})
        return trial

    def _other_metrics(
        self, recipe: Recipe, reference: Trial, value: float, evaluator: Evaluator
    ) -> tuple[dict[str, Values], tuple[str, ...]]:
        """Measure the reference predictions by other metrics, and tell which of them the score is."""
        called = (recipe.meets[-1].definition.name if recipe.meets else "") or recipe.metric
        found: dict[str, Values] = {}
        with self._guard("other metrics"):
            if "moving" not in reference.facts:
                found = {**evaluator.standard(reference), **by_kindred(evaluator, reference)}
        equal = [name for name, v in found.items() if abs(v.value - value) <= 1e-5 * max(1.0, abs(value))]
        if called not in equal and OF_CLASSES.get(called) in equal:
            called = OF_CLASSES[called]
        first = [called] if called in equal or called in NAMED else []
        return found, (*first, *(name for name in equal if name != called))

    def _by_state(self, passed: Pass, reference: Trial, evaluator: Evaluator) -> dict[str, Values]:
        """Measure the reference score on these rows with the other weights that scores were made with."""
        found: dict[str, Values] = {}
        if passed.training or not reference.inputs or Lever.STATE not in passed.handle.levers:
            return found
        own = self.tape.state_digests.get(passed.state or "", {})
        # The score of an early epoch is set against what training ended with; the others come first for later ones.
        latest = {last.id for last in self.known.last_passes()}
        most = MOST_STATES if re.split(r"[./ ]", passed.id)[0] in latest else 1
        for key, arrays in self.known.other_states(passed, own):
            with self._guard("other weights"):
                found[key] = evaluator.values(reference.run_with(state=arrays))
            if len(found) >= most:
                break
        return found

    def _by_file(self, passed: Pass, reference: Trial, evaluator: Evaluator) -> dict[str, Values]:
        """Measure the reference score with the checkpoints beside the one loaded, where the training is not known."""
        trained_here = any(p.handle is passed.handle and p.updates for p in self.tape.passes)
        if self.linked or trained_here or passed.training or Lever.STATE not in passed.handle.levers:
            return {}
        own = self.tape.state_digests.get(passed.state or "", {})
        found: dict[str, Values] = {}
        with self._guard("checkpoints beside the one loaded"):
            found.update(scored_with(passed, own, self.tape.files, reference, evaluator))
        return found

    # --- facts about passes ------------------------------------------------------------------------------------------
    def _pass_of(self, recipe: Recipe) -> Pass:
        return self.known.passes[recipe.trial.facts["pass"]]

    # --- what is wrong whatever the scores ---------------------------------------------------------------------------
    def _survey(self, result: Examined) -> None:
        seen = set()
        for cause in self.causes:
            if cause.survey is None:
                continue
            with self._guard(f"survey {cause.id}"):
                for hazard in cause.survey(self.known):
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


def _known(factors: Sequence[Factor]) -> int:
    """Give the mask of the factors for which more speaks than the score."""
    return sum(1 << at for at, factor in enumerate(factors) if BY_SCORE not in factor.mark)
