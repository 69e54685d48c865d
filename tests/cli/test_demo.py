"""`tieout demo`: where it works and what it leaves."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.engine import Engine

Run = Callable[..., int]


def test_a_temporary_folder_is_gone_afterwards(
    engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """The statements are printed under their titles."""
    assert code_of("demo") == 0
    shown = capsys.readouterr().out
    assert "training" in shown
    assert "two planted mistakes\n\nThe accuracy differs" in shown
    assert not os.path.exists(engine.asked[0][0][0])


def test_a_temporary_folder_can_be_kept(engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """--keep says where it is."""
    assert code_of("demo", "--keep") == 0
    (directory,) = engine.asked[0][0]
    assert f"kept in {directory}" in capsys.readouterr().out
    os.rmdir(directory)


def test_a_folder_of_ones_own_stays(engine: Engine, code_of: Run, tmp_path: Path) -> None:
    """--dir makes the folder and leaves it."""
    folder = tmp_path / "new" / "demo"
    assert code_of("demo", "--dir", str(folder)) == 0
    assert engine.asked[0][0] == (str(folder),)
    assert folder.is_dir()
