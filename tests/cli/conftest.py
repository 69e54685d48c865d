"""Fixtures of the command line's tests."""

from collections.abc import Callable

import pytest

from cli.engine import Engine
from tieout.cli import main


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch) -> Engine:
    """Put a stand-in below the command line."""
    stand_in = Engine()
    stand_in.install(monkeypatch)
    return stand_in


@pytest.fixture
def code_of() -> Callable[..., int]:
    """Give a function that runs the program in this process and gives its exit code."""

    def code(*arguments: str) -> int:
        with pytest.raises(SystemExit) as ended:
            main(arguments)
        assert isinstance(ended.value.code, int)
        return ended.value.code

    return code
