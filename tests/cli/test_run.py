"""`tieout run`: what belongs to it and what belongs to the script."""

from collections.abc import Callable

import pytest

from cli.engine import Engine

Run = Callable[..., int]


@pytest.mark.parametrize(
    ("arguments", "target", "rest"),
    [
        (["train.py"], "train.py", []),
        (["train.py", "--help", "--name", "theirs", "-m"], "train.py", ["--help", "--name", "theirs", "-m"]),
        (["train.py", "--", "-x", ""], "train.py", ["--", "-x", ""]),
        (["--name", "ours", "train.py", "--dir", "d"], "train.py", ["--dir", "d"]),
    ],
)
def test_what_follows_the_script_is_the_scripts(
    engine: Engine, code_of: Run, arguments: list[str], target: str, rest: list[str]
) -> None:
    """Options after SCRIPT are passed on untouched, even --help."""
    assert code_of("run", *arguments) == 0
    args, options = engine.asked[0]
    assert args == (target, rest)
    assert options["module"] is False


def test_a_module_is_run_as_python_does(engine: Engine, code_of: Run) -> None:
    """-m stands before the module's name."""
    assert code_of("run", "-m", "package.train", "-m", "x") == 0
    args, options = engine.asked[0]
    assert args == ("package.train", ["-m", "x"])
    assert options["module"] is True


def test_options_are_passed_on(engine: Engine, code_of: Run) -> None:
    """Budgets are numbers; what was not asked for is None."""
    assert code_of("run", "--dir", "d", "--budget-mb", "5", "--replay-passes", "0", "train.py") == 0
    options = engine.asked[0][1]
    assert {key: options[key] for key in ("name", "directory", "budget_mb", "replay_passes")} == {
        "name": None,
        "directory": "d",
        "budget_mb": 5.0,
        "replay_passes": 0.0,
    }


@pytest.mark.parametrize("code", [0, 1, 3, 255])
def test_the_exit_code_is_the_scripts(engine: Engine, code_of: Run, code: int) -> None:
    """tieout adds no code of its own."""
    engine.code = code
    assert code_of("run", "train.py") == code


@pytest.mark.usefixtures("engine")
@pytest.mark.parametrize("value", ["-1", "nan", "much"])
def test_a_budget_is_a_number_of_at_least_zero(code_of: Run, value: str) -> None:
    """Anything else is wrong usage."""
    assert code_of("run", "--budget-mb", value, "train.py") == 2


def test_progress_is_silent_where_nobody_watches(
    engine: Engine, code_of: Run, capsys: pytest.CaptureFixture[str]
) -> None:
    """Stderr is no terminal here, so the script's stderr stays its own."""
    assert code_of("run", "train.py") == 0
    engine.asked[0][1]["progress"].advance(1, 2, "dropout")
    assert capsys.readouterr().err == ""
