"""Search for categories and tokens that stand for other numbers than in training; write the rows in the old ones."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import Loaded, Step
from tieout.core.score import Where
from tieout.core.values import is_estimator
from tieout.renaming import cheapest
from tieout.replay.feeding.rows import CLOSER, Array, Candidate, Rows, lines_of

LONGEST = 100_000  # words of a vocabulary
COMMON = 0.3  # share of categories that two lists must have in common to be lists of the same thing
MOST_LEVELS = 48  # values of a column that may be codes
MOST_COLUMNS = 128
FEWEST = 30  # rows from which on codes are told apart by how often they occur
ENOUGH_LEVELS = 0.5  # share of the codes of a list that a column holds which was written with it
SURE = 2.0  # misfit, in standard errors a code, above which codes stand for other things
MOST_LEFT_FREE = 2  # numbers before those of a list of words, for padding and for words unknown
EMPTY_WORDS = ("", "[UNK]", "<unk>", "<UNK>", "<pad>", "<PAD>", "[PAD]")


@dataclass(frozen=True)
class Codes:
    """One list of categories and the number each of them stands for."""

    step: Step
    words: tuple[str, ...]
    numbers: tuple[int, ...]

    def differs(self, other: Codes) -> bool:
        """Tell whether a category of both stands for another number in the other."""
        theirs = dict(zip(other.words, other.numbers, strict=True))
        return any(theirs.get(word, number) != number for word, number in zip(self.words, self.numbers, strict=True))

    def common(self, other: Codes) -> float:
        """Give the share of categories that both have, of the shorter list."""
        mine, theirs = set(self.words) - set(EMPTY_WORDS), set(other.words) - set(EMPTY_WORDS)
        return len(mine & theirs) / max(1, min(len(mine), len(theirs)))

    def counted_from(self, start: int) -> Codes:
        """Give the same list with its numbers raised by `start`."""
        return replace(self, numbers=tuple(number + start for number in self.numbers)) if start else self

    def onto(self, other: Codes, values: Array) -> Array:
        """Give the numbers that the same categories have in the other list; what it does not know keeps its number."""
        theirs = dict(zip(other.words, other.numbers, strict=True))
        known = {number: theirs[word] for word, number in zip(self.words, self.numbers, strict=True) if word in theirs}
        levels, at = np.unique(values, return_inverse=True)
        changed = np.array([known.get(int(level), level) if level == int(level) else level for level in levels])
        return np.asarray(changed[at].reshape(values.shape), dtype=values.dtype)


def encoders_of(steps: Sequence[Step], files: Sequence[Loaded]) -> list[Step]:
    """Give what gave categories numbers in a run: fitted encoders, each once, and vocabularies in its files."""
    found: dict[Any, Step] = {}
    for step in steps:
        if step.categories():
            found[step.owner or id(step)] = step
    for file in files:
        for part, words in _vocabularies(file.data) if file.holds in {"object", "text"} else ():
            found[file.path, part] = Step(
                "estimator",
                "vocabulary",
                "transform",
                None,
                None,
                {"categories": np.array(list(words)), "numbers": np.array(list(words.values()))},
                file.where,
                stack=file.stack,
                seq=file.seq,
            )
    return sorted(found.values(), key=lambda step: step.seq)


def _vocabularies(data: Any) -> Iterator[tuple[str, dict[str, int]]]:
    """Give the vocabulary that a file is, or those that it holds by name, one a column."""
    whole = vocabulary_of(data)
    if whole is not None:
        yield "", whole
    elif isinstance(data, Mapping) and len(data) <= MOST_COLUMNS:
        for name, part in data.items():
            words = vocabulary_of(part) if isinstance(part, (Mapping, list, tuple)) else None
            if words is not None:
                yield str(name), words


def vocabulary_of(data: Any) -> dict[str, int] | None:
    """Give words and their numbers, if that is what a file holds: a mapping either way round, or a list of words."""
    if is_estimator(data):
        return None
    if isinstance(data, Mapping) and 2 <= len(data) <= LONGEST:
        if all(isinstance(k, str) for k in data) and all(type(v) is int for v in data.values()):
            return dict(data)
        if all(isinstance(v, str) for v in data.values()) and all(_whole(k) for k in data):
            return {word: int(number) for number, word in data.items()}
    if isinstance(data, (list, tuple)) and 2 <= len(data) <= LONGEST and all(isinstance(w, str) for w in data):
        return {word: number for number, word in enumerate(data)} if len(set(data)) == len(data) else None
    return None


def _whole(key: Any) -> bool:
    return type(key) is int or (isinstance(key, str) and key.isdigit())


def codes_of(step: Step) -> list[Codes]:
    """Give the lists of categories of a step, one for each column it reads."""
    found = []
    for key, values in sorted(step.categories().items(), key=lambda item: (len(item[0]), item[0])):
        if not 1 < len(values) <= LONGEST:
            continue
        numbers = as_numpy(step.params.get("numbers")) if key == "categories" else None
        counted = range(len(values)) if numbers is None or len(numbers) != len(values) else numbers.tolist()
        words = tuple(_word(value) for value in values)
        if len(set(words)) == len(words):
            found.append(Codes(step, words, tuple(int(n) for n in counted)))
    return found


def _word(value: Any) -> str:
    """Give a category as one word, the same for 3 and 3.0."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, str) else json.dumps(value, default=str)


# --- where the encoders were seen ------------------------------------------------------------------------------------
def of_encoders(rows: Rows) -> Candidate | None:
    """Give the rows in the numbers of training, where the lists of categories of both sides are known to differ."""
    theirs = [codes for step in (*rows.training.encoders, *rows.theirs) for codes in codes_of(step)]
    if not theirs:
        return None
    return _in_the_chain(rows) or _by_column(rows, theirs) or _by_file(rows, theirs)


def _in_the_chain(rows: Rows) -> Candidate | None:
    """Look at encoders of whole rows among the transforms of the scored rows."""
    pool = [*rows.theirs, *rows.training.encoders]
    for at, step in enumerate(rows.own):
        own = codes_of(step)
        other = next((t for t in pool if own and t.name == step.name and len(codes_of(t)) == len(own)), None)
        if other is None or ("vocabulary_" in step.params and other.apply is not None):
            continue  # a vocabulary that makes columns is compared with the other transforms
        pairs = list(zip(own, codes_of(other), strict=True))
        if not any(a.differs(b) for a, b in pairs) or max(a.common(b) for a, b in pairs) < COMMON:
            continue
        before = rows.after(rows.raw, rows.own[:at])
        if before is None:
            continue
        if other.apply is not None:
            encoded = rows.after(before, [other])
        else:
            encoded = _renumbered(rows.after(before, [step]), pairs)
        corrected = None if encoded is None else rows.through(encoded, rows.own[at + 1 :])
        if corrected is not None and not rows.alike(corrected):
            where = _line_of(step, rows)
            return Candidate("encoding", _says(step.name, pairs), corrected, where, exact=True)
    return None


def _renumbered(encoded: Array | None, pairs: Sequence[tuple[Codes, Codes]]) -> Array | None:
    if encoded is None:
        return None
    if len(pairs) == 1:
        return pairs[0][0].onto(pairs[0][1], encoded)
    if encoded.ndim != 2 or encoded.shape[1] != len(pairs):
        return None
    return np.stack([a.onto(b, encoded[:, n]) for n, (a, b) in enumerate(pairs)], axis=1)


def _by_column(rows: Rows, theirs: Sequence[Codes]) -> Candidate | None:
    """Look at encoders whose numbers became single columns of the scored rows."""
    raw = np.asarray(rows.raw)
    if raw.ndim != 2 or raw.dtype.kind not in "fiub" or raw.shape[1] > MOST_COLUMNS:
        return None
    changed, told, where, lists = raw.copy(), [], None, list(theirs)
    known: dict[Any, Codes] = {}  # the list of training, by the encoder and its column
    for step in (s for s in rows.steps if s.categories()):
        made = as_numpy(step.outputs)
        if made is None or step.seq > rows.passed.seq or made.dtype.kind not in "iuf":
            continue
        table = made.reshape(len(made), -1) if made.ndim <= 2 else None
        own = codes_of(step)
        if table is None or len(table) != len(raw) or table.shape[1] != len(own):
            continue
        for at, codes in enumerate(own):
            key = (step.owner or id(step), at)
            other = known.get(key) or max(lists, key=codes.common, default=None)
            columns = [n for n in range(raw.shape[1]) if np.array_equal(raw[:, n], table[:, at])]
            if other is None or codes.common(other) < COMMON or not columns:
                continue
            if key not in known:
                lists.remove(other)
            known[key] = other
            if codes.differs(other):
                for n in columns[:1]:
                    changed[:, n] = codes.onto(other, raw[:, n])
                told.append((codes, other))
                where = where or _line_of(step, rows)
    corrected = rows.through(changed, rows.own) if told else None
    if corrected is None or rows.alike(corrected):
        return None
    return Candidate("encoding", _says(told[0][0].step.name, told), corrected, where, exact=True, raw=changed)


def _line_of(step: Step, rows: Rows) -> Where | None:
    """Give the line that gave categories their numbers; of a list handed to a helper of both sides, the line behind it.

    A helper that makes up the numbers from the rows at hand is at fault itself.
    """
    given = "numbers" in step.params
    shared = lines_of([s for s in (*rows.theirs, *rows.training.encoders) if s is not step])
    return step.line(shared) if step.fit_where is None or (given and step.fit_where in shared) else step.fit_where


def _by_file(rows: Rows, theirs: Sequence[Codes]) -> Candidate | None:
    """Look at vocabularies in files, for rows that are numbers of tokens, or columns of categories."""
    files = [f for f in rows.files if f.action == "loaded" and f.seq <= rows.passed.seq]
    fed, best, found = rows.fed, 0.0, None
    for step in reversed([s for s in encoders_of((), files) if s.name == "vocabulary"]):
        for codes in codes_of(step):
            known = [other for other in theirs if codes.common(other) >= COMMON]
            if not known or not all(codes.differs(other) for other in known):
                continue
            other = max(known, key=codes.common)
            where = step.line(lines_of(rows.training.encoders))
            for corrected in list(_written(fed, codes, other)):
                gain = 0.0 if rows.alike(corrected) else rows.improves(rows.inputs(corrected))
                if gain > best:
                    says = found.says if found is not None else _says("the vocabulary", [(codes, other)])
                    fed, best, found = corrected, gain, Candidate("encoding", says, corrected, where)
    return found


def _written(fed: Array, codes: Codes, other: Codes) -> Iterator[Array]:
    """Give rows with the numbers of one list for those of another: in every column, or in one that may hold them."""
    for start in _starts(codes, other) if fed.dtype.kind in "iu" else ():
        yield codes.counted_from(start).onto(other.counted_from(start), fed)
    if fed.ndim != 2 or not 2 <= fed.shape[1] <= MOST_COLUMNS:
        return
    numbers = set(codes.numbers)
    for at in range(fed.shape[1]):
        levels = np.unique(fed[:, at])
        if ENOUGH_LEVELS * len(numbers) <= len(levels) <= len(numbers) and numbers.issuperset(levels.tolist()):
            changed = fed.copy()
            changed[:, at] = codes.onto(other, fed[:, at])
            yield changed


def _starts(codes: Codes, other: Codes) -> range:
    """Give the numbers that the first word may have: of lists, a script that counts them may leave some for padding."""
    listed = all(each.numbers == tuple(range(len(each.words))) for each in (codes, other))
    return range(MOST_LEFT_FREE + 1 if listed else 1)


def _says(name: str, pairs: Sequence[tuple[Codes, Codes]]) -> str:
    for codes, other in pairs:
        theirs = dict(zip(other.words, other.numbers, strict=True))
        for word, number in zip(codes.words, codes.numbers, strict=True):
            if theirs.get(word, number) != number:
                told = f"{word!r} is {number}, was {theirs[word]}"
                return f"{name} maps categories to other numbers than in training: {told}"
    return f"{name} maps categories to other numbers than in training"


# --- where only the numbers were seen --------------------------------------------------------------------------------
def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows with codes exchanged, or token numbers shifted, so that each occurs as it did in training."""
    theirs = rows.training.array
    if theirs is None or rows.fed.ndim != 2 or np.shape(theirs)[1:] != rows.fed.shape[1:]:
        return
    if len(rows.fed) < FEWEST or len(theirs) < FEWEST:
        return
    yield from _shifted(rows, np.asarray(theirs))
    yield from _exchanged(rows, np.asarray(theirs))


def _shifted(rows: Rows, theirs: Array) -> Iterator[Candidate]:
    """Try token numbers that are one too high or too low, with the padding left alone or not."""
    if rows.fed.dtype.kind not in "iu" or theirs.dtype.kind not in "iuf" or rows.fed.shape[1] < 4:
        return
    top = int(max(rows.fed.max(), theirs.max())) + 2
    if top > LONGEST or min(rows.fed.min(), theirs.min()) < 0:
        return
    wanted = _frequencies(theirs, top)
    before = float(np.abs(_frequencies(rows.fed, top) - wanted).sum())
    for step in (1, -1):
        moved = rows.fed.astype(np.int64) + step
        for says, changed in (
            (f"token numbers are {'one too low' if step > 0 else 'one too high'}", moved),
            (f"token numbers are {'one too low' if step > 0 else 'one too high'}", np.where(rows.fed > 0, moved, 0)),
        ):
            if changed.min() >= 0:
                apart = float(np.abs(_frequencies(changed, top) - wanted).sum())
                if apart < CLOSER * before:
                    yield Candidate("encoding", says, changed, rows.origin())


def _frequencies(tokens: Array, top: int) -> Array:
    return np.bincount(tokens.ravel().astype(np.int64), minlength=top)[:top] / max(1, tokens.size)


def _exchanged(rows: Rows, theirs: Array) -> Iterator[Candidate]:
    """Match the codes of each column with training codes by how often and in what company they occur."""
    if rows.fed.shape[1] > MOST_COLUMNS:
        return
    own, reference = rows.fed.astype(np.float64), theirs.astype(np.float64)
    changed, columns = own.copy(), []
    for at in range(own.shape[1]):
        onto = _matched(own, reference, at)
        if onto is not None:
            levels, places = np.unique(own[:, at], return_inverse=True)
            changed[:, at] = np.array([onto[level] for level in levels])[places.ravel()]
            columns.append(at)
    for at in columns if len(columns) > 1 else ():
        single = own.copy()
        single[:, at] = changed[:, at]
        yield Candidate("encoding", _which(rows, [at]), single, doubt=0.001)
    if columns:
        yield Candidate("encoding", _which(rows, columns), changed, doubt=0.001)


def _which(rows: Rows, columns: Sequence[int]) -> str:
    names = rows.columns
    which = ", ".join(names[n] if n < len(names) and names[n] else f"column {n}" for n in columns[:6])
    return f"the codes of {which} stand for other categories than in training"


def _matched(own: Array, reference: Array, at: int) -> dict[float, float] | None:
    """Give the training code for each code of one column, None where they stand for the same already."""
    levels, counts = np.unique(own[:, at], return_counts=True)
    wanted, theirs = np.unique(reference[:, at], return_counts=True)
    if not 2 <= len(levels) <= len(wanted) <= MOST_LEVELS or not np.isin(levels, wanted).all():
        return None
    if len(reference) < 8 * len(wanted):
        return None
    one, other = _company(own, levels, counts, at, reference), _company(reference, wanted, theirs, at, reference)
    misfit = np.empty((len(levels), len(wanted)))
    for n, (mean, error) in enumerate(zip(*one, strict=True)):
        size = np.sqrt(error**2 + other[1] ** 2)
        misfit[n] = np.minimum(np.abs(mean - other[0]) / size, 12.0).mean(axis=1)
    stay = np.searchsorted(wanted, levels)
    places, targets = cheapest(misfit - 0.5 * (np.arange(len(wanted)) == stay[:, None]))
    moved = [n for n, target in zip(places, targets, strict=True) if target != stay[n]]
    if len(moved) < 2:
        return None
    weights = counts[moved] / counts[moved].sum()
    before = float((misfit[moved, stay[moved]] * weights).sum())
    after = float((misfit[moved, targets[np.searchsorted(places, moved)]] * weights).sum())
    if before < SURE or after > 0.6 * before:
        return None
    return {float(levels[n]): float(wanted[target]) for n, target in zip(places, targets, strict=True)}


def _company(table: Array, levels: Array, counts: Array, at: int, reference: Array) -> tuple[Array, Array]:
    """Give, for each code, the share of rows that have it and the means of the other columns there, with errors."""
    others = [n for n in range(table.shape[1]) if n != at]
    middle, spread = reference.mean(axis=0)[others], reference.std(axis=0)[others] + 1e-9
    shares = counts / counts.sum()
    means, errors = [], []
    for level, count, share in zip(levels, counts, shares, strict=True):
        there = (table[table[:, at] == level][:, others] - middle) / spread
        means.append(np.concatenate([[share], there.mean(axis=0)]))
        deviation = np.maximum(there.std(axis=0), 0.3) / np.sqrt(count)
        errors.append(np.concatenate([[np.sqrt(share * (1 - share) / len(table)) + 0.01], deviation]))
    return np.array(means), np.array(errors)
