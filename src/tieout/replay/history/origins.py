"""The training that a scored model came out of: which weights it ended with, and what the scored model differs in."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from tieout.core.passes import Loaded, Pass
from tieout.core.recording import FileRecord
from tieout.core.score import Where
from tieout.core.trial import ATTRIBUTE
from tieout.core.view import Origin, Training
from tieout.replay.history.training import pass_ids

Array = NDArray[Any]
MOST_CANDIDATES = 6  # trainings whose weights are compared number by number
COUNTERS = ("num_batches_tracked", "seed_generator_state")  # buffers that do not enter a prediction
NOT_COMPUTED_WITH = frozenset({"inplace", "precision", "momentum"})
MOST = 0.9  # of the rows of a pass that computes statistics over training rows
BY_BATCH = ("batchnorm", "batch")  # how a layer ran: by the statistics of the batch, which moves its own
INTO_MODELS = frozenset({"state", "weights", "model"})  # what a file holds that was loaded into a model
LEVELS = 256  # values of an eight-bit number
UNEVEN = 1e-2  # of a step between levels: what single precision makes of it


@dataclass(frozen=True)
class _Candidate:
    """Weights that a training ended with, or that an earlier score was made with."""

    state: str
    digests: Mapping[str, str]
    config: Mapping[str, Mapping[str, Any]]
    arrays: Any
    trained: bool


class Origins:
    """Finds the training behind the weights of a pass, once for each weights and settings."""

    def __init__(self, run: Any) -> None:
        self.run = run
        self._found: dict[Any, Origin | None] = {}

    def of(self, passed: Pass) -> Origin | None:
        """Give the training that the parameters of an evaluation came out of."""
        if passed.updates or passed.state is None:
            return None
        key = (passed.state, id(passed.config), id(passed.handle.model), passed.seq)
        if key not in self._found:
            self._found[key] = self._search(passed)
        return self._found[key]

    def _search(self, passed: Pass) -> Origin | None:
        own = self.run.tape.state_digests.get(passed.state or "", {})
        buffers = passed.handle.buffers()
        parameters = {k: d for k, d in own.items() if k not in buffers}
        arrays = self.run.arrays_of_state(passed.state)
        if not parameters or arrays is None or not any(_varies(arrays[k]) for k in parameters):
            return None
        found = (_as_part(c, parameters) for c in self._candidates(passed))
        candidates = [c for c in found if c is not None]
        candidates.sort(key=lambda c: not c.trained)
        whole = {k: d for k, d in own.items() if not k.endswith(COUNTERS)}
        same = [
            c for c in candidates if all(c.digests.get(k) == d for k, d in (parameters if c.trained else whole).items())
        ]
        same.sort(
            key=lambda c: (
                not c.trained,
                sum(c.digests.get(k) != d for k, d in whole.items()),
                len(differences(passed.config, c.config)[0]),  # several models may have the same numbers
            )
        )
        for candidate in same:
            return self._origin(passed, own, arrays, buffers, candidate, "")
        for candidate in candidates[:MOST_CANDIDATES]:
            trained = candidate.arrays()
            kind = rounded(arrays, trained, parameters) if trained else ""
            if kind:
                return self._origin(passed, own, arrays, buffers, candidate, kind)
        return None

    def _candidates(self, passed: Pass) -> Iterator[_Candidate]:
        tape = self.run.tape
        for other in reversed(tape.passes):
            if other.seq < passed.seq:
                if other.updates:
                    self.run.end_state(other)
                key = other.end_state if other.updates else other.state
                if key is not None and tape.states.get(key) and (other.updates or key != passed.state):
                    arrays = functools.partial(tape.states.get, key)
                    yield _Candidate(key, tape.state_digests[key], other.config, arrays, bool(other.updates))
        for recording in self.run.linked:
            for record in reversed(recording.passes):
                state = recording.states.get((record.end_state if record.training else record.state) or "")
                if state is not None and state.arrays:
                    yield _Candidate(
                        state.key,
                        state.digests,
                        recording.configs.get(record.config or "", {}),
                        functools.partial(self._read, recording, state),
                        record.training,
                    )

    def _read(self, recording: Any, state: Any) -> Mapping[str, Array] | None:
        found = {name: self.run.arrays(recording, array) for name, array in state.arrays.items()}
        return None if any(a is None for a in found.values()) else found

    def _origin(
        self,
        passed: Pass,
        own: Mapping[str, str],
        arrays: Mapping[str, Array],
        buffers: frozenset[str],
        candidate: _Candidate,
        kind: str,
    ) -> Origin | None:
        trained = candidate.arrays()
        if trained is None:
            return None
        changed = tuple(
            k
            for k in own
            if k in buffers and k in trained and own[k] != candidate.digests.get(k) and not k.endswith(COUNTERS)
            if not (kind and _same_rounded(arrays[k], trained[k], kind))
            if not (k.endswith(ATTRIBUTE) and _varies(arrays[k]))  # a constant that was set here is not a lost one
        )
        differing, now = differences(passed.config, candidate.config)
        loads = [f for f in self.run.tape.files if f.action == "loaded" and f.arrays and f.seq <= passed.seq]
        moved_here = self._moved_here(passed, changed, candidate, loads)
        changed = tuple(k for k in changed if k not in moved_here)
        came, moved_at = self._came(passed, {own[k] for k in changed}, loads) if changed else ("", None)
        wanted = {candidate.digests[k] for k in changed}
        source = loads[-1] if loads else None
        return Origin(
            candidate.state,
            {k: trained[k] for k in own if k in trained},
            kind,
            changed,
            came,
            moved_at,
            differing,
            now,
            _loading_line(loads),
            self._saved_at(source),
            not wanted or any(wanted <= set(f.arrays.values()) for f in loads),
            momenta(passed, candidate.config),
            {k: trained[k] for k in moved_here},
        )

    def _moved_here(
        self, passed: Pass, changed: tuple[str, ...], candidate: _Candidate, loads: list[Loaded]
    ) -> frozenset[str]:
        """Give the statistics that were loaded as training left them, and moved by the first batch of the pass itself.

        A pass is told of when its first batch has gone through the model.
        """
        model = id(passed.handle.model)
        into = [f for f in loads if f.holds in INTO_MODELS and f.facts.get("model", model) == model]
        if not into or not passed.modes.get(BY_BATCH):
            return frozenset()
        for other in self.run.tape.passes:
            between = into[-1].seq <= other.seq < passed.seq and other.handle.model is passed.handle.model
            if between and (other.updates or other.modes.get(BY_BATCH)):
                return frozenset()
        statistics = {key for layer in passed.handle.batchnorm() for key in (layer.mean_key, layer.variance_key)}
        held = set(into[-1].arrays.values())
        return frozenset(k for k in changed if k in statistics and candidate.digests.get(k) in held)

    def _came(self, passed: Pass, marks: set[str], loads: list[Loaded]) -> tuple[str, Where | None]:
        filed = [f for f in loads if marks & set(f.arrays.values())]
        if filed:
            return "file", _loading_line(filed)
        training = self.run.training_of(passed)
        for other in reversed(self.run.tape.passes):
            if other.seq >= passed.seq or not other.modes.get(BY_BATCH):
                continue
            if other.handle is passed.handle or self._left(other, marks):
                return ("again" if self._over_training_rows(other, training) else "moved"), other.where
        return "fresh", None

    def _left(self, other: Pass, marks: set[str]) -> bool:
        """Tell whether a pass of another model left these arrays: it shares the layers that hold them."""
        self.run.end_state(other)
        return marks <= set(self.run.tape.state_digests.get(other.end_state or "", {}).values())

    def _over_training_rows(self, passed: Pass, training: Training | None) -> bool:
        ids, known = pass_ids(passed), training.ids if training is not None else None
        return ids is not None and known is not None and bool(len(ids)) and float(np.isin(ids, known).mean()) > MOST

    def _saved_at(self, loaded: Loaded | None) -> Where | None:
        if loaded is None:
            return None
        files: list[Loaded | FileRecord] = [*self.run.tape.files]
        files += [f for recording in self.run.linked for f in recording.files]
        marks = set(loaded.arrays.values())
        for file in reversed(files):
            if file.action == "saved" and (file.digest and file.digest == loaded.digest):
                return file.where
        for file in reversed(files):
            if file.action == "saved" and marks and marks <= set(file.arrays.values()):
                return file.where
        return None


def _as_part(candidate: _Candidate, wanted: Mapping[str, str]) -> _Candidate | None:
    """Give a candidate as the model that is asked for, where it has its weights or holds it inside; None else.

    A model inside another, that of a wrapper or the best one of a search, has its weights under a longer path.
    """
    if set(wanted) <= set(candidate.digests):
        return candidate
    first = next(iter(wanted))
    for path in candidate.digests:
        before = path.removesuffix(first)
        if not before.endswith(".") or any(candidate.digests.get(before + k) != d for k, d in wanted.items()):
            continue
        config = _below(candidate.config, before) or candidate.config
        arrays = functools.partial(_arrays_below, candidate.arrays, before)
        return replace(candidate, digests=_below(candidate.digests, before), config=config, arrays=arrays)
    return None


def _arrays_below(read: Any, before: str) -> dict[str, Any] | None:
    arrays = read()
    return None if arrays is None else _below(arrays, before)


def _below(named: Mapping[str, Any], before: str) -> dict[str, Any]:
    """Give what stands below a path, by the rest of its name."""
    found = {f"{name}.": value for name, value in named.items() if f"{name}.".startswith(before)}
    return {name.removeprefix(before).removesuffix("."): value for name, value in found.items()}


def _loading_line(loads: list[Loaded]) -> Where | None:
    """Give the line that put arrays into a model, else the one that read the file."""
    for holds in ("state", "weights", "model", ""):
        found = [f for f in loads if f.where is not None and (f.holds == holds or not holds)]
        if found:
            return found[-1].where
    return None


def differences(
    now: Mapping[str, Mapping[str, Any]], then: Mapping[str, Mapping[str, Any]]
) -> tuple[dict[str, dict[str, Any]], dict[str, dict[str, Any]]]:
    """Give the settings of layers that differ: what they were in training, and what they are now."""
    was: dict[str, dict[str, Any]] = {}
    are: dict[str, dict[str, Any]] = {}
    for name, own in now.items():
        there = then.get(name)
        if there is None:
            continue
        if own.get("class") != there.get("class"):
            was[name] = dict(there)
            are[name] = dict(own)
            continue
        keys = [k for k in own if k in there and own[k] != there[k] and k not in NOT_COMPUTED_WITH]
        if keys:
            was[name] = {k: there[k] for k in keys}
            are[name] = {k: own[k] for k in keys}
    return was, are


def momenta(passed: Pass, then: Mapping[str, Mapping[str, Any]]) -> dict[str, float]:
    """Give the momentum that batch normalisation had in training, for layers whose momentum is another one now."""
    found = {}
    for facts in passed.handle.batchnorm():
        name = next((n for n in passed.config if _bare(n) == facts.name), None)
        own, there = (c.get(name or "", {}).get("momentum") for c in (passed.config, then))
        if isinstance(own, float) and isinstance(there, float) and own != there and facts.momentum is not None:
            is_share_kept = abs(own - facts.momentum) < 1e-9  # the other convention is the share taken
            found[facts.name] = there if is_share_kept else 1.0 - there
    return found


def _bare(path: str) -> str:
    return "/".join(part for part in path.split("/") if part and part != "layers")


def rounded(arrays: Mapping[str, Array], trained: Mapping[str, Array], keys: Mapping[str, str]) -> str:
    """Give the type that trained parameters were rounded to, "" if these are no rounded ones."""
    floats = [k for k in keys if trained[k].dtype.kind == "f" and np.shape(arrays[k]) == np.shape(trained[k])]
    if len(floats) < len(keys) or all(np.array_equal(arrays[k], trained[k]) for k in floats):
        return ""
    for kind in ("float16", "bfloat16", "eight bits", "a few levels"):
        if all(_same_rounded(arrays[k], trained[k], kind) for k in floats):
            return kind
    return ""


def _same_rounded(one: Array, trained: Array, kind: str) -> bool:
    """Tell whether an array is a trained one after rounding, or the trained one itself."""
    if one.dtype.kind != "f":
        return bool(np.array_equal(one, trained))
    one, trained = np.asarray(one, np.float32), np.asarray(trained, np.float32)
    if np.array_equal(one, trained):
        return True
    if kind == "float16":
        with np.errstate(over="ignore"):
            return bool(np.array_equal(one, trained.astype(np.float16).astype(np.float32)))
    if kind == "bfloat16":
        return bool(np.array_equal(one, _bfloat16(trained)))
    if kind == "a few levels":
        return _on_levels(one, trained)
    if trained.size < 2 * LEVELS:
        span = float(np.ptp(trained)) if trained.size else 0.0
    else:
        if len(np.unique(one)) > LEVELS:
            return False
        span = float(np.ptp(trained))
    return bool(np.abs(one - trained).max() <= 1.01 * max(span, float(np.abs(trained).max())) / (LEVELS - 2))


def _on_levels(one: Array, trained: Array) -> bool:
    """Tell whether every number of an array is the nearest of a few evenly spaced levels to a trained one."""
    levels = np.unique(one)
    if not 1 < len(levels) <= min(LEVELS, one.size // 4):
        return False
    steps = np.diff(levels)
    counts = steps / steps.min()
    even = bool(np.abs(counts - np.rint(counts)).max() <= UNEVEN)
    return even and bool(np.abs(one - trained).max() <= 0.51 * float(steps.min()))


def _bfloat16(values: Array) -> Array:
    bits = np.ascontiguousarray(values, np.float32).view(np.uint32).astype(np.uint64)
    up = bits + np.uint64(0x7FFF) + ((bits >> np.uint64(16)) & np.uint64(1))
    return np.asarray(((up >> np.uint64(16)) << np.uint64(16)).astype(np.uint32).view(np.float32))


def _varies(values: Any) -> bool:
    """Tell whether an array holds more than one value; what cannot be subtracted is compared."""
    each = np.asarray(values).ravel()
    return bool(len(each) and (each != each[0]).any())
