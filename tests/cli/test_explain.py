"""`tieout explain`: what it passes on, and in which form it answers."""

import json
import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cli.engine import Engine
from report.samples import REFIT, TWO_MISTAKES
from tieout.cli import output
from tieout.cli.explain import sources_of
from tieout.core.score import Where
from tieout.report import markdown, terminal

Run = Callable[..., int]


@pytest.fixture(autouse=True)
def _plain_surroundings(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("COLUMNS", raising=False)


@pytest.mark.parametrize(
    ("arguments", "opening", "closing"),
    [
        ([], None, None),
        (["0.9722"], "0.9722", None),
        (["0.9722", "0.8444"], "0.9722", "0.8444"),
        (["-0.25", "-0.31"], "-0.25", "-0.31"),
        (["-.5", "-1e-3"], "-.5", "-1e-3"),
        (["-5%", "-inf"], "-5%", "-inf"),
        (["fit.val_accuracy@7", "test:acc"], "fit.val_accuracy@7", "test:acc"),
        (["--json", "-3"], "-3", None),
        (["--", "-0.25", "-1"], "-0.25", "-1"),
    ],
)
def test_scores_are_passed_on_as_written(
    engine: Engine, code_of: Run, arguments: list[str], opening: str | None, closing: str | None
) -> None:
    """A number keeps its digits, for they say how it was rounded; a minus does not make it an option."""
    assert code_of("explain", *arguments) == 0
    assert engine.asked[0][0] == (opening, closing)


def test_options_are_passed_on(engine: Engine, code_of: Run) -> None:
    """A value of an option may look like a number as well."""
    assert code_of("explain", "--run", "a", "--run", "-5", "--dir", "-2", "0.5") == 0
    assert engine.asked[0] == (("0.5", None), {"directory": "-2", "runs": ("a", "-5"), "log": None})


def test_piped_it_is_plain_text_at_100_columns(
    engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """The layout is that of a terminal; COLUMNS may ask for another width."""
    assert code_of("explain") == 0
    assert capsys.readouterr().out == terminal.render(engine.statement, width=100, color=False)


def test_columns_is_honoured(
    engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """COLUMNS decides where stdout is no terminal."""
    monkeypatch.setenv("COLUMNS", "60")
    assert code_of("explain") == 0
    assert capsys.readouterr().out == terminal.render(engine.statement, width=60, color=False)


def test_colour_needs_a_terminal_and_no_objection(monkeypatch: pytest.MonkeyPatch) -> None:
    """NO_COLOR and a dumb terminal turn colour off."""
    monkeypatch.setattr("sys.stdout.isatty", lambda: True, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert output.color()

    monkeypatch.setenv("NO_COLOR", "1")
    assert not output.color()

    monkeypatch.delenv("NO_COLOR")
    monkeypatch.setenv("TERM", "dumb")
    assert not output.color()


def test_json_and_markdown(engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """Each prints its report and nothing else."""
    assert code_of("explain", "--json") == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "tieout.statement/1"

    assert code_of("explain", "--markdown") == 0
    assert capsys.readouterr().out == markdown.render(engine.statement)


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("flags", [["--json", "--markdown"], ["--json", "--html", "-"], ["--markdown", "--html", "-"]])
def test_two_forms_on_one_stream_are_wrong_usage(code_of: Run, flags: list[str]) -> None:
    """Stdout has room for one report."""
    assert code_of("explain", *flags) == 2


@pytest.mark.usefixtures("engine")
def test_a_page_is_written_beside_the_report(
    code_of: Run, capsys: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """--html writes the file with the source lines, and the report is printed as ever."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "test.py").write_text("\n".join(f"step_{number}()" for number in range(1, 40)))
    assert code_of("explain", "--json", "--html", "page.html") == 0

    shown = capsys.readouterr()
    assert json.loads(shown.out)
    assert shown.err == "tieout: wrote page.html\n"
    assert "step_14()" in (tmp_path / "page.html").read_text("utf-8")


@pytest.mark.usefixtures("engine")
def test_a_page_can_go_to_stdout(code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """--html - prints the page alone."""
    assert code_of("explain", "--html", "-") == 0
    assert capsys.readouterr().out.startswith("<!doctype html>")


@pytest.mark.usefixtures("engine")
def test_a_page_that_cannot_be_written_says_so(code_of: Run, capsys: pytest.CaptureFixture[str]) -> None:
    """The message names the file and the reason."""
    assert code_of("explain", "--html", "no/such/folder/page.html") == 2
    assert "page-not-written" in capsys.readouterr().err


def test_a_page_shows_only_scripts_under_the_working_directory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A stranger's recording cannot get other files of this machine onto a page."""
    inside = tmp_path / "project"
    inside.mkdir()
    (inside / "test.py").write_text("fine")
    (inside / "secret.txt").write_text("no script")
    (tmp_path / "outside.py").write_text("not ours")
    os.symlink(tmp_path / "outside.py", inside / "link.py")
    monkeypatch.chdir(inside)
    names = ["test.py", "secret.txt", "../outside.py", str(tmp_path / "outside.py"), "link.py", "gone.py", "nul\0.py"]
    lines = tuple(replace(REFIT, where=Where(name, 1)) for name in names)

    assert sources_of(replace(TWO_MISTAKES, lines=lines)) == {"test.py": "fine"}
