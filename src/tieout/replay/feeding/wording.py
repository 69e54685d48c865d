"""Search for texts whose words a fitted vectorizer does not know since they are written otherwise than in training."""

from __future__ import annotations

import html
import unicodedata
from collections.abc import Callable, Container, Iterator, Sequence
from functools import partial
from typing import Any
from urllib.parse import unquote_plus

import numpy as np

from tieout.core.view import Refed
from tieout.replay.feeding.rows import Rows

LOOKED_AT = 500  # texts by which it is told how many words are known
DEEP = 6  # estimators inside one another
LEAST = 0.01  # share of all words that must become known
REST = 0.6  # of the unknown words, that may stay unknown
Rewrite = Callable[[str], str]
Analyze = Callable[[str], Sequence[str]]


def of_texts(rows: Rows) -> Refed | None:
    """Give the scored rows with texts written as in training, where most words that were unknown are then known."""
    return _inside_the_model(rows) or _in_a_step(rows)


def _inside_the_model(rows: Rows) -> Refed | None:
    """Look at a vectorizer that is a part of the model: it was given the texts themselves."""
    given = [batch.inputs[0] if batch.inputs and len(batch.inputs) == 1 else None for batch in rows.passed.batches]
    if not given or any(part is None for part in given):
        return None
    for column, vectorizer in _vectorizers_in(rows.passed.handle.model):
        texts = [_texts(part, column) for part in given]
        if any(one is None for one in texts):
            continue
        found = _for_vectorizer([text for one in texts for text in one or ()], vectorizer)
        if found is None:
            continue
        says, rewrite = found
        inputs = tuple((_with_texts(part, column, rewrite),) for part in given)
        if rows.improves(inputs) > 0:
            return Refed("encoding", rows.origin(), says, inputs)
    return None


def _in_a_step(rows: Rows) -> Refed | None:
    """Look at a vectorizer among the transforms that were applied before the model."""
    own, raw = rows.own, rows.lineage.raw
    vectorizer = getattr(own[0].apply, "fitted", None) if own else None
    if raw is None or not _is_vectorizer(vectorizer) or (texts := _texts(raw, None)) is None:
        return None
    found = _for_vectorizer(texts, vectorizer)
    if found is None:
        return None
    says, rewrite = found
    changed = np.empty(len(texts), dtype=object)
    changed[:] = [rewrite(text) for text in texts]
    corrected = rows.through(changed, own)
    inputs = rows.inputs(corrected) if corrected is not None else None
    return Refed("encoding", rows.origin(), says, inputs) if inputs is not None and rows.improves(inputs) > 0 else None


def _for_vectorizer(texts: Sequence[str], vectorizer: Any) -> tuple[str, Rewrite] | None:
    try:
        analyze = vectorizer.build_analyzer()
    except Exception:  # noqa: BLE001 - what an analyzer is made of may be the user's own
        return None
    return rewritten(texts, analyze, vectorizer.vocabulary_)


def rewritten(texts: Sequence[str], analyze: Analyze, vocabulary: Container[str]) -> tuple[str, Rewrite] | None:
    """Give what the texts went through, and how to undo it, if clearly more words are then known."""
    some = list(texts[:: max(1, len(texts) // LOOKED_AT)])
    try:
        unknown = _unknown(some, analyze, vocabulary)
        best: tuple[float, str, Rewrite] | None = None
        for says, rewrite in _rewrites() if unknown > LEAST else ():
            left = _unknown([rewrite(text) for text in some], analyze, vocabulary)
            if left < min(REST * unknown, unknown - LEAST) and (best is None or left < best[0]):
                best = (left, says, rewrite)
    except Exception:  # noqa: BLE001 - an analyzer is the user's own function
        return None
    if best is None:
        return None
    left, says, rewrite = best
    return f"texts are written otherwise than in training: {says}; {unknown:.0%} of the words are unknown", rewrite


def _unknown(texts: Sequence[str], analyze: Analyze, vocabulary: Container[str]) -> float:
    """Give the share of the words that the vectorizer has no number for."""
    words = [word for text in texts for word in analyze(text)]
    return sum(word not in vocabulary for word in words) / len(words) if words else 1.0


def _rewrites() -> Iterator[tuple[str, Rewrite]]:
    """Give what happens to texts on their way, with its undoing."""
    for page in ("cp1252", "latin-1", "cp437", "mac_roman"):
        yield f"UTF-8 was read as {page}", partial(_recoded, page, "utf-8")
    for page in ("cp1252", "latin-1"):
        yield f"the training texts are UTF-8 read as {page}, these are not", partial(_recoded, "utf-8", page)
    for form in ("NFC", "NFD", "NFKC"):
        yield f"accented letters are composed in another way than {form}", partial(unicodedata.normalize, form)
    yield "words begin with, or are, capitals", str.lower
    yield "all is in small letters", str.upper
    yield "characters are written as HTML names", html.unescape
    yield "characters are escaped as in an address", unquote_plus
    yield "the training texts have no accents", _without_accents
    yield "words are joined by signs", _blanks_for_signs
    yield "words have capitals and are joined by signs", _plain_words


def _recoded(one: str, other: str, text: str) -> str:
    try:
        return text.encode(one).decode(other)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return " ".join(_word_recoded(one, other, word) for word in text.split(" "))


def _word_recoded(one: str, other: str, word: str) -> str:
    try:
        return word.encode(one).decode(other)
    except (UnicodeEncodeError, UnicodeDecodeError):
        return word


def _without_accents(text: str) -> str:
    return "".join(letter for letter in unicodedata.normalize("NFD", text) if not unicodedata.combining(letter))


def _blanks_for_signs(text: str) -> str:
    return "".join(letter if letter.isalnum() else " " for letter in text)


def _plain_words(text: str) -> str:
    return _blanks_for_signs(text).lower()


def _vectorizers_in(model: Any, column: str | None = None, deep: int = 0) -> Iterator[tuple[str | None, Any]]:
    """Give the vectorizers inside a model, each with the column of a frame that it is given, if it is one of many."""
    if _is_vectorizer(model):
        yield column, model
    if deep >= DEEP:
        return
    parts: list[tuple[Any, str | None]] = [
        (getattr(model, name, None), column) for name in ("best_estimator_", "estimator_", "estimator")
    ]
    parts += [(step[1], column) for step in getattr(model, "steps", None) or () if len(step) > 1]
    parts += [(part[1], column) for part in getattr(model, "transformer_list", None) or () if len(part) > 1]
    for _, part, columns in getattr(model, "transformers_", None) or ():
        if isinstance(columns, str):
            parts.append((part, columns))
    seen: set[int] = set()
    for part, name in parts:
        if part is not None and not isinstance(part, (str, type)) and id(part) not in seen:
            seen.add(id(part))
            yield from _vectorizers_in(part, name, deep + 1)


def _is_vectorizer(model: Any) -> bool:
    return isinstance(getattr(model, "vocabulary_", None), dict) and hasattr(model, "build_analyzer")


def _texts(part: Any, column: str | None) -> list[str] | None:
    """Give the texts of a batch, of a frame those of one column; None where it holds anything else."""
    if column is not None:
        names = getattr(part, "columns", None)
        if names is None or callable(names) or column not in names:
            return None
        part = part[column]
    elif getattr(part, "ndim", 1) != 1:
        return None
    values = part.tolist() if hasattr(part, "tolist") else list(part) if isinstance(part, (list, tuple)) else None
    return values if values and all(isinstance(value, str) for value in values) else None


def _with_texts(part: Any, column: str | None, rewrite: Rewrite) -> Any:
    """Give a batch with its texts rewritten, as the kind of thing that it was."""
    changed = [rewrite(text) for text in _texts(part, column) or ()]
    if column is not None:
        return part.assign(**{column: changed})
    if isinstance(part, (list, tuple)):
        return changed
    if isinstance(part, np.ndarray):
        return np.asarray(changed, dtype=object)
    return type(part)(changed, index=part.index, name=part.name)
