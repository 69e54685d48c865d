"""What is known of the passes of a run: outputs, rows and where they came from, training, weights, replays."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, row_ids
from tieout.core.passes import Pass, Step
from tieout.core.recording import Recording
from tieout.core.score import Where
from tieout.core.trial import BatchNormFacts, Settings
from tieout.core.view import Recipe, Refed, Training
from tieout.profiles import scale_differs
from tieout.replay import training as trained
from tieout.replay.evaluate import Evaluator
from tieout.replay.feeding import Feeding
from tieout.replay.lineage import Tracer, source_of
from tieout.replay.passfacts import PassFacts

FEW = 8  # rows; fewer say nothing about a scale
LOWER_IS_BETTER = frozenset(
    {"mse", "rmse", "mae", "mape", "msle", "error rate", "loss", "cross_entropy", "nll_loss", "binary_cross_entropy"}
    | {"binary_cross_entropy_with_logits", "mse_loss", "l1_loss", "log_loss", "brier"}
)
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
        self.training = trained.here(tape, self.tracer)
        self.scored: set[str] = set()
        self.norms: dict[str, list[BatchNormFacts]] = {}
        self.calibrations: dict[Any, tuple[Mapping[str, Any], object]] = {}
        self.refed: dict[str, Refed | None] = {}
        self.elsewhere = trained.linked(linked, arrays)

    def refed_of(self, passed: Pass, recipe: Recipe) -> Refed | None:
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

    def source_line(self, passed: Pass) -> Where | None:
        """Give the line that loaded the rows of a pass; not a helper's line that linked runs went through too."""
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
            state = self.arrays_of_state(passed.state)
            layers = passed.handle.batchnorm()
            self.norms[passed.id] = [_as_of(f, state, self._updates_before(passed, len(layers))) for f in layers]
        return self.norms[passed.id]

    def _updates_before(self, passed: Pass, layers: int) -> int:
        """Count how often a layer of the model was called with batch statistics before a pass, as far as seen."""
        earlier = (p for p in self.tape.passes if p.handle is passed.handle and p.seq < passed.seq)
        count = sum(int(p.modes.get(("batchnorm", "batch"), 0)) for p in earlier)
        return count // max(1, layers)

    def calibrated(self, passed: Pass, state: Mapping[str, Any] | None) -> Mapping[str, Any] | None:
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

    def arrays_of_state(self, key: str | None) -> Mapping[str, Any] | None:
        """Give the weights kept under a key, None where there are none."""
        return (self.tape.states.get(key) or None) if key else None

    def _outputs_of(self, passed: Pass) -> Any:
        """Run a pass again as it was recorded, for frameworks whose own loops do not show outputs."""
        inputs = [b.inputs for b in passed.batches if b.inputs is not None]
        if len(inputs) < len(passed.batches):
            return None
        settings = Settings(training=passed.flags, state=self.arrays_of_state(passed.state))
        parts = passed.handle.forward(inputs, settings)
        if any(p is None for p in parts):
            return None
        return np.concatenate([np.atleast_1d(part) for part in parts])


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
