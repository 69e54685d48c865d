"""Texts whose words a fitted vectorizer does not know because they are written otherwise."""

import unicodedata
from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest
from sklearn.compose import make_column_transformer
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.linear_model import LogisticRegression
from sklearn.pipeline import make_pipeline

from tieout.replay.feeding.wording import _for_vectorizer, _texts, _vectorizers_in, _with_texts

TEXTS = ["schöner blick über den see", "das frühstück war übel", "müde gäste & laute straße", "sehr schön gelegen"]
KNOWN = CountVectorizer(lowercase=False).fit(TEXTS)


@pytest.mark.parametrize(
    "written",
    [
        lambda text: text.encode("utf-8").decode("cp1252"),
        lambda text: text.encode("utf-8").decode("latin-1"),
        lambda text: unicodedata.normalize("NFD", text),
        str.title,
        lambda text: text.replace(" ", "_"),
    ],
)
def test_words_are_known_again(written: Callable[[str], str]) -> None:
    """What happened to the texts is undone, and every word has its number again."""
    found = _for_vectorizer([written(text) for text in TEXTS], KNOWN)
    assert found is not None
    _, rewrite = found
    assert all(word in KNOWN.vocabulary_ for text in TEXTS for word in KNOWN.build_analyzer()(rewrite(written(text))))


def test_other_words_are_left_alone() -> None:
    """Texts on another subject are not written otherwise, and texts as in training are as they should be."""
    assert _for_vectorizer(["nothing of this is known", "nor of that"], KNOWN) is None
    assert _for_vectorizer(TEXTS, KNOWN) is None


def test_vectorizers_are_found_inside_a_model() -> None:
    """A vectorizer comes with the column it is given, if it is one of many."""
    frame = pd.DataFrame({"text": TEXTS, "stars": [1, 2, 3, 4]})
    columns = make_column_transformer((TfidfVectorizer(), "text"), ("passthrough", ["stars"]))
    mixed = make_pipeline(columns, LogisticRegression()).fit(frame, [0, 1, 1, 0])
    plain = make_pipeline(TfidfVectorizer(), LogisticRegression()).fit(TEXTS, [0, 1, 1, 0])
    assert [column for column, _ in _vectorizers_in(mixed)] == ["text"]
    assert [column for column, _ in _vectorizers_in(plain)] == [None]
    assert _texts(frame, "text") == TEXTS
    assert _with_texts(frame, "text", str.upper)["text"].tolist() == [text.upper() for text in TEXTS]
    for kind in (list(TEXTS), np.asarray(TEXTS, dtype=object), frame["text"]):
        assert _texts(_with_texts(kind, None, str.upper), None) == [text.upper() for text in TEXTS]
