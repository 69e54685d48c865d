"""Two steps that make columns of words: whether they make the same ones, and what of their settings differs."""

from typing import Any

import pytest

from tieout.core.passes import Step
from tieout.replay.feeding.chain import _reads_words_otherwise, _settings

HASHING = {"lowercase": True, "n_features": 512}


def step(module: str = "sklearn.feature_extraction.text", words: Any = None, **settings: Any) -> Step:
    params = {"params": {**HASHING, **settings}, **({"vocabulary_": words} if words else {})}
    return Step("estimator", "Vectorizer", "transform", None, None, params, None, module=module)


def test_other_settings_and_other_words_make_other_columns() -> None:
    """Capitals that are kept go to other columns, and so do words of another vocabulary."""
    assert _reads_words_otherwise(step(lowercase=False), step())
    assert _reads_words_otherwise(step(words=["a", "b"]), step(words=["b", "a"]))
    assert _settings(step(lowercase=False), step()) == "lowercase False in place of True"
    assert _settings(step(words=["a"]), step(words=["b"])) == "other words"


@pytest.mark.parametrize(
    ("own", "theirs"), [(step(words=["a"]), step(words=["a"])), (step("numpy", lowercase=False), step("numpy"))]
)
def test_the_same_words_and_what_reads_none_do_not(own: Step, theirs: Step) -> None:
    """Weights of words may still differ: those are constants."""
    assert not _reads_words_otherwise(own, theirs)
