"""Say in what way the scored rows were prepared otherwise than the training rows, and give them as they should be."""

from __future__ import annotations

from itertools import chain

from tieout.core.view import Refed
from tieout.replay.feeding import blind, codes, images, order, paired, remembered, sequences, units
from tieout.replay.feeding import chain as transforms
from tieout.replay.feeding.rows import Candidate, Rows

SEARCHES = (
    paired.candidates,
    units.candidates,
    order.candidates,
    codes.candidates,
    sequences.candidates,
    images.candidates,
)


def compare(rows: Rows) -> Refed | None:
    """Give the difference in preparation and the inputs without it; None where it cannot be told."""
    if rows.alone:
        return sequences.of_batches(rows) or _without_training(rows)
    if not rows.usable:
        return sequences.of_batches(rows)
    known = codes.of_encoders(rows) or sequences.of_settings(rows) or images.of_steps(rows)
    if known is not None:
        return _refed(rows, known)
    corrected = rows.through(rows.raw, rows.theirs) if rows.theirs or rows.own else None
    if corrected is not None and rows.alike(corrected):
        return _in_the_data(rows) or Refed("same", None, "the same transforms", None)
    return transforms.of_transforms(rows) or _in_the_data(rows)


def _without_training(rows: Rows) -> Refed | None:
    """Put right what something remembers of the training rows; else undo known mistakes, judged by the score alone."""
    best: tuple[float, Candidate] | None = None
    for found in remembered.candidates(rows):
        gain = rows.improves(rows.inputs(found.rows))
        if gain > 0 and (best is None or gain - found.doubt > best[0]):
            best = (gain - found.doubt, found)
    chosen = best[1] if best is not None else blind.search(rows)
    return _refed(rows, chosen) if chosen is not None else None


def _in_the_data(rows: Rows) -> Refed | None:
    """Look for what brings the rows themselves back onto the training rows, where no transform tells."""
    if rows.reference is None:
        return sequences.of_batches(rows)
    best: tuple[tuple[bool, float], Candidate] | None = None
    for found in chain.from_iterable(search(rows) for search in SEARCHES):
        exact = found.exact or rows.recognised(found.rows)
        gain = rows.improves(rows.inputs(found.rows, reshape=found.rows.size == rows.fed.size))
        if not exact and gain <= 0:
            continue
        rank = (exact, gain - found.doubt)
        if best is None or rank > best[0]:
            best = (rank, found)
    if best is not None:
        return _refed(rows, best[1])
    unmasked = sequences.of_batches(rows)
    if unmasked is not None:
        return unmasked
    if rows.own or units.is_off(rows):
        return None
    return Refed("same", None, "the columns are as in training", None)


def _refed(rows: Rows, found: Candidate) -> Refed:
    reshape = found.rows.size == rows.fed.size
    return Refed(found.way, found.where, found.says, rows.inputs(found.rows, reshape=reshape))
