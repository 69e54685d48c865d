"""Shows how far replays have come: a bar on stderr, on a terminal only."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol

LINES = 2  # the bar's own, and the one that it leaves the cursor on
MAKE_ROOM = "\x1bD" * LINES + f"\x1b[{LINES}A"  # go down in this column, scrolling where need be, and up again
REMEMBER, GO_BACK = "\x1b7", "\x1b8"  # where the cursor is

if TYPE_CHECKING:
    from rich.progress import Progress as Bars
    from rich.progress import TaskID


class Progress(Protocol):
    """What a long piece of work calls to say how far it is."""

    def advance(self, done: int, total: int, text: str) -> None:
        """Say that `done` of `total` pieces are done, and which one is at work."""


class Silence:
    """Progress that nobody watches."""

    def advance(self, done: int, total: int, text: str) -> None:
        """Say nothing."""


class Bar:
    """A bar on stderr. It appears with the first `advance`: until then the screen belongs to the script.

    It is drawn on the line below the cursor, since the script's last line may have no end, and then the cursor goes
    back to where the script left it.
    """

    def __init__(self) -> None:
        self._bars: Bars | None = None
        self._task: TaskID | None = None

    def advance(self, done: int, total: int, text: str) -> None:
        """Move the bar."""
        bars = self._bars or self._start()
        if self._task is None:
            self._task = bars.add_task("", total=total)
        bars.update(self._task, completed=done, total=total, description=text)

    def stop(self) -> None:
        """Take the bar off the screen."""
        if self._bars is not None:
            self._bars.stop()
            self._write(GO_BACK)

    def _write(self, codes: str) -> None:
        sys.stderr.write(codes)
        sys.stderr.flush()

    def _start(self) -> Bars:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, TextColumn
        from rich.progress import Progress as Bars

        self._bars = Bars(
            TextColumn("tieout:"),
            BarColumn(bar_width=24),
            MofNCompleteColumn(),
            TextColumn("{task.description}", markup=False),
            console=Console(stderr=True),
            transient=True,
            redirect_stdout=False,  # the script's streams are not ours to wrap
            redirect_stderr=False,
        )
        self._write(f"{MAKE_ROOM}{REMEMBER}\r\n")
        self._bars.start()
        return self._bars


@contextmanager
def progress() -> Iterator[Progress]:
    """Give the progress to report to; whatever it drew is gone afterwards."""
    if not sys.stderr.isatty() or os.environ.get("TERM") == "dumb":
        yield Silence()
        return
    bar = Bar()
    try:
        yield bar
    finally:
        bar.stop()
