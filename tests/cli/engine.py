"""A stand-in for the engine below the command line, so that flags and exit codes are tested without recordings."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

import pytest

from report.samples import TWO_MISTAKES, recorded
from tieout.core.recording import Recording
from tieout.core.statement import Statement
from tieout.errors import TieoutError


class Engine:
    """Remembers what it was asked and answers with a stored statement."""

    def __init__(self) -> None:
        self.asked: list[tuple[tuple[Any, ...], dict[str, Any]]] = []
        self.statement = TWO_MISTAKES
        self.failure: BaseException | None = None
        self.recordings = recorded()
        self.unread: list[TieoutError] = []
        self.code = 0

    def explain(self, *args: Any, **options: Any) -> Statement:
        """Stand for tieout.explain.explain."""
        self.asked.append((args, options))
        if self.failure is not None:
            raise self.failure
        return self.statement

    def readable(self, directory: str | None = None) -> tuple[list[Recording], list[TieoutError]]:
        """Stand for tieout.explain.readable."""
        self.asked.append(((directory,), {}))
        return self.recordings, self.unread

    def run(self, *args: Any, **options: Any) -> int:
        """Stand for tieout.watch.run."""
        self.asked.append((args, options))
        return self.code

    def demo(self, directory: str, echo: Callable[[str], None]) -> Iterator[tuple[str, Statement]]:
        """Stand for tieout.demo.demo."""
        self.asked.append(((directory,), {}))
        echo("training")
        yield "two planted mistakes", self.statement

    def install(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Take the place of the engine's modules for one test."""
        for name, functions in {
            "explain": {"explain": self.explain, "readable": self.readable},
            "watch": {"run": self.run},
            "demo": {"demo": self.demo},
        }.items():
            module = ModuleType(f"tieout.{name}")
            vars(module).update(functions)
            monkeypatch.setitem(sys.modules, module.__name__, module)
