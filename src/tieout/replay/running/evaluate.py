"""Turn a trial into a number, and into what the number would be on resampled rows."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.recording import Values
from tieout.core.trial import Settings, Trial
from tieout.core.values import rows_of
from tieout.replay.metrics.batched import by_batches, pooled
from tieout.replay.metrics.standard import Standard, of_many
from tieout.replay.running.sampling import Sample, sample_of
from tieout.replay.running.work import per_call, per_row

Array = NDArray[Any]
RESAMPLES = 200
FUNCTION_RESAMPLES = 60  # of a metric that is no mean over rows, and has to be computed each time
MOST_CALLS = 2000  # of a metric function for the resamples of one value, where it is called for every batch
FEWEST, FEW = 12, 24
STANDARD_RESAMPLES = 40  # of the other metrics of the same predictions
MOST_SCORED = 4_000_000  # outputs; of more, metrics of scores are of drawn rows
MOST_RESAMPLED = 50_000  # rows; other metrics of more rows have no interval
BLOCKS = 2000  # rows are resampled in at most this many blocks
REPEATS, REPEATS_OF_MANY, MANY_DRAWN = 5, 3, 2048  # forward passes averaged where random numbers are drawn, by rows
FREE = 5e10  # multiplications that searches may take whatever the passes cost: some seconds


class ReplaysSpent(Exception):  # noqa: N818 - says what has happened, and is no error
    """A search has used up what replays may take; what it looked for is not examined."""


class Evaluator:
    """Runs trials of one pass; equal forward passes are run once."""

    def __init__(
        self,
        handle: Any,
        states: Mapping[str, Mapping[str, Any]],
        seed: int = 20,
        most_rows: float = math.inf,
        recorded: Callable[[], Array | None] | None = None,
    ) -> None:
        self.handle = handle
        self.recorded = recorded  # the outputs of the whole pass, where a sample of it may stand for the rest
        self.states = states
        self.seed = seed
        self.most_rows = most_rows
        self.rows_run = 0
        self.work = 0.0  # multiplications, about
        self._per_row: float | None = None
        self._outputs: dict[Any, Any] = {}
        self._index: dict[int, Array] = {}
        self._penalties: dict[Any, Any] = {}
        self._stands: dict[Any, tuple[Values, Trial, Any]] = {}

    # --- forward ---------------------------------------------------------------------------------------------------
    def forward(self, trial: Trial) -> Array:
        """Give the outputs of a trial's forward pass, one row of outputs a row."""
        return self._forward(trial, 0)

    def _forward(self, trial: Trial, repeat: int, sample: Sample | None = None) -> Array:
        if trial.outputs is not None:
            return np.asarray(trial.outputs)
        key = (id(trial.inputs), _settings_key(trial.settings), sample is not None)
        if (*key, repeat) not in self._outputs:
            inputs = tuple(trial.inputs) if sample is None else sample.of(trial.inputs)
            times = self._repeats(trial)  # in one call: a model draws the same random numbers in each of two calls
            parts = self.handle.forward(inputs * times, trial.settings)
            self.work += self._work_of(inputs) * times
            self.rows_run += sum(len(part) for part in parts)
            count = len(inputs)
            for n in range(times):
                outputs = np.concatenate([np.atleast_1d(part) for part in parts[n * count : (n + 1) * count]])
                self._outputs[(*key, n)] = (outputs, trial.inputs, trial.settings)  # so that ids stay theirs
        return np.asarray(self._outputs[(*key, repeat)][0])

    def search(self, trial: Trial) -> None:
        """Ask before a trial that is only run to look for something.

        Raises:
            ReplaysSpent: it would go beyond the passes allowed, and beyond the time that nobody minds.
        """
        if trial.outputs is not None or not trial.inputs:
            return
        times = self._repeats(trial)
        rows = sum(rows_of(batch[0]) or 0 for batch in trial.inputs if batch) * times
        if self.rows_run + rows > self.most_rows and self.work + self._work_of(trial.inputs) * times > FREE:
            raise ReplaysSpent("looking for it would take more passes over the rows than --replay-passes allows")

    def _work_of(self, inputs: Sequence[Any]) -> float:
        """Give about how many multiplications a pass over some batches takes."""
        firsts = [batch[0] for batch in inputs if batch]
        if not firsts:
            return 0.0
        if self._per_row is None:
            self._per_row = per_row(self.handle.state(), tuple(np.shape(firsts[0])))
        rows = sum(rows_of(first) or 0 for first in firsts)
        return rows * self._per_row + len(firsts) * per_call(self.handle.framework)

    def _sample(self, trial: Trial) -> Sample | None:
        return sample_of(trial, self.seed) if self.recorded is not None else None

    def _repeats(self, trial: Trial) -> int:
        if not trial.random or trial.outputs is not None or trial.settings.dropout == "off":
            return 1
        if self._sample(trial) is not None:
            return 1  # every row draws for itself, and over so many rows one draw is as good as the average of several
        return REPEATS if len(trial.labels) <= MANY_DRAWN else REPEATS_OF_MANY

    # --- values ------------------------------------------------------------------------------------------------------
    def value(self, trial: Trial) -> float:
        """Give the score of a trial."""
        return self.values(trial, resample=False).value

    def values(self, trial: Trial, *, resample: bool = True, few: bool = False) -> Values:
        """Give the score of a trial and of the same trial on resampled rows.

        Of a metric that has to be computed for each resample, `few` asks for as many as an error needs, not a quantile.
        """
        moving = trial.facts.get("moving")
        if "observed" in trial.facts and trial.outputs is not None:
            if _as_recorded(trial):
                return self._observed(trial, resample=resample)
            return self._while_moving(trial, moving or (), resample=resample)
        if moving and trial.outputs is None:
            return self._while_moving(trial, moving, resample=resample)
        found = self._estimated(trial, resample=resample) or [
            self._one(trial, self._forward(trial, n), resample=resample, few=few) for n in range(self._repeats(trial))
        ]
        if len(found) == 1:
            return self._with_draws(trial, found[0]) if resample else found[0]
        resampled = np.mean([f.resampled for f in found], axis=0) if resample and found[0].resampled else ()
        return Values(float(np.mean([f.value for f in found])), tuple(float(v) for v in resampled))

    def _estimated(self, trial: Trial, *, resample: bool) -> list[Values]:
        """Score a sample of a large pass, once a repeat, nothing where all of its rows are replayed.

        The recorded outputs of every row are scored in the trial's way, and what the replay changes on the sample is
        added: the recorded score is a control variate, so that only the change is estimated.
        """
        penalty, found = self._penalty(trial), []
        for control, change, _ in self._changes(trial):
            more: tuple[float, ...] = ()
            if resample:
                more = tuple(float(v) for v in self._resample_mean(control) + self._resample_mean(change) + penalty)
            found.append(Values(float(control.mean() + change.mean()) + penalty, more))
        return found

    def _changes(self, trial: Trial) -> Iterator[tuple[Array, Array, Array]]:
        """Give, once a repeat: what all rows contribute as recorded, how that changes on a sample, and which rows."""
        sample = self._sample(trial)
        known = self.recorded() if sample is not None and self.recorded is not None else None
        if sample is None or known is None or len(known) != len(trial.labels):
            return
        control = self.contributions(trial, known)
        if control is None:
            return
        for n in range(self._repeats(trial)):
            made = self._forward(trial, n, sample)
            outputs = np.array(known, dtype=np.result_type(known, made.dtype))
            if made.shape[1:] != outputs.shape[1:]:
                return
            outputs[sample.rows] = made
            each = self.contributions(trial, outputs)
            assert each is not None
            yield control, each[sample.rows] - control[sample.rows], sample.rows

    def _observed(self, trial: Trial, *, resample: bool) -> Values:
        """Score an epoch whose batches were scored inside the framework, while its weights moved.

        The batches' own outputs were never seen, so the recorded mean stands for itself as far as the score with the
        weights at the epoch's start and at its end bear it out; what lies beyond both is left unexplained.
        """
        start, end = (self.values(_plain(trial).run_with(state=state)) for state in trial.facts["moving"])
        slack = 3.0 * max(float(np.std(v.resampled)) if v.resampled else 0.0 for v in (start, end))
        low, high = sorted((start.value, end.value))
        value = min(max(trial.facts["observed"], low - slack), high + slack)
        return Values(value, tuple(value + v - end.value for v in end.resampled) if resample else ())

    def _with_draws(self, trial: Trial, found: Values) -> Values:
        """Widen the resamples of a recorded random pass by what other random draws would have given."""
        if not _was_drawn(trial) or not found.resampled or self._sample(trial.run_with()) is not None:
            return found
        draws = self._draws(trial)
        middle = float(np.mean(draws))
        return Values(found.value, tuple(v + draws[i % len(draws)] - middle for i, v in enumerate(found.resampled)))

    def _draws(self, trial: Trial) -> list[float]:
        """Give the scores of a recorded random pass with other random numbers."""
        again = trial.run_with()
        return [self._one(again, self._forward(again, n), resample=False).value for n in range(self._repeats(again))]

    def as_drawn(self, recorded: Trial, moved: Trial, found: Values) -> Values:
        """Give the values of a trial whose pass is still random as if it had drawn the numbers that were recorded.

        What was luck in the recorded pass would otherwise be counted for whatever was moved; it belongs to the random
        numbers.
        """
        if not _was_drawn(recorded) or not moved.random or moved.outputs is not None:
            return found
        luck = self._luck(recorded)
        return Values(found.value + luck.value, tuple(v + luck.resampled[i] for i, v in enumerate(found.resampled)))

    def _luck(self, recorded: Trial) -> Values:
        """Give by how much a recorded random pass scored more than it does with other random numbers."""
        own = self._one(recorded, self._forward(recorded, 0), resample=True)
        for again in self._estimated(recorded.run_with(), resample=True):
            apart = zip(own.resampled, again.resampled, strict=True)
            return Values(own.value - again.value, tuple(one - other for one, other in apart))
        draws = self._draws(recorded)
        middle = float(np.mean(draws))
        luck = own.value - middle
        return Values(luck, tuple(luck + draws[i % len(draws)] - middle for i in range(RESAMPLES)))

    def _while_moving(self, trial: Trial, moving: tuple[Any, ...], *, resample: bool) -> Values:
        """Score a pass whose weights moved, with a lever or the way of scoring moved too.

        The weights of every batch are gone; what the move changes is measured with the weights at the start and at
        the end of the pass, and the mean of the two added to the score as it was recorded.
        """
        recorded = trial.facts["recorded"]
        base = self._unmoved(recorded, None, resample=resample)
        still = _plain(trial)
        change, shifts = 0.0, []
        for state in moving:
            there = self.values(still.run_with(state=state), resample=resample)
            here = self._unmoved(recorded, state, resample=resample)
            change += (there.value - here.value) / len(moving)
            if resample:
                shifts.append(np.asarray(there.resampled) - np.asarray(here.resampled))
        resampled = np.asarray(base.resampled) + np.mean(shifts, axis=0) if resample else ()
        return Values(base.value + change, tuple(float(v) for v in resampled))

    def _unmoved(self, recorded: Trial, state: Any, *, resample: bool) -> Values:
        """Score a pass as it was recorded, or with the weights standing still, once for all that is held against it."""
        key = (id(recorded), id(state), resample)
        if key not in self._stands:
            trial = recorded if state is None else _plain(recorded).run_with(state=state)
            self._stands[key] = (self.values(trial, resample=resample), recorded, state)  # so that ids stay theirs
        return self._stands[key][0]

    def per_row(self, trial: Trial) -> Array | None:
        """Give the numbers whose weighted sum is the score, or None where the metric is no such sum.

        Of a large pass a sample is replayed; the other rows are given what they contributed as recorded, moved by the
        mean change of the sample.
        """
        for control, change, rows in self._changes(trial):
            each = np.asarray(control + change.mean())
            each[rows] = control[rows] + change
            return each
        return self.contributions(trial, self._forward(trial, 0))

    def once(self, trial: Trial) -> Array:
        """Give the outputs of a trial that has none; nothing of them is kept."""
        parts = self.handle.forward(trial.inputs, trial.settings)
        self.rows_run += sum(len(part) for part in parts)
        return np.concatenate([np.atleast_1d(part) for part in parts])

    def contributions(self, trial: Trial, outputs: Array) -> Array | None:
        """Give what `per_row` gives of a trial with these outputs."""
        if trial.metric.per_row is None:
            return None
        labels = np.asarray(trial.labels)
        each = np.asarray(trial.metric.per_row(trial.decode.apply(outputs), labels), dtype=np.float64)
        if trial.metric.weights is not None:
            each = each * np.asarray(trial.metric.weights, dtype=np.float64)
        if trial.rows is not None:
            each = each[trial.rows]
        n = len(each)
        if trial.denominator is not None:
            return np.asarray(each * (n / trial.denominator))
        if trial.pooling == "batch-mean" and trial.batch_sizes and sum(trial.batch_sizes) == n:
            sizes = np.asarray(trial.batch_sizes)
            weights = np.repeat(1.0 / (len(sizes) * sizes), sizes)
            return np.asarray(each * weights * n)
        return each

    def _one(self, trial: Trial, outputs: Array, *, resample: bool, few: bool = False) -> Values:
        penalty = self._penalty(trial)
        each = self.contributions(trial, outputs)
        if each is not None:
            value = float(each.mean()) + penalty
            return Values(value, tuple(float(v) + penalty for v in self._resample_mean(each)) if resample else ())
        predictions, labels = trial.decode.apply(outputs), np.asarray(trial.labels)
        weights = None if trial.metric.weights is None else np.asarray(trial.metric.weights)
        if trial.rows is not None:
            predictions, labels = predictions[trial.rows], labels[trial.rows]
            weights = None if weights is None else weights[trial.rows]
        if trial.metric.costly and trial.pooling == "batch-mean" and sum(trial.batch_sizes) == len(labels):
            each = by_batches(trial, predictions, labels) + penalty  # whole batches are drawn: no call more is needed
            return Values(float(each.mean()), tuple(self._resample_mean(each)[:FEW].tolist()) if resample else ())
        value = pooled(trial, predictions, labels, weights, np.arange(len(labels))) + penalty
        calls = len(trial.batch_sizes) if trial.pooling == "batch-mean" else 1
        most = FEW if few or trial.metric.costly else FUNCTION_RESAMPLES
        picks = self._picks(len(labels))[: min(most, max(FEWEST, MOST_CALLS // max(1, calls)))] if resample else ()
        drawn = (pooled(trial, predictions, labels, weights, np.sort(pick)) + penalty for pick in picks)
        return Values(value, tuple(drawn))

    def standard(self, trial: Trial) -> dict[str, Values]:
        """Give the predictions of a trial by every standard metric that makes sense for them."""
        if self._sample(trial) is not None:
            return {}  # a sample stands for the pass, and other metrics are known of recorded outputs only
        outputs, labels = self._forward(trial, 0), np.asarray(trial.labels)
        predictions = np.asarray(trial.decode.apply(outputs))
        if trial.rows is not None:
            outputs, predictions, labels = outputs[trial.rows], predictions[trial.rows], labels[trial.rows]
        if outputs.size > MOST_SCORED:
            return of_many(outputs, predictions, labels, self.seed)
        known = Standard(outputs, predictions, labels)
        picks = self._picks(len(labels))[:STANDARD_RESAMPLES] if len(labels) <= MOST_RESAMPLED else ()
        drawn = [known.values(pick) for pick in picks]
        return {
            name: Values(value, tuple(each[name] for each in drawn) if all(name in each for each in drawn) else ())
            for name, value in known.values().items()
        }

    def _penalty(self, trial: Trial) -> float:
        """Give what is added to the terms of the rows."""
        if trial.metric.penalty is None:
            return 0.0
        key = (id(trial.metric.penalty), id(trial.inputs), _settings_key(trial.settings))
        found = self._penalties.get(key)
        if found is None:
            value = trial.metric.penalty(trial.inputs, trial.settings)
            found = self._penalties[key] = (value, trial.metric.penalty, trial.inputs, trial.settings)
        return float(found[0])

    def _picks(self, n: int) -> Array:
        """Give row indices for each resample: the same ones for every trial over `n` rows."""
        if n not in self._index:
            rng = np.random.default_rng(self.seed)
            self._index[n] = rng.integers(0, n, size=(FUNCTION_RESAMPLES, n))
        return self._index[n]

    def _resample_mean(self, each: Array) -> Array:
        n = len(each)
        blocks = min(n, BLOCKS)
        sums: Array
        sizes: Array
        if blocks < n:  # a random partition: block sums resample as rows do
            order = np.random.default_rng(self.seed).permutation(n)
            sums = np.bincount(np.arange(n) % blocks, weights=each[order], minlength=blocks)
            sizes = np.bincount(np.arange(n) % blocks, minlength=blocks)
        else:
            sums, sizes = each, np.ones(n)
        rng = np.random.default_rng(self.seed + 1)
        picks = rng.integers(0, blocks, size=(RESAMPLES, blocks))
        return np.asarray(sums[picks].sum(axis=1) / sizes[picks].sum(axis=1))


def _was_drawn(trial: Trial) -> bool:
    """Tell whether a trial is a pass as it was recorded, made with random numbers that can be drawn again."""
    return bool(trial.random and trial.outputs is not None and trial.inputs and not trial.facts.get("moving"))


def _plain(trial: Trial) -> Trial:
    """Give the trial as one forward pass with weights that stand still."""
    return trial.with_(facts={k: v for k, v in trial.facts.items() if k not in {"moving", "observed"}})


def _as_recorded(trial: Trial) -> bool:
    """Tell whether a trial scores its outputs in the way the recorded number did."""
    recorded = trial.facts.get("recorded", trial)
    return all(
        getattr(trial, name) is getattr(recorded, name)
        for name in ("metric", "decode", "labels", "rows", "denominator", "pooling")
    )


def _settings_key(settings: Settings) -> tuple[Any, ...]:
    return (
        settings.dropout,
        settings.augmentation,
        settings.batch_statistics,
        id(settings.state),
        id(settings.training),
        settings.precision,
        settings.autocast,
        id(settings.config),
    )
