"""`tieout why`: the list of causes and the page of one."""

from collections.abc import Callable

import pytest

from tieout.cli.why import _catalogue, _paragraphs

Run = Callable[..., int]


def test_without_a_cause_all_are_listed(code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Every cause of the list appears, under its family."""
    assert code_of("why") == 0
    listed = capsys.readouterr().out
    entries, families = _catalogue()
    assert all(entry.id in listed for entry in entries)
    assert all(f"{family}: " in listed for family in families)


@pytest.mark.parametrize("asked", ["preprocessing.refit", "refit", "PREPROCESSING.REFIT", " refit "])
def test_a_cause_has_a_page(code_of: Run, capsys: pytest.CaptureFixture[str], asked: str) -> None:
    """The last word of the id is enough where it is unambiguous."""
    assert code_of("why", asked) == 0
    page = capsys.readouterr().out
    assert page.startswith("preprocessing.refit\n")
    assert "mistake: " in page


@pytest.mark.parametrize(
    ("asked", "suggested"),
    [
        ("preprocesing.refit", "preprocessing.refit"),
        ("dropout", "mode.dropout-active"),
        ("mode.drop_out_active", "mode.dropout-active"),
    ],
)
def test_near_misses_are_suggested(
    code_of: Run, capsys: pytest.CaptureFixture[str], asked: str, suggested: str
) -> None:
    """A wrong name is wrong usage, with what was probably meant."""
    assert code_of("why", asked) == 2
    assert suggested in capsys.readouterr().err


def test_every_cause_has_a_page(code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """No entry of the list breaks its page."""
    for entry in _catalogue()[0]:
        assert code_of("why", entry.id) == 0
        assert entry.id in capsys.readouterr().out


def test_prose_is_set_anew_and_code_is_not() -> None:
    """The line breaks of a docstring are those of its file, not of the reader's terminal."""
    text = "One\nsentence.\n\nBad:\n    a = 1\n    b = 2\n"

    assert _paragraphs(text) == ["One sentence.", "Bad:\n    a = 1\n    b = 2\n"]
