"""The bar that shows how far replays have come."""

import io

import pytest

from tieout.cli.progress import GO_BACK, MAKE_ROOM, REMEMBER, Bar, Silence, progress


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


def test_without_a_terminal_there_is_silence(capsys: pytest.CaptureFixture[str]) -> None:
    """Piped stderr gets nothing."""
    with progress() as bar:
        bar.advance(1, 3, "dropout")
    assert isinstance(bar, Silence)
    assert capsys.readouterr().err == ""


def test_a_terminal_gets_a_bar_that_goes_away(monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing is drawn before the first advance; text of scripts is not read as markup."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as bar:
        assert isinstance(bar, Bar)
        assert screen.getvalue() == ""
        bar.advance(1, 3, "[bold]dropout")
        bar.advance(2, 3, "[bold]dropout")

    assert "[bold]dropout" in screen.getvalue()


def test_the_bar_stands_below_a_line_that_has_no_end(monkeypatch: pytest.MonkeyPatch) -> None:
    """Room is made and the cursor's place kept before anything is drawn; at the end the cursor is back there."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress() as bar:
        bar.advance(1, 3, "dropout")

    drawn = screen.getvalue()
    assert drawn.startswith(f"{MAKE_ROOM}{REMEMBER}\r\n")
    assert drawn.endswith(GO_BACK)
    assert "tieout:" not in drawn.partition("\r\n")[0]


def test_a_bar_that_was_never_needed_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """A run without replays leaves the terminal as it was."""
    screen = Terminal()
    monkeypatch.setattr("sys.stderr", screen)
    monkeypatch.setenv("TERM", "xterm")
    with progress():
        pass
    assert screen.getvalue() == ""
