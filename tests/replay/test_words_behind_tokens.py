"""Words behind tokens that a script made by hand: read from files, recognised by what they became, put right."""

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tieout.adapters.torch.checkpoints import _words_in
from tieout.core.passes import Loaded
from tieout.replay.feeding import numbered, words
from tieout.replay.feeding.texts import columns_of_texts

LETTERS = "abcdefghijklmnop"
WORDS = [a + b for a in LETTERS[:8] for b in LETTERS[:5]]
VOCABULARY = {word: n + 2 for n, word in enumerate(WORDS)}
WIDTH = 9


def texts_of(count: int, seed: int) -> list[str]:
    """Give texts of three to eleven words."""
    rng = np.random.default_rng(seed)
    return [" ".join(rng.choice(WORDS, rng.integers(3, 12))) for _ in range(count)]


def encoded(texts: Sequence[str], vocabulary: dict[str, int], unknown: int = 1) -> np.ndarray:
    """Give tokens as a script would make them: cut at the end, filled up with noughts."""
    rows = np.zeros((len(texts), WIDTH), dtype=np.int64)
    for at, text in enumerate(texts):
        found = [vocabulary.get(word, unknown) for word in text.split()][:WIDTH]
        rows[at, : len(found)] = found
    return rows


def rows_of(fed: np.ndarray, files: Sequence[Loaded], samples: Sequence[tuple[int, Any]] = ()) -> Any:
    """Give rows of a pass that any change improves; what they should be is the test's to tell."""
    kept: Callable[[Any], Any] = lambda rows: rows  # noqa: E731 - the batches are the rows
    return SimpleNamespace(
        fed=fed,
        files=files,
        samples=samples,
        training=SimpleNamespace(array=encoded(texts_of(300, 1), VOCABULARY)),
        passed=SimpleNamespace(seq=9),
        inputs=kept,
        improves=lambda _: 1.0,
        origin=lambda: None,
    )


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the folder that a script ran in."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def vocabulary_file() -> Loaded:
    """Give the vocabulary as it was loaded, beside other settings."""
    return Loaded("vocab.json", "d", "loaded", "object", None, data={"length": WIDTH, "words": VOCABULARY}, seq=1)


def test_capitals_of_words_are_put_right(here: Path) -> None:
    """Words that have no number as they are written get that of the word in small letters."""
    texts = texts_of(60, 2)
    shouted = [text.title() for text in texts]
    (here / "new.jsonl").write_text("\n".join(json.dumps({"id": n, "text": t}) for n, t in enumerate(shouted)))
    found = words.of_words(rows_of(encoded(shouted, VOCABULARY), [vocabulary_file()]))
    assert found is not None
    assert "capitals" in found.says
    assert np.array_equal(found.inputs, encoded(texts, VOCABULARY))


def test_other_texts_are_not_taken_for_those_behind_the_rows(here: Path) -> None:
    """A file with as many texts that do not give the rows says nothing of them."""
    (here / "new.txt").write_text("\n".join(texts_of(60, 3)))
    shouted = [text.title() for text in texts_of(60, 2)]
    assert words.of_words(rows_of(encoded(shouted, VOCABULARY), [vocabulary_file()])) is None


def test_words_numbered_anew_get_the_numbers_of_training(here: Path) -> None:
    """Where a word has one number throughout, here and in the run that trained, the one becomes the other."""
    texts, before = texts_of(60, 2), texts_of(400, 4)
    (here / "new.txt").write_text("\n".join(f"yes\t{text}" for text in texts))
    (here / "valid.csv").write_text("text,label\n" + "\n".join(f"{text},no" for text in before))
    again = {word: n + 2 for n, word in enumerate(reversed(WORDS))}
    rows = rows_of(encoded(texts, again), [], [(400, encoded(before, VOCABULARY).astype(np.float32))])
    found = numbered.of_words(rows)
    assert found is not None
    assert np.array_equal(found.inputs, encoded(texts, VOCABULARY))


def test_words_with_their_numbers_are_left_alone(here: Path) -> None:
    """The same vocabulary on both sides is no finding."""
    texts, before = texts_of(60, 2), texts_of(400, 4)
    (here / "new.txt").write_text("\n".join(texts))
    (here / "valid.txt").write_text("\n".join(before))
    rows = rows_of(encoded(texts, VOCABULARY), [], [(400, encoded(before, VOCABULARY).astype(np.float32))])
    assert numbered.of_words(rows) is None


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("a.txt", "one two\nthree four"),
        ("a.txt", "good\tone two\nbad\tthree four"),
        ("a.txt", "__label__1 one two\n__label__0 three four"),
        ("a.csv", "text;n\none two;1\nthree four;2"),
        ("a.json", '[{"t": "one two"}, {"t": "three four"}]'),
        ("a.json", '{"data": [["one two", 1], ["three four", 0]]}'),
        ("a.jsonl", '{"t": ["one", "two"]}\n{"t": ["three", "four"]}'),
    ],
)
def test_columns_of_texts_are_read(here: Path, name: str, text: str) -> None:
    """Texts are found in lines, tables and JSON, with labels beside them or not."""
    (here / "data").mkdir()
    (here / "data" / name).write_text(text)
    assert ["one two", "three four"] in list(columns_of_texts([], 2))


def test_files_that_are_no_text_are_passed_over(here: Path) -> None:
    """What cannot be read as text is no reason to fail."""
    (here / "a.txt").write_bytes(b"\xff\xfe\x00\x81")
    (here / "b.json").write_text("{")
    assert list(columns_of_texts([], 2)) == []


def test_words_in_a_checkpoint_are_kept_without_its_weights() -> None:
    """Lists of words and vocabularies beside the weights are kept, the weights and settings are not."""
    saved = {"net": {"w": np.zeros(3)}, "itos": ["a", "b"], "cfg": {"stoi": {"a": 0}, "lr": 0.1}, "epoch": 3}
    assert _words_in(saved) == {"itos": ["a", "b"], "cfg": {"stoi": {"a": 0}}}
    assert _words_in({"w": np.zeros(3)}) is None
    assert _words_in([1, 2]) is None
