"""Search for words that were given numbers anew, by a vocabulary made again, where no list of the words was seen.

Texts in files beside the script are laid side by side with the tokens that were fed, here and in a score of the run
that trained: where each word has one number throughout, these are the words behind the tokens.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from tieout.core.view import Refed
from tieout.replay.feeding.rows import Array, Rows
from tieout.replay.feeding.sequences import pad_value
from tieout.replay.feeding.spelling import SHORTEST
from tieout.replay.feeding.texts import columns_of_texts
from tieout.replay.feeding.wording import Analyze
from tieout.replay.feeding.words import SPLITS
from tieout.shifts import positions

FIRST = 24  # texts by which most ways of splitting are ruled out
FEWEST_ROWS, FEWEST_WORDS = 20, 12
COVERED = 0.8  # share of the tokens whose words must be known from training
OFTEN = 0.05  # share of the tokens that must have another number


@dataclass(frozen=True)
class _Way:
    """How texts became tokens: the splitting, which end was kept, what fills up, and how many tokens go before."""

    split: Analyze
    keeps_end: bool
    pad: int
    before: int

    def spans(self, text: str, row: Array) -> tuple[list[str], slice] | None:
        """Give the words of a text and the part of its row that is their tokens, None if they are not as many."""
        used = np.flatnonzero(row != self.pad)
        if not len(used):
            return None
        part = slice(int(used[0]) + self.before, int(used[-1]) + 1)
        found, width = self.split(text), len(row) - self.before
        words = list(found[-width:] if self.keeps_end else found[:width])
        return (words, part) if len(words) == part.stop - part.start else None


def of_words(rows: Rows) -> Refed | None:
    """Give the scored rows with each word's number as in training, where the same words had other numbers there."""
    if not _are_tokens(rows.fed) or len(rows.fed) < FEWEST_ROWS:
        return None
    samples = [(count, table) for count, table in rows.samples if _are_tokens(table) and len(table) >= FEWEST_ROWS]
    fed = np.rint(rows.fed).astype(np.int64)
    theirs = {count: list(columns_of_texts(rows.files, count)) for count, _ in samples}
    for texts in columns_of_texts(rows.files, len(fed)) if any(theirs.values()) else ():
        for way in _ways(fed):
            now = _numbers(texts, fed, way)
            if now is None:
                continue
            then: dict[str, int] = {}
            for count, table in samples:
                at, known = positions(count, len(table)), np.rint(table).astype(np.int64)
                for column in theirs[count]:
                    then |= _numbers([column[n] for n in at], known, way) or {}
            found = _renumbered(rows, texts, fed, way, (now, then))
            if found is not None:
                return found
    return None


def _are_tokens(table: Array) -> bool:
    """Tell whether rows are whole numbers of many kinds, several a row."""
    whole = table.ndim == 2 and table.shape[1] >= SHORTEST and table.dtype.kind in "iuf" and table.size > 0
    if not whole or (table.dtype.kind == "f" and (table != np.rint(table)).any()):
        return False
    return bool(table.min() >= 0 and len(np.unique(table[:FIRST])) >= FEWEST_WORDS)


def _ways(fed: Array) -> Iterator[_Way]:
    value = pad_value(fed)
    begins = (0, 1) if (fed[:, 0] == fed[0, 0]).all() else (0,)
    for split in SPLITS:
        for pad in {0, *(() if value is None else (int(value),))}:
            for before in begins:
                yield _Way(split, False, pad, before)
                yield _Way(split, True, pad, before)


def _numbers(texts: Sequence[str], fed: Array, way: _Way) -> dict[str, int] | None:
    """Give the number of each word, None where texts and tokens are not as many, or a word has two numbers."""
    numbers: dict[str, int] = {}
    for text, row in zip(texts, fed, strict=True):
        span = way.spans(text, row)
        if span is None:
            return None
        for word, number in zip(span[0], row[span[1]].tolist(), strict=True):
            if numbers.setdefault(word, number) != number:
                return None
    return numbers if len(set(numbers.values())) >= FEWEST_WORDS else None


def _renumbered(
    rows: Rows, texts: Sequence[str], fed: Array, way: _Way, numbers: tuple[Mapping[str, int], Mapping[str, int]]
) -> Refed | None:
    """Give rows with the numbers of training, if most words are known from there and many had another one."""
    now, then = numbers
    number, count = Counter(then.values()).most_common(1)[0] if then else (way.pad, 1)
    unknown = number if count > 1 else way.pad
    changed = fed.copy()
    total = known = moved = 0
    for at, text in enumerate(texts):
        words, part = way.spans(text, fed[at]) or ([], slice(0, 0))
        changed[at, part] = [then.get(word, unknown) for word in words]
        total += len(words)
        known += sum(word in then for word in words)
        moved += sum(then.get(word, now[word]) != now[word] for word in words)
    if not total or known < COVERED * total or moved < OFTEN * total:
        return None
    inputs = rows.inputs(changed)
    if rows.improves(inputs) <= 0:
        return None
    other = {word for word in now if then.get(word, now[word]) != now[word]}
    word = min(other)
    says = f"{len(other)} words have other numbers than in training: {word!r} is {now[word]}, there {then[word]}"
    return Refed("encoding", rows.origin(), says, inputs)
