"""`tieout show`: the recordings, one of them, or none."""

import json
from collections.abc import Callable

import pytest
from cli.engine import Engine

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
    assert "train" in capsys.readouterr().err


def test_without_recordings_it_says_how_to_make_one(
    engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Nothing to show is no success."""
    engine.recordings = []
    assert code_of("show") == 3
    assert "tieout run" in capsys.readouterr().err
