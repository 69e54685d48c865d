"""Search for the words behind tokens that a script made by hand, so that their spelling can be put right.

They are the texts of a file out of which a known vocabulary makes just the rows that were fed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from typing import Any

import numpy as np

from tieout.core.view import Refed
from tieout.replay.feeding.codes import vocabulary_of
from tieout.replay.feeding.rows import Array, Rows
from tieout.replay.feeding.sequences import pad_value
from tieout.replay.feeding.spelling import unknown_number
from tieout.replay.feeding.texts import columns_of_texts
from tieout.replay.feeding.wording import Analyze, rewritten

LEAST = 0.05  # share of the tokens that are of no known word
FIRST = 24  # rows by which most texts, vocabularies and ways of splitting are ruled out
FEWEST_ROWS, FEWEST_WORDS = 20, 12
OFFSETS = (0, 1, 2, 3, 4)  # added to the places of words in a vocabulary, for tokens that mean no word
DEEP, MOST_VOCABULARIES = 4, 16
SPLITS: tuple[Analyze, ...] = (
    str.split,
    lambda text: text.lower().split(),
    *(partial(re.findall, pattern) for pattern in (r"\w+", r"[A-Za-z]+", r"[A-Za-z']+", r"\w+|[^\w\s]", r"\w\w+")),
    *(
        lambda text, pattern=pattern: re.findall(pattern, text.lower())
        for pattern in (r"\w+", r"[a-z]+", r"[a-z0-9]+", r"[a-z']+", r"\w+|[^\w\s]", r"\w\w+")
    ),
    list,
)


@dataclass(frozen=True)
class _Form:
    """How words became one row: numbers of words, the number of all others, and what is done about the length."""

    split: Analyze
    codes: Mapping[str, int]
    unknown: int
    pad: int
    width: int
    keeps_end: bool
    pads_front: bool
    first: int | None

    def row(self, text: str) -> list[int]:
        """Give the tokens of one text."""
        width = self.width - (self.first is not None)
        found = [self.codes.get(word, self.unknown) for word in self.split(text)]
        found = found[-width:] if self.keeps_end else found[:width]
        if self.first is not None:
            found = [self.first, *found]
        rest = [self.pad] * (self.width - len(found))
        return rest + found if self.pads_front else found + rest

    def rows(self, texts: Sequence[str]) -> Array:
        """Give the tokens of some texts."""
        return np.asarray([self.row(text) for text in texts])


def of_words(rows: Rows) -> Refed | None:
    """Give the scored rows with the words of their texts written as in training, where these are not known as written.

    The texts count as those behind the rows only if a vocabulary of the run gives every row out of them.
    """
    number = unknown_number(rows, LEAST)
    if number is None or len(rows.fed) < FEWEST_ROWS:
        return None
    vocabularies = list(islice(_vocabularies(rows), MOST_VOCABULARIES))
    for texts in columns_of_texts(rows.files, len(rows.fed)) if vocabularies else ():
        form = _form(rows, texts, vocabularies, int(number))
        found = rewritten(texts, form.split, form.codes) if form is not None else None
        if form is None or found is None:
            continue
        says, rewrite = found
        inputs = rows.inputs(form.rows([rewrite(text) for text in texts]))
        if rows.improves(inputs) > 0:
            return Refed("encoding", rows.origin(), says, inputs)
    return None


def _form(rows: Rows, texts: Sequence[str], vocabularies: Sequence[Mapping[str, int]], unknown: int) -> _Form | None:
    """Give how the texts became the rows that were fed, None where no way gives just those."""
    fed = np.rint(rows.fed).astype(np.int64)
    some = texts[:FIRST]
    for form in _forms(rows, fed, vocabularies, unknown):
        if np.array_equal(form.rows(some), fed[:FIRST]) and np.array_equal(form.rows(texts), fed):
            return form
    return None


def _forms(rows: Rows, fed: Array, vocabularies: Sequence[Mapping[str, int]], unknown: int) -> Iterator[_Form]:
    known = np.unique(np.asarray(rows.training.array)).astype(np.int64)
    value = pad_value(np.asarray(rows.training.array))
    pads = {0, *(() if value is None else (int(value),))}
    firsts = (None, int(fed[0, 0])) if (fed[:, 0] == fed[0, 0]).all() and fed[0, 0] != unknown else (None,)
    for codes in vocabularies:
        shifted = _as_in_training(codes, {int(number) for number in known})
        for split in SPLITS:
            for pad in sorted(pads):
                for keeps_end, pads_front in ((False, False), (True, True), (False, True), (True, False)):
                    for first in firsts:
                        yield _Form(split, shifted, unknown, pad, fed.shape[1], keeps_end, pads_front, first)


def _as_in_training(codes: Mapping[str, int], known: set[int]) -> dict[str, int]:
    """Give a vocabulary with its numbers moved on to those that tokens had in training."""
    numbers = set(codes.values())
    off = min(OFFSETS, key=lambda by: (len({number + by for number in numbers} ^ known), by))
    return {word: number + off for word, number in codes.items()}


def _vocabularies(rows: Rows) -> Iterator[dict[str, int]]:
    """Give what a run loaded that gives words their numbers, or lists words in the order of their numbers."""
    for file in reversed(rows.files):
        if file.action == "loaded" and file.seq <= rows.passed.seq:
            yield from _vocabularies_in(file.data)


def _vocabularies_in(data: Any, deep: int = 0) -> Iterator[dict[str, int]]:
    """Give the vocabulary that something is, or those of its parts."""
    words = vocabulary_of(data)
    if words is not None and len(words) >= FEWEST_WORDS:
        yield words
    elif isinstance(data, Mapping) and deep < DEEP:
        for part in list(data.values())[:MOST_VOCABULARIES]:
            yield from _vocabularies_in(part, deep + 1)
