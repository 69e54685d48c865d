"""The program as a whole: exit codes, messages, quick start."""

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace

import pytest

from cli.engine import Engine
from tieout.errors import TieoutError

Run = Callable[..., int]
COMMANDS = ["run", "explain", "show", "why", "demo", "completion"]


def tieout(*arguments: str, **options: object) -> subprocess.CompletedProcess[str]:
    """Run the program in a process of its own."""
    return subprocess.run([sys.executable, "-m", "tieout", *arguments], capture_output=True, text=True, **options)  # type: ignore[call-overload, no-any-return]


def test_without_arguments_it_prints_help(capsys: pytest.CaptureFixture[str], code_of: Run) -> None:
    """All commands are listed."""
    assert code_of() == 0
    listed = capsys.readouterr().out
    assert all(command in listed for command in COMMANDS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_help_has_examples(command: str, capsys: pytest.CaptureFixture[str], code_of: Run) -> None:
    """Each command shows how it is used."""
    assert code_of(command, "--help") == 0
    assert f"tieout {command}" in capsys.readouterr().out.partition("Examples:")[2]


@pytest.mark.parametrize(
    "arguments",
    [["nonsense"], ["run"], ["run", "--nmae", "x", "a.py"], ["explain", "--jsno"], ["explain", "1", "2", "3"], ["-x"]],
)
def test_wrong_usage_exits_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str], code_of: Run) -> None:
    """The message is on stderr, with the way to the help."""
    assert code_of(*arguments) == 2
    assert "--help" in capsys.readouterr().err


def test_a_failure_is_told_in_short_lines(engine: Engine, capsys: pytest.CaptureFixture[str], code_of: Run) -> None:
    """What could not be done, what was seen, what to do; the exit code is the failure's own."""
    engine.failure = TieoutError(
        "no-such-score", "no score 0.5", saw="0.51, 0.52\x1b[2J", fix="run tieout show", code=3
    )

    assert code_of("explain", "0.5") == 3
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err == ("tieout: no score 0.5  (no-such-score)\n  saw   0.51, 0.52[2J\n  do    run tieout show\n")


def test_a_statement_that_breaks_its_promise_exits_with_1(
    engine: Engine, capsys: pytest.CaptureFixture[str], code_of: Run
) -> None:
    """Amounts that do not add up never leave the program."""
    engine.statement = replace(engine.statement, lines=engine.statement.lines[:1])

    assert code_of("explain") == 1
    shown = capsys.readouterr()
    assert shown.out == ""
    assert "amounts-do-not-add-up" in shown.err


def test_an_unexpected_failure_says_where_the_traceback_is(
    engine: Engine, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, code_of: Run
) -> None:
    """One line and a hint; with TIEOUT_DEBUG the traceback itself."""
    engine.failure = RuntimeError("boom")
    monkeypatch.delenv("TIEOUT_DEBUG", raising=False)
    assert code_of("explain") == 70
    shown = capsys.readouterr().err
    assert "RuntimeError: boom" in shown
    assert "TIEOUT_DEBUG=1" in shown
    assert "Traceback" not in shown

    monkeypatch.setenv("TIEOUT_DEBUG", "1")
    assert code_of("explain") == 70
    assert "Traceback" in capsys.readouterr().err


def test_an_interrupt_is_not_a_traceback(engine: Engine, capsys: pytest.CaptureFixture[str], code_of: Run) -> None:
    """Ctrl-C ends with the shells' code for it."""
    engine.failure = KeyboardInterrupt()

    assert code_of("explain") == 130
    assert "Traceback" not in capsys.readouterr().err


def test_a_closed_pipe_is_quiet() -> None:
    """`tieout why | head -1` prints one line and no complaint."""
    command = f"{sys.executable} -m tieout why | head -n 1"
    done = subprocess.run(["bash", "-c", f"set -o pipefail; {command}"], capture_output=True, text=True)

    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_help_starts_without_numpy_rich_or_a_framework() -> None:
    """Nothing heavy is imported before a command needs it."""
    heavy = ["numpy", "scipy", "pandas", "rich", "jinja2", "wrapt", "torch", "tensorflow", "keras", "sklearn"]
    probe = (
        "import sys\nfrom tieout.cli import main\n"
        "try:\n    main(['--help'])\nexcept SystemExit:\n    pass\n"
        f"print([name for name in {heavy!r} if name in sys.modules], file=sys.stderr)"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)

    assert done.stderr.strip() == "[]"


def test_output_that_cannot_be_encoded_is_spelled_out() -> None:
    """On an ASCII stream signs are spelled out instead of failing."""
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = tieout("why", "metric.batch-mean", env=environment)

    assert done.returncode == 0
    assert done.stdout.isascii()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_scripts_call_the_program(shell: str, capsys: pytest.CaptureFixture[str], code_of: Run) -> None:
    """The script asks tieout itself for completions."""
    assert code_of("completion", shell) == 0
    assert f"_TIEOUT_COMPLETE={shell}_complete" in capsys.readouterr().out


def test_the_shell_completes_the_names_of_causes() -> None:
    """`tieout why metric.b<TAB>` offers the causes that begin so."""
    asked = {"_TIEOUT_COMPLETE": "bash_complete", "COMP_WORDS": "tieout why metric.b", "COMP_CWORD": "2"}
    done = tieout(env=os.environ | asked)

    assert done.stdout.split() == ["plain,metric.batch-mean", "plain,metric.broadcast"]


def test_the_version_is_printed(capsys: pytest.CaptureFixture[str], code_of: Run) -> None:
    """One line with name and version."""
    assert code_of("--version") == 0
    assert capsys.readouterr().out.startswith("tieout ")
