"""What models were trained on: this run's training passes, or what a linked recording kept of them."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np

from tieout.arrays import as_numpy, ids_of_rows, row_ids
from tieout.core.passes import Pass, Step
from tieout.core.recording import Recording, StepRecord, TrainingRecord
from tieout.core.view import Reread, Training
from tieout.replay.feeding.codes import encoders_of
from tieout.replay.feeding.masks import rules
from tieout.replay.rows.lineage import Tracer, columns_of
from tieout.replay.rows.rebuild import rebuilt
from tieout.replay.rows.tables import rows_fed

SAMPLE_ROWS = 4096
SAMPLE_BYTES = 16 << 20
MOST_ENCODERS = 64


def batch_ids(batch: Any) -> Any:
    """Give the row ids of a batch, computed once."""
    if batch.ids is None and batch.inputs:
        batch.ids = ids_of_rows(batch.inputs)
    return batch.ids


def pass_ids(passed: Pass) -> Any:
    """Give the ids of the rows of a pass, in order, or None."""
    parts = [batch_ids(b) for b in passed.batches]
    if not parts or any(p is None for p in parts):
        return None
    return np.concatenate(parts)


def here(tape: Any, tracer: Tracer, reread: Callable[[Pass], Reread | None]) -> dict[int, Training]:
    """Give what each model of this run was trained on, by the identity of the model; `reread` reads rows again."""
    last = {id(passed.handle.model): passed for passed in tape.passes if passed.updates and passed.batches}
    return {key: _of_pass(tape, passed, tracer, reread(passed)) for key, passed in last.items()}


def _of_pass(tape: Any, passed: Pass, tracer: Tracer, reread: Reread | None) -> Training:
    ids = pass_ids(passed)
    lineage = tracer.trace(ids)
    batches: list[tuple[Any, ...]] = []
    arrays, rows = [], 0
    for batch in passed.batches:
        if batch.inputs is None or rows >= SAMPLE_ROWS:
            continue
        batches.append(batch.inputs)
        rows += batch.rows
        array = rows_fed(batch.inputs)
        if array is not None and array.dtype.kind in "fiub":
            arrays.append(array)
    labels = [as_numpy(b.labels) for b in passed.batches]
    joined = None
    if labels and all(part is not None and part.ndim for part in labels):
        joined = np.concatenate([np.asarray(part) for part in labels])
    else:
        joined = _met(tape, passed)
    array = np.concatenate(arrays) if len({a.shape[1:] for a in arrays}) == 1 else None
    if reread is not None and reread.random:  # scored rows are held against those that augmentation started from
        plain = [] if reread.inputs is None else [np.asarray(rows_fed(batch)) for batch in reread.inputs]
        array = np.concatenate(plain) if plain else None
        if array is not None and (own := row_ids(array)) is not None:
            ids, lineage = own, tracer.trace(own)
            array = array[:SAMPLE_ROWS]
    return Training(
        model=passed.handle.name,
        run="",
        ids=ids,
        raw_ids=lineage.raw_ids,
        labels=joined,
        batches=tuple(batches),
        array=array,
        raw=lineage.raw,
        steps=tuple(lineage.forward_steps()),
        rows=passed.total_rows,
        norms={f.name: f.where for f in passed.handle.batchnorm() if f.where is not None},
        columns=columns_of(lineage, passed, tape.files),
        encoders=encoders_of(tape.steps, tape.files)[-MOST_ENCODERS:],
        ragged=len({a.shape[1:] for a in arrays}) > 1,
        beside=rules(batches),
        earlier=_earlier(tape, passed, ids),
    )


def _earlier(tape: Any, last: Pass, ids: Any) -> Any:
    """Give the ids of rows that epochs before the last one of a training had and the last one had not, None if none.

    Only epochs whose rows are still at hand are looked at. Where they have more such rows than the last epoch has in
    all, each epoch has rows of its own, as where they are augmented.
    """
    if ids is None:
        return None
    found: list[Any] = []
    own = [p for p in tape.passes if p.handle is last.handle and p.seq <= last.seq]
    for passed, after in zip(reversed(own[:-1]), reversed(own), strict=False):
        if passed.where == last.where and passed.updates and (passed.end_state or after.state) == after.state:
            seen = pass_ids(passed)
            if seen is not None:
                found.append(seen[~np.isin(seen, ids)])
    more = np.unique(np.concatenate(found)) if found else np.empty(0)
    return more if 0 < len(more) <= len(ids) else None


def _met(tape: Any, passed: Pass) -> Any:
    """Give the labels that the batches of a training pass met in a loss, None where not every batch was seen to."""
    for meets in tape.meets.values():
        own = [as_numpy(m.labels) for m in meets if m.pass_id == passed.id and m.labels is not None]
        rows = [len(part) if part is not None and part.ndim else 0 for part in own]
        if rows and rows == [batch.rows for batch in passed.batches]:
            return np.concatenate([part for part in own if part is not None])
    return None


def linked(recordings: Sequence[Recording], arrays: Any) -> list[Training]:
    """Give what the models of linked recordings were trained on, the latest recording first."""
    return [_of_record(recording, record, arrays) for recording in recordings for record in recording.training]


def _of_record(recording: Recording, record: TrainingRecord, arrays: Any) -> Training:
    def get(name: str | None) -> Any:
        return None if name is None else arrays(recording, name)

    sample = get(record.sample)
    batches: tuple[tuple[Any, ...], ...] = ()
    if sample is not None and len(sample):
        cuts = range(0, len(sample), 64)
        batches = tuple((sample[a : a + 64],) for a in cuts)
    return Training(
        model=record.model,
        run=recording.name,
        ids=get(record.ids),
        raw_ids=get(record.raw_ids),
        labels=get(record.labels),
        batches=batches,
        array=sample,
        raw=get(record.raw_sample),
        steps=tuple(_step(recording, step, arrays) for step in record.steps),
        here=False,
        rows=record.rows,
        norms=record.norms,
        columns=record.columns,
        encoders=tuple(_step(recording, step, arrays) for step in record.encoders),
        ragged=record.ragged,
        beside=record.beside,
    )


def _step(recording: Recording, record: StepRecord, arrays: Any) -> Step:
    params = {
        key: arrays(recording, value["array"]) if isinstance(value, dict) and "array" in value else value
        for key, value in record.params.items()
    }
    step = Step(
        "estimator" if record.kind == "estimator" else "arithmetic",
        record.name,
        "transform",
        None,
        None,
        params,
        record.where,
        fit_where=record.fit_where,
        module=record.module,
        stack=record.stack,
    )
    if step.kind == "estimator":
        step.apply = rebuilt(record.module, record.name, params)
    return step
