"""What is known of the passes of a run: outputs, rows and where they came from, training, weights, replays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, row_ids, shared_rows
from tieout.core.passes import Pass, Step
from tieout.core.recording import Recording
from tieout.core.score import Where
from tieout.core.trial import BatchNormFacts, Folded, Settings, Trial
from tieout.core.view import Recipe, Refed, Training
from tieout.evidence import never_loaded
from tieout.profiles import scale_differs
from tieout.replay.feeding.again import Kept
from tieout.replay.feeding.compare import compare
from tieout.replay.feeding.constants import constants_of
from tieout.replay.feeding.gain import Gain
from tieout.replay.feeding.rows import Rows
from tieout.replay.history import training as trained
from tieout.replay.history.origins import Origins
from tieout.replay.metrics.by_hand import LOWER_IS_BETTER
from tieout.replay.outputs.heads import handle_of
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.rows.copies import copied_at, repeated_at
from tieout.replay.rows.keys import labels_by_key, labels_by_name
from tieout.replay.rows.lineage import Tracer, source_of
from tieout.replay.rows.samples import samples_of, scored_of
from tieout.replay.rows.tables import rows_fed
from tieout.replay.running.augmentation import Augmentation
from tieout.replay.running.calibration import Calibration
from tieout.replay.running.evaluate import Evaluator
from tieout.replay.running.initial import Initial, as_of
from tieout.replay.tracing.filed import KIND as PREDICTIONS
from tieout.replay.tracing.filed_arrays import labels_of_filed
from tieout.replay.tracing.filed_rows import ids_of

SURE = 3.0  # standard errors by which another pairing has to score better
BEYOND, LEAST = 6.0, 0.1  # standard errors, and by how much, where the pairing itself is a guess
FEW = 8  # rows; fewer say nothing about a scale
UNCONVERGED = 0.05  # share of the initial statistics from which on they are computed again


class RunFacts:
    """Facts about one run, each worked out once and when it is first asked for."""

    def __init__(self, tape: Any, linked: Sequence[Recording], arrays: Callable[[Recording, str], Any]) -> None:
        self.tape = tape
        self.linked = linked
        self.arrays = arrays
        self.tracer = Tracer(tape.steps)
        self.facts: dict[str, PassFacts] = {}
        self.passes: dict[str, Pass] = {p.id: p for p in tape.passes}
        self.evaluators: dict[str, Evaluator] = {}
        self.lineages: dict[str, Any] = {}
        self.augmentation = Augmentation()
        self.training = trained.here(tape, self.tracer, self.augmentation.of)
        self.scored: set[str] = set()
        self.norms: dict[str, list[BatchNormFacts]] = {}
        self.calibrations: dict[Any, tuple[Mapping[str, Any], object]] = {}
        self.terms: dict[Any, Any] = {}  # what meetings gave to a count
        self.refed: dict[str, Sequence[Refed] | None] = {}
        self.kept = Kept()
        self.elsewhere = trained.linked(linked, arrays)
        self.origins = Origins(self)
        self.calibration = Calibration(self)
        self.initial = Initial(self)

    def refed_of(self, passed: Pass, recipe: Recipe) -> Sequence[Refed] | None:
        """Compare how the rows of a pass were prepared with how the training rows were, once a pass."""
        reread = None if passed.updates else self.augmentation.of(passed)
        if passed.updates:
            return (Refed("same", None, "these are the training rows", None),)
        if reread is not None and reread.random:
            return None  # random rows are like no training row, whatever was done to them before
        if self.initial.of(passed, recipe) is not None:
            return None  # statistics that were never learnt take any other inputs for better ones
        if self.training_of(passed) is None and self._never_loaded(passed):
            return None  # nor do random weights tell how their inputs should be
        if passed.id not in self.refed:
            gain = Gain(self.evaluator(passed), recipe)
            self.refed[passed.id] = compare(
                Rows(
                    passed,
                    self.lineage(passed),
                    self.training_of(passed),
                    self.tape.steps,
                    gain,
                    self.kept,
                    files=self.tape.files,
                    known_ids=self._ids_seen(passed),
                    source=self.source_line(passed),
                    state=self.arrays_of_state(passed.state),
                    samples=list(samples_of(self.linked, self.arrays)),
                    constants=constants_of(self.linked),
                    scored=scored_of(self.linked, self.arrays),
                    lines_elsewhere={where for r in self.linked for file in r.files for where in file.stack},
                    made_at=self.tape.bindings.rows_at(passed.stack),
                    item_settings=list(self._item_settings(passed)),
                )
            )
        return self.refed[passed.id]

    def _item_settings(self, passed: Pass) -> Iterator[Mapping[str, Mapping[str, Any]]]:
        """Give the settings of the data sets that the model was trained on, each once."""
        trained_on = [p.iteration.loader for p in self.tape.passes if p.updates and p.iteration is not None]
        found: list[Mapping[str, Mapping[str, Any]]] = []
        found += [loader.settings() for loader in {loader.key: loader for loader in trained_on}.values()]
        for recording in self.linked:
            found += [record.loader["items"] for record in recording.passes if record.loader.get("items")]
        for at, one in enumerate(found):
            if one and one not in found[:at]:
                yield one

    def _never_loaded(self, passed: Pass) -> bool:
        digests = self.tape.state_digests.get(passed.state or "", {})
        return bool(never_loaded(digests, passed.handle.buffers(), self.tape.files, passed.seq))

    def _ids_seen(self, passed: Pass) -> list[Any]:
        """Give ids of rows as they were fed in training and, in runs that trained, beside it.

        What other runs fed is no proof: the same mistake may have been made there.
        """
        training = self.training_of(passed)
        found = [training.ids] if training is not None and training.ids is not None else []
        kept = ((r, record.ids) for r in self.linked if r.training for record in r.passes if record.ids)
        return found + [ids for ids in (self.arrays(r, name) for r, name in kept) if ids is not None]

    def gain(self, passed: Pass, trial: Trial, moved: Trial) -> tuple[float, float]:
        """Give how much a moved trial scores above a trial, and the paired standard error of that."""
        evaluator = self.evaluator(passed)
        one = evaluator.values(trial, few=True)
        other = evaluator.as_drawn(trial, moved, evaluator.values(moved, few=True))
        draws = np.asarray(other.resampled) - np.asarray(one.resampled)
        return other.value - one.value, float(draws.std()) if draws.size else 0.0

    def was_fed(self, fit: Step) -> bool:
        """Tell whether what a fitted transform made was fed to a model; without models, whether it made anything."""
        made = [s for s in self.tape.steps if s.owner == fit.owner and s.outputs is not None]
        if not self.tape.passes:
            return bool(made)
        return any(step.owner == fit.owner for p in self.tape.passes for step in self.lineage(p).steps)

    def source_line(self, passed: Pass) -> Where | None:
        """Give the line that loaded the rows of a pass; not a helper's line that linked runs went through too."""
        source = source_of(self.tape.files, self.lineage(passed), passed)
        if source is None:
            return self.tape.bindings.labels_at(passed.stack, passed.where) if passed.kind == PREDICTIONS else None
        shared = {where for recording in self.linked for file in recording.files for where in file.stack}
        return source.line(self.tape.files, shared)

    def labels_line(self, passed: Pass, recipe: Recipe) -> Where | None:
        """Give the line that made the labels of a number, as far as the source tells."""
        stacks = [meet.stack for meet in recipe.meets[-1:]] + [passed.stack]
        return next((w for s in stacks if (w := self.tape.bindings.labels_at(s, passed.where)) is not None), None)

    def copied_line(self, passed: Pass) -> Where | None:
        """Give the line that made copies of rows of a pass which its model was trained on, or that split the copies."""
        training, rows = self.training.get(id(passed.handle.model)), self.raw_rows(passed)
        if training is None or not self.tape.drawings or rows is None:
            return None
        own = (self.lineage(passed).raw_ids, trained.pass_ids(passed))
        shared = shared_rows((training.raw_ids, training.ids), own)
        return None if shared is None else copied_at(self.tape.drawings, rows, shared.in_first, passed.seq)

    def repeated_lines(self, passed: Pass) -> tuple[Where, ...]:
        """Give the lines that led to the merge that repeated rows of a pass, none where none was seen."""
        return repeated_at(self.tape.drawings, passed.total_rows, passed.seq)

    def labels_by_key(self, passed: Pass, recipe: Recipe) -> Any:
        """Give the labels of a pass's rows by a key of the tables they came from, if scoring against them is better."""
        used, rows = np.asarray(recipe.trial.labels), self.raw_rows(passed)
        sign = -1.0 if recipe.metric in LOWER_IS_BETTER else 1.0
        found = labels_by_key(self.tape.files, rows, used, passed.seq)
        if passed.kind == PREDICTIONS:
            found = labels_of_filed(self.tape.files, self.linked, passed, recipe.trial.outputs, used)
        for own in found:
            gain, error = self.gain(passed, recipe.trial, recipe.trial.with_(labels=own))
            if np.array_equal(own, used) or sign * gain > max(SURE * error, 0.0):
                return own
        for own in labels_by_name(self.tape.files, used, passed.end_seq or passed.seq):
            gain, error = self.gain(passed, recipe.trial, recipe.trial.with_(labels=own))
            if sign * gain > max(BEYOND * error, LEAST):
                return own
        return None

    def find_rows(self, passed: Pass, recipe: Recipe) -> None:
        """Find the rows of predictions that came out of a file, once a pass."""
        batch = passed.batches[0] if passed.kind == PREDICTIONS and passed.batches else None
        if batch is not None and batch.ids is None:
            used = np.asarray(recipe.trial.labels)
            batch.ids = ids_of(self.tape.files, self.linked, self.arrays, passed, used)

    def raw_rows(self, passed: Pass) -> Any:
        """Give the rows of a pass before any transform, None where they were not kept."""
        lineage = self.lineage(passed)
        fed = [rows_fed(b.inputs) for b in passed.batches]
        if lineage.raw is not None or not fed or any(rows is None for rows in fed):
            return lineage.raw
        if len({np.asarray(part).shape[1:] for part in fed}) > 1:
            return None  # each batch was padded to its longest row
        return np.concatenate([np.asarray(part) for part in fed])

    def scale_off(self, passed: Pass) -> str | None:
        """Say how the scale of a pass's inputs differs from training, for passes that no number was traced to."""
        training = self.training_of(passed)
        fed = [part for b in passed.batches if (part := rows_fed(b.inputs)) is not None]
        alike = len({part.shape[1:] for part in fed}) == 1  # all batches: the first of sorted rows is of one kind
        if training is None or training.array is None or not alike or passed.total_rows < FEW:
            return None
        told = (self.passes[id_] for id_, found in self.refed.items() if found is not None)
        if any(other.where == passed.where and other.handle is passed.handle for other in told):
            return None  # a pass of this line was scored, and how its rows were prepared is known
        theirs = np.asarray(training.array)
        if all(array.dtype.kind in "iu" for array in fed) and bool((theirs == np.rint(theirs)).all()):
            return None  # tokens and codes have no scale
        return scale_differs(np.concatenate(fed), training.array)

    def batchnorm(self, passed: Pass) -> list[BatchNormFacts]:
        """Give the batch-normalisation layers of a pass's model as they were when the pass began."""
        if passed.id not in self.norms:
            state = self.arrays_of_state(passed.state)
            layers = passed.handle.batchnorm()
            origin = self.origins.of(passed)
            momenta = origin.momenta if origin is not None else {}
            layers = [replace(f, momentum=momenta.get(f.name, f.momentum)) for f in layers]
            self.norms[passed.id] = [as_of(f, state, self._updates_before(passed, len(layers))) for f in layers]
        return self.norms[passed.id]

    def _updates_before(self, passed: Pass, layers: int) -> int:
        """Count how often a layer of the model was called with batch statistics before a pass, as far as seen."""
        earlier = (p for p in self.tape.passes if p.handle is passed.handle and p.seq < passed.seq)
        count = sum(int(p.modes.get(("batchnorm", "batch"), 0)) for p in earlier)
        return count // max(1, layers)

    def calibrated(self, passed: Pass, state: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
        """Compute running statistics over training rows again, if those of the pass are far from converged.

        For a score taken while training, also if they hold the spread that dropout adds: a later score shows that.
        """
        training = self.training_of(passed)
        far = any((f.initial_left or 0.0) >= UNCONVERGED for f in self.batchnorm(passed))
        if (
            training is None
            or not training.batches
            or not (far or (passed.updates and self.calibration.widened(passed)))
        ):
            return None
        key = (passed.id, id(state))
        if key not in self.calibrations:
            found = passed.handle.recalibrated(training.batches, Settings(training=True, state=state))
            self.calibrations[key] = (found, state)
        return self.calibrations[key][0]

    def labelled(self, passed: Pass) -> Iterator[tuple[Any, Any]]:
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

    def other_states(self, passed: Pass, own: Mapping[str, str]) -> Iterator[tuple[str, Mapping[str, Any]]]:
        """Give the other weights that scores were made with, here and in linked runs, that fit this model."""
        seen = {passed.state}
        for other in reversed(self.tape.passes):
            key = other.state
            same = other.handle.model is passed.handle.model
            if same and not other.training and key not in seen and self.tape.states.get(key):
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
            known = self.facts[passed.id] = PassFacts(self.tape, passed, self._outputs_of, self.terms)
            self.passes.setdefault(passed.id, passed)
        return known

    def evaluator(self, passed: Pass) -> Evaluator:
        """Give the evaluator of a pass; passes of one model share none, so that inputs are not mixed up."""
        if passed.id not in self.evaluators:
            most = self.tape.budget.replay_times * passed.total_rows
            known = None if self.tape.budget.exact else lambda: self.facts_of(passed).outputs
            self.evaluators[passed.id] = Evaluator(handle_of(passed), self.tape.states, most_rows=most, recorded=known)
        return self.evaluators[passed.id]

    def lineage(self, passed: Pass) -> Any:
        """Give the chain of transforms behind the rows of a pass."""
        if passed.id not in self.lineages:
            self.lineages[passed.id] = self.tracer.trace(trained.pass_ids(passed), by_parts=not passed.updates)
        return self.lineages[passed.id]

    def training_of(self, passed: Pass) -> Training | None:
        """Give what the model of a pass was trained on: here, under another object, or in a linked run."""
        if isinstance(passed.handle, Folded):
            return None  # every row was scored by a model that was trained on others
        own = self.training.get(id(passed.handle.model))
        if own is not None:
            return own
        names = [t for t in self.training.values() if t.model == passed.handle.name]
        if names:
            return names[-1]
        same = [t for t in self.elsewhere if t.model == passed.handle.name] or self.elsewhere
        if not same:
            return None
        several = any(len(batch.inputs or ()) > 1 for batch in passed.batches[:1])
        return replace(same[0], batches=()) if several else same[0]  # of several inputs only the columns were kept

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

    def arrays_of_state(self, key: str | None) -> Mapping[str, Any] | None:
        """Give the weights kept under a key, None where there are none."""
        return (self.tape.states.get(key) or None) if key else None

    def _outputs_of(self, passed: Pass) -> Any:
        """Run a pass again as it was recorded, for frameworks whose own loops do not show outputs."""
        inputs = [b.inputs for b in passed.batches if b.inputs is not None]
        if len(inputs) < len(passed.batches):
            return None
        settings = Settings(training=passed.flags, state=self.arrays_of_state(passed.state), autocast=passed.autocast())
        parts = handle_of(passed).forward(inputs, settings)
        if any(p is None or isinstance(p, (dict, list, tuple)) for p in parts):
            return None
        return np.concatenate([np.atleast_1d(part) for part in parts])


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
