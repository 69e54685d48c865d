"""Scores of predictions that another program made: they came out of a file, and no model ran here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.bare import BareHandle
from tieout.core.passes import Batch, Meet, Pass
from tieout.core.score import Where
from tieout.replay.outputs.assembled import put_on
from tieout.replay.outputs.decode import same
from tieout.replay.outputs.levels import level_behind

KIND = "predictions"
FEWEST = 20  # rows
MOST = 4  # sets of predictions that are looked at for one number
OPERATORS = frozenset({"==", "!=", "-"})


class Filed(BareHandle):
    """Stands for the model that made predictions in another program: nothing of it can be set or run again."""

    name = "predictions of a file"
    framework = "file"


def passes(tape: Any, seq: int) -> Iterator[Pass]:
    """Give the predictions that met labels in a program in which no model ran, each as a pass without rows."""
    if not is_without_model(tape):
        return
    told = 0
    for meet in sorted(_met(tape, seq), key=lambda m: -m.seq):
        given = as_numpy(meet.predictions)
        if given is None or given.ndim == 0 or len(given) < FEWEST or given.dtype.kind not in "fiubUOT":
            continue
        first = min((m.seq for m in _met(tape, meet.seq)), default=meet.seq)
        cut = level_behind(tape, given, 0) if given.ndim == 1 else None
        if cut is not None and cut[1] <= meet.seq:  # numbers were read, and what met labels was made of them here
            given, first = np.asarray(cut[0].values), min(first, cut[1])
        known = [p for p in tape.passes if p.kind == KIND]
        found = next((p for p in known if same(p.batches[0].outputs, given)), None)
        yield found or as_pass(tape, Filed(), given, len(known), meet.where, first, meet.stack)
        told += 1
        if told == MOST:
            return


def is_without_model(tape: Any) -> bool:
    """Tell whether a program loaded files and scored rows with no model of its own."""
    ran = any(not p.training and p.kind != KIND for p in tape.passes)
    return not ran and any(f.action == "loaded" for f in tape.files)


def _met(tape: Any, seq: int) -> Iterator[Meet]:
    for meets in tape.meets.values():
        yield from (m for m in list(meets)[-MOST:] if m.seq <= seq)
    for meets in tape.compares.values():
        yield from (m for m in list(meets)[-MOST:] if m.seq <= seq and m.op in OPERATORS)


def as_pass(
    tape: Any, handle: Filed, given: Any, number: int, where: Where | None, seq: int, stack: tuple[Where, ...]
) -> Pass:
    """Give predictions as a pass of nothing but outputs, which is on the tape from now on."""
    made = Pass(
        f"{KIND} {number + 1}",
        handle,
        KIND,
        where,
        seq,
        batches=[Batch(len(given), None, given, None, None, seq)],
        total_rows=len(given),
        stack=stack,
    )
    return put_on(tape, made)
