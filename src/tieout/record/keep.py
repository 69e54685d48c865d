"""What of a run is kept: the tape and its examination as plain records and arrays, within the disk budget."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, digest
from tieout.core.passes import Pass, Step, config_key
from tieout.core.recording import (
    FactorRecord,
    FileRecord,
    PassRecord,
    Recording,
    StateRecord,
    StepRecord,
    TrainingRecord,
)
from tieout.core.view import Training
from tieout.record.beginning import host, program
from tieout.record.budget import MB, Budget, size_of
from tieout.record.edits import smallest_edit
from tieout.record.source import text_of
from tieout.record.store import FORMAT
from tieout.record.tape import Tape

SAMPLE_BYTES = 8 << 20  # a set of rows is kept whole within it
SAMPLE_ROWS = 2000  # of a larger set, if they fit into that
SMALL_SAMPLE = 2 << 20  # bytes of a sample of narrow rows
MOST_SCORES = 4000


class Keeper:
    """Collects the arrays of a recording until the disk budget is spent; what comes first is kept first."""

    def __init__(self, budget: Budget) -> None:
        self.budget = budget
        self.arrays: dict[str, Any] = {}
        self._left = budget.disk_mb * MB

    def put(self, name: str, value: Any) -> str | None:
        """Keep an array under a name; give the name, or None if it was dropped."""
        if value is None:
            return None
        array = np.asarray(value)
        if array.dtype == object:
            return None
        if name in self.arrays:
            return name
        if array.nbytes > self._left:
            self.budget.drop("arrays on disk")
            return None
        self._left -= array.nbytes
        self.arrays[name] = array
        return name

    def put_once(self, kind: str, value: Any) -> str | None:
        """Keep an array under the digest of its content: many scores are over the same rows."""
        array = np.asarray(value)
        if value is None or array.dtype == object:
            return None
        mark = digest(array.view(np.int64) if array.dtype.kind in "mM" else array)  # dates have no bytes to ask for
        return self.put(f"{kind}-{mark}", array)


def kept(
    tape: Tape, examined: Any, *, name: str, started: str, argv: list[str], ended: str, linked: tuple[str, ...]
) -> tuple[Recording, Mapping[str, Any]]:
    """Give the recording of a run and its arrays."""
    keeper = Keeper(tape.budget)
    training = tuple(
        _training(keeper, at, facts, tape) for at, facts in enumerate(getattr(examined, "training", {}).values())
    )
    examinations = {
        id_: replace(
            e,
            per_row=keeper.put(f"row-{id_}", examined.per_row.get(id_)),
            labels=keeper.put_once("truth", examined.labels.get(id_)),
            inputs=keeper.put_once("inputs", examined.inputs.get(id_)),
            ids=keeper.put_once("ids", examined.ids.get(id_)),
            factors=tuple(replace(f, diff=_edit(f)) for f in e.factors),
        )
        for id_, e in getattr(examined, "examinations", {}).items()
    }
    passes = tuple(_pass(keeper, p, examined) for p in [*tape.passes, *getattr(examined, "parts", ())])
    states = {key: _state(keeper, key, tape, passes) for key in tape.states}
    recording = Recording(
        format=FORMAT,
        name=name,
        directory="",
        started=started,
        argv=tuple(argv),
        ended=ended,
        host={**host(), "program": program(argv)},
        scores=tuple(replace(s, run=name) for s in getattr(examined, "scores", ())[-MOST_SCORES:]),
        passes=passes,
        states=states,
        training=training,
        files=_files(tape),
        examinations=examinations,
        hazards=tuple(replace(h, run=name) for h in getattr(examined, "hazards", ())),
        linked=linked,
        configs={config_key(p.config): p.config for p in tape.passes if p.config},
        dropped=dict(tape.budget.dropped),
        faults=tuple(tape.faults),
    )
    return recording, keeper.arrays


def _edit(factor: FactorRecord) -> str:
    """Give the edit that takes a mistake away, "" where the source that ran does not tell what it is."""
    text = text_of(factor.where.file) if factor.where is not None and factor.kind == "mistake" else None
    return smallest_edit(factor.cause, factor.where, text) if factor.where is not None and text is not None else ""


def _pass(keeper: Keeper, passed: Pass, examined: Any) -> PassRecord:
    parts = [b.ids for b in passed.batches]
    ids = raw = labels = None
    if parts and all(p is not None for p in parts):
        ids = keeper.put_once("ids", np.concatenate(parts))
        lineage = getattr(examined, "lineages", {}).get(passed.id)
        if lineage is not None and lineage.steps:
            raw = keeper.put_once("ids", lineage.raw_ids)
        known = [as_numpy(b.labels) for b in passed.batches]
        if all(k is not None and k.ndim and len(k) == b.rows for k, b in zip(known, passed.batches, strict=True)):
            labels = keeper.put_once("truth", np.concatenate([np.asarray(k) for k in known]))
    loader: dict[str, Any] = {}
    if passed.iteration is not None:
        source = passed.iteration.loader
        loader = {
            "rows": source.rows,
            "drop_last": source.drop_last,
            "shuffle": source.shuffle,
            "file": source.where.file if source.where else None,
            "line": source.where.line if source.where else None,
        }
        if passed.updates and (settings := source.settings()):
            loader["items"] = settings
    return PassRecord(
        passed.id,
        passed.handle.name,
        passed.handle.framework,
        passed.kind,
        passed.where,
        passed.total_rows,
        len(passed.batches),
        passed.kind == "fit" or passed.updates > 0,
        passed.updates,
        passed.seq,
        {f"{family}:{mode}": count for (family, mode), count in passed.modes.items()},
        passed.state,
        passed.end_state,
        ids,
        raw,
        labels,
        loader,
        getattr(examined, "sources", {}).get(passed.id),
        id(passed.handle.model),
        passed.stack,
        passed.iteration.loader.limited if passed.iteration is not None else (),
        config_key(passed.config) if passed.config else None,
        copied=getattr(examined, "copied", {}).get(passed.id),
    )


def _state(keeper: Keeper, key: str, tape: Tape, passes: tuple[PassRecord, ...]) -> StateRecord:
    arrays = tape.states[key]
    named = {}
    owner = next((p.model for p in passes if key in {p.state, p.end_state}), "")
    needed = any(key == p.end_state or (key == p.state and not p.training) for p in passes)
    if needed:
        for name, array in arrays.items():
            mark = tape.state_digests[key][name]
            stored = keeper.put(f"weights-{mark}", array)
            if stored is not None:
                named[name] = stored
    if len(named) != len(arrays):
        named = {}
    handle = next((p.handle for p in tape.passes if key in {p.state, p.end_state}), None)
    buffers = tuple(sorted(handle.buffers())) if handle is not None else ()
    return StateRecord(key, owner, tape.state_digests[key], named, buffers)


def _training(keeper: Keeper, at: int, facts: Training, tape: Tape) -> TrainingRecord:
    sample = keeper.put_once("train-sample", _some(facts.array))
    raw_sample = keeper.put_once("train-sample", _some(facts.raw)) if facts.steps else None
    raw = keeper.put_once("ids", facts.raw_ids) if facts.steps else None
    return TrainingRecord(
        facts.model,
        facts.rows,
        keeper.put_once("ids", facts.ids),
        raw,
        keeper.put_once("truth", facts.labels),
        sample,
        raw_sample,
        tuple(_step(keeper, f"{at}-{n}", step, tape) for n, step in enumerate(facts.steps)),
        facts.norms,
        tuple(facts.columns),
        tuple(_step(keeper, f"{at}-codes-{n}", step, tape) for n, step in enumerate(facts.encoders)),
        facts.ragged,
        tuple(facts.beside),
        keeper.put_once("ids", facts.earlier),
    )


def _some(rows: Any) -> Any:
    """Give all rows of a set within the budget, else as many evenly spaced ones as a sample needs."""
    if rows is None or not len(rows):
        return None
    size = max(1, size_of(rows) // len(rows))
    most = max(1, SAMPLE_BYTES // size)
    count = len(rows) if len(rows) <= most else min(most, max(SAMPLE_ROWS, SMALL_SAMPLE // size))
    return rows[np.linspace(0, len(rows) - 1, count).astype(int)]


def _step(keeper: Keeper, at: str, step: Step, tape: Tape) -> StepRecord:
    params: dict[str, Any] = {}
    mark = []
    for key, value in step.params.items():
        array = as_numpy(value) if not isinstance(value, (str, bool, int, float, dict)) else None
        if array is not None and array.dtype.kind in "fiubU":
            mark.append(f"{key}={digest(array)}")
            name = keeper.put(f"step-{at}-{key}", array)
            if name is not None:
                params[key] = {"array": name}
        elif isinstance(value, (str, bool, int, float)):
            params[key] = value
        elif isinstance(value, dict) and key == "params":
            params[key] = {k: v for k, v in value.items() if isinstance(v, (str, bool, int, float, type(None)))}
    digests = "|".join(mark)
    return StepRecord(step.kind, step.name, step.module, params, step.where, step.fit_where, digests, step.lines())


def _files(tape: Tape) -> tuple[FileRecord, ...]:
    return tuple(
        FileRecord(f.path, f.digest, f.action, f.holds, f.where, f.seq, dict(f.arrays), f.stack)
        for f in tape.files[-500:]
    )
