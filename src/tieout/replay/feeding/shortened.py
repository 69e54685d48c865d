"""Sequences that are cut shorter than in training: what that costs is told by rows that another run scored whole."""

from __future__ import annotations

from functools import partial
from typing import Any

import numpy as np

from tieout.core.view import Refed
from tieout.renaming import renamed
from tieout.replay.feeding.rows import Array, Rows
from tieout.replay.feeding.sequences import OFTEN, lengths_of, pad_value, padded_end

FEWEST = 40  # rows
CUT = 0.1  # share of the training rows that are longer than the scored ones can be
SIGMAS = 3.0  # by which the share of full rows may be off, and by which cutting has to harm


def of_rows(rows: Rows) -> Refed | None:
    """Give what each row lost, where as many are full as training rows are as long, and such rows answer worse if cut.

    What was cut off is gone, so that nothing can be fed in its place.
    """
    theirs = rows.training.array
    if theirs is None or rows.fed.ndim not in (2, 3) or np.ndim(theirs) != rows.fed.ndim:
        return None
    theirs, width = np.asarray(theirs), rows.fed.shape[1]
    if rows.fed.shape[2:] != theirs.shape[2:] or not 2 <= width < theirs.shape[1] or len(rows.fed) < FEWEST:
        return None
    value = pad_value(theirs)
    end = None if value is None else padded_end(theirs, value)
    if value is None or end is None or not _is_cut(rows.fed, theirs, value):
        return None
    for whole, labels in rows.scored:
        if whole.shape[1:] != theirs.shape[1:] or len(whole) < FEWEST:
            continue
        cut = whole[:, :width] if end == "back" else whole[:, -width:]
        lost = _lost(rows, whole, cut, labels)
        if lost is None:
            continue
        if rows.improves.sign * lost.mean() <= SIGMAS * lost.std() / np.sqrt(len(lost)):
            return None
        names = rows.improves.names(None)  # labels that stand for other classes are not met more often by whole rows
        used = _lost(rows, whole, cut, renamed(labels, {new: old for old, new in names.items()})) if names else None
        right, as_used = (spread(each, len(rows.fed)) for each in (lost, lost if used is None else used))
        extra = partial(_extra, rows.improves.labels, right, as_used)
        says = f"sequences are cut after {width} steps, in training after {theirs.shape[1]}"
        says = f"{says}; what that costs is measured on {len(whole)} rows that were scored whole before"
        return Refed("padding", rows.origin(), says, None, extra=extra)
    return None


def _lost(rows: Rows, whole: Array, cut: Array, labels: Array) -> Array | None:
    """Give what each of some other rows adds to the score more if it is whole."""
    one, other = (rows.improves.of_others(table.astype(rows.fed.dtype), labels) for table in (whole, cut))
    return None if one is None or other is None else one - other


def _extra(used: Any, right: Array, as_used: Array, labels: Any) -> Array:
    """Give what each row would add if it were whole: with the labels as they were used, or put right."""
    return as_used if np.array_equal(np.asarray(labels), np.asarray(used)) else right


def _is_cut(fed: Array, theirs: Array, value: float) -> bool:
    """Tell whether as many rows are full as training rows are at least as long, and some of those are longer."""
    width, known = fed.shape[1], lengths_of(theirs, value)
    expected, full = float((known >= width).mean()), float((lengths_of(fed, value) >= width).mean())
    error = (max(expected * (1.0 - expected), 1.0 / len(fed)) * (1.0 / len(fed) + 1.0 / len(theirs))) ** 0.5
    return float((known > width).mean()) >= CUT and full >= OFTEN and abs(full - expected) <= SIGMAS * error


def spread(lost: Array, rows: int) -> Array:
    """Give what rows lost as if it were of other rows: the same mean, with the error of both samples."""
    spread = np.resize(lost, rows)
    wider = (1.0 + rows / len(lost)) ** 0.5
    return np.asarray(lost.mean() + wider * (spread - spread.mean()))
