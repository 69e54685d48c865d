"""Two scores side by side, each examined by itself: what a comparison gets to see."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from tieout.core.recording import Examination, PassRecord, Recording, StateRecord, TrainingRecord, Values
from tieout.core.score import Score, Where


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
    training_earlier: Any = None

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
        trained = trained_here and self.closing.was_trained_here()
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

    def two_frameworks(self) -> bool:
        """Tell whether models of two frameworks were scored: one may well be a part of the other."""
        passes = (self.opening.passed, self.closing.passed)
        names = {p.framework for p in passes if p is not None}
        return len(names) > 1

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
            return effect(there, self.closing.reference)
        there = self.opening.examination.by_state.get(last)
        if there is not None:
            return effect(self.opening.reference, there)
        for a, b in zip(self.opening.known_ids, self.closing.known_ids, strict=True):
            if a is not None and b is not None and len(a) == len(b) and set(a.tolist()) == set(b.tolist()):
                return (self.left.value, *self.interval())
        return None


@dataclass(frozen=True, slots=True)
class WeightsChanged:
    """Which weights differ between two scores; `lost` if they came from no file and from no training."""

    keys: tuple[str, ...]
    lost: bool
    buffers_only: bool


def effect(one: Values, other: Values) -> tuple[float, float, float]:
    """Give (amount, low, high) of one score taken for another on the same resampled rows."""
    amount = other.value - one.value
    draws = sorted(b - a for a, b in zip(one.resampled, other.resampled, strict=False))
    if not draws:
        return amount, amount, amount
    low, high = draws[int(0.025 * (len(draws) - 1))], draws[round(0.975 * (len(draws) - 1))]
    return amount, min(low, amount), max(high, amount)


def difference(one: Values, other: Values, *, paired: bool) -> Values:
    """Give other - one with resampled differences; unpaired samples are combined out of step."""
    a, b = one.resampled, other.resampled
    n = min(len(a), len(b))
    if not n:
        return Values(other.value - one.value)
    shift = 0 if paired else n // 2 + 1
    return Values(other.value - one.value, tuple(b[i] - a[(i + shift) % n] for i in range(n)))
