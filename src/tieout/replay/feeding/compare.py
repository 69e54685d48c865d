"""Say in what way the scored rows were prepared otherwise than the training rows, and give them as they should be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import chain, combinations

from tieout.core.recording import BY_SCORE
from tieout.core.view import Refed
from tieout.replay.feeding import (
    answers,
    blind,
    codes,
    constants,
    curves,
    duller,
    gaps,
    images,
    items,
    masks,
    numbered,
    order,
    paired,
    parts,
    remembered,
    sequences,
    shortened,
    spelling,
    units,
    windows,
    wording,
    words,
)
from tieout.replay.feeding import chain as transforms
from tieout.replay.feeding.known import Known, same
from tieout.replay.feeding.rows import Candidate, Rows
from tieout.replay.feeding.together import Inputs, combined

SEARCHES = (  # whose candidates do not hang on the weights of the model
    paired.candidates,
    gaps.candidates,
    constants.candidates,
    units.candidates,
    curves.candidates,
    order.candidates,
    codes.candidates,
    answers.candidates,
    sequences.candidates,
    windows.candidates,
    images.candidates,
)
TABULAR = ("scale", "axis-order")
LEAST = 0.03  # by which two corrections have to restore a score more than one
MOST_SINGLE = 8  # corrections that are tried in pairs
MANY = 3  # classes that must have changed places, for a correction that pays under other names only
MOST = 3  # things that are wrong with one set of rows


def compare(rows: Rows) -> Sequence[Refed] | None:
    """Give what is different in the preparation, each with the inputs without it; None where it cannot be told.

    What is found is put right, and the rows so corrected are looked at again.
    """
    first = _first(rows)
    pair = _pair(rows, first)
    if not pair and (first is None or first.way == "same" or first.inputs is None or not (rows.usable or rows.alone)):
        return None if first is None else (first,)
    found, together = pair or ([first] if first is not None else [], {})
    corrected = rows.corrected(found[-1]) if not pair else None
    while corrected is not None and len(found) < MOST:
        another = _without_training(corrected) if rows.alone else _best(corrected)
        joint = combined(rows, [*found, another]) if another is not None else None
        if another is None or joint is None:
            break
        found, together = [*found, another], joint
        corrected = corrected.corrected(another)
    if len(found) == 1:
        return found
    alone = [together[frozenset({n})] for n in range(len(found))]
    return [
        replace(one, inputs=alone[n], number=n, together=together, mark=one.mark and f"{one.mark} {n}")
        for n, one in enumerate(found)
    ]


def _first(rows: Rows) -> Refed | None:
    if rows.alone:
        return sequences.of_batches(rows) or _without_training(rows)
    written = masks.left_out(rows) or spelling.of_categories(rows) or wording.of_texts(rows)
    if (bare := written or sequences.uncut(rows)) is not None:
        return bare
    if not rows.usable:
        return sequences.of_batches(rows)
    known = codes.of_encoders(rows) or sequences.of_settings(rows) or images.of_steps(rows) or items.of_items(rows)
    if known is not None:
        return _refed(rows, known)
    corrected = rows.through(rows.raw, rows.theirs) if rows.theirs or rows.own else None
    if corrected is not None and rows.alike(corrected):
        return _in_the_data(rows) or Refed("same", None, "the same transforms", None)
    return transforms.of_transforms(rows) or _in_the_data(rows)


def _pair(rows: Rows, first: Refed | None) -> tuple[list[Refed], Mapping[frozenset[int], Inputs]] | None:
    """Give two corrections of a table that restore the score together, by clearly more than any one that was found."""
    if not rows.usable or rows.reference is None or rows.fed.ndim != 2 or not units.is_off(rows):
        return None
    if first is not None and (first.way not in TABULAR or first.steps is not None):
        return None
    least = LEAST + (rows.improves(first.inputs) if first is not None and first.inputs is not None else 0.0)
    single = [c for search in (units.candidates, order.candidates) for c in search(rows) if c.steps is None]
    best = None
    for one, other in combinations(single, 2) if len(single) <= MOST_SINGLE else ():
        found = [_refed(rows, one), _refed(rows, other)]
        together = combined(rows, found, apart=True)
        gain = rows.improves(together[frozenset({0, 1})]) if together is not None else 0.0
        if together is not None and gain > least:
            least, best = gain, ([replace(each, number=n) for n, each in enumerate(found)], together)
    return best


def _without_training(rows: Rows) -> Refed | None:
    """Put right what something remembers of the training rows; else undo known mistakes, judged by the score alone."""
    best: tuple[float, Candidate] | None = None
    candidates = list(remembered.candidates(rows))
    for found in candidates:
        gain = rows.improves(rows.inputs(found.rows))
        if gain > found.doubt and (best is None or gain - found.doubt > best[0]):
            best = (gain - found.doubt, found)
    if best is not None:
        return _refed(rows, best[1])
    chosen = blind.search(rows) or _under_other_names(rows, candidates)
    if chosen is None:
        return None
    return replace(_refed(rows, chosen), mark=f"preprocessing.{chosen.way} {BY_SCORE}")


def _under_other_names(rows: Rows, candidates: Sequence[Candidate]) -> Candidate | None:
    """Look again as if labels stood for other classes; what is found counts only if they clearly do."""
    if rows.improves.classes() < MANY:
        return None
    whole = [Known(c.way, c.says, same, c.doubt, where=c.where, made=c.rows) for c in candidates]
    found = blind.search_by_any_names(rows, whole)
    if found is None or len(rows.improves.names(rows.inputs(found.rows))) < MANY:
        return None
    return found


def _in_the_data(rows: Rows) -> Refed | None:
    """Look for what brings the rows themselves back onto the training rows, where no transform tells."""
    if rows.reference is None:
        return sequences.of_batches(rows)
    found = words.of_words(rows) or numbered.of_words(rows) or _best(rows) or sequences.of_batches(rows)
    found = found or spelling.of_tokens(rows) or shortened.of_rows(rows) or duller.of_rows(rows)
    if found is not None:
        return found
    if rows.own or units.is_off(rows):
        seen = rows.were_seen()
        return (
            Refed("same", None, "the rows were fed in this very form in the run of the training", None)
            if seen
            else None
        )
    return Refed("same", None, "the columns are as in training", None)


def _best(rows: Rows) -> Refed | None:
    """Give the correction with the best evidence of all searches: known in detail, else by what the score gains."""
    if rows.reference is None:
        return None
    best: tuple[tuple[bool, float], Candidate] | None = None
    for found in chain(rows.kept.of(rows, SEARCHES), parts.candidates(rows)):
        exact = found.exact or rows.recognised(found.rows)
        gain = rows.improves(rows.inputs(found.rows, reshape=found.rows.size == rows.fed.size))
        if not exact and gain <= 0:
            continue
        rank = (exact, gain - found.doubt)
        if best is None or rank > best[0]:
            best = (rank, found)
    return _refed(rows, best[1]) if best is not None else None


def _refed(rows: Rows, found: Candidate) -> Refed:
    inputs = rows.inputs(found.rows, reshape=found.rows.size == rows.fed.size)
    return Refed(found.way, found.where, found.says, inputs, steps=found.steps, raw=found.raw)
