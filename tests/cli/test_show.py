"""`tieout show`: the recordings, one of them, or none."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from cli.engine import Engine
from tieout.errors import TieoutError

Run = Callable[..., int]


@pytest.mark.usefixtures("engine")
def test_all_runs_or_one(code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Without a name every run is listed; with one, every score of it."""
    assert code_of("show") == 0
    both = capsys.readouterr().out
    assert "train.py --epochs 3" in both
    assert "last of 3" in both

    assert code_of("show", "train") == 0
    one = capsys.readouterr().out
    assert "fit.val_accuracy@1" in one
    assert "test.py" not in one


@pytest.mark.usefixtures("engine")
def test_as_json(code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Programs get the same runs."""
    assert code_of("show", "test", "--json") == 0
    assert [run["name"] for run in json.loads(capsys.readouterr().out)["runs"]] == ["test"]


@pytest.mark.usefixtures("engine")
def test_an_unknown_run_names_similar_ones(code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The nearest name comes with the message."""
    assert code_of("show", "tran") == 3
    shown = capsys.readouterr().err
    assert "no-such-run" in shown
    assert "train" in shown


@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_recording_that_cannot_be_read_is_told(
    engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str], form: list[str]
) -> None:
    """The others are listed, and a note names it with the reason."""
    engine.unread = [
        TieoutError("unreadable-recording", "recording 'torn' cannot be read", saw="cut short", fix="mend")
    ]
    assert code_of("show", *form) == 0
    shown = capsys.readouterr().out
    assert "train.py" in shown
    assert "recording 'torn' cannot be read (cut short)" in shown


def test_a_recording_that_cannot_be_read_fails_when_it_is_asked_for(
    engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """The reason is given instead of the claim that there is no such run."""
    engine.unread = [
        TieoutError("unreadable-recording", "recording 'torn' cannot be read", saw="cut short", fix="mend")
    ]
    assert code_of("show", "torn") == 3
    assert "unreadable-recording" in capsys.readouterr().err


def test_without_recordings_it_says_how_to_make_one(
    code_of: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    """Nothing to show is no success."""
    assert code_of("show", "--dir", str(tmp_path)) == 3
    assert "tieout run" in capsys.readouterr().err
