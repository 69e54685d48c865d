"""`tieout demo`: where it works and what it prints."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cli.engine import Engine

Run = Callable[..., int]


def test_statements_follow_their_titles(engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """What the demo says comes first, then each statement under its title; the folder is one that can be seen."""
    assert code_of("demo") == 0
    shown = capsys.readouterr().out
    assert shown.startswith("training\n")
    assert "two planted mistakes\nThe accuracy differs" in shown
    assert engine.asked[0][0] == ("tieout-demo",)


def test_a_folder_of_ones_own(engine: Engine, code_of: Run, tmp_path: Path) -> None:
    """--dir names another folder."""
    folder = tmp_path / "new" / "demo"
    assert code_of("demo", "--dir", str(folder)) == 0
    assert engine.asked[0][0] == (str(folder),)
