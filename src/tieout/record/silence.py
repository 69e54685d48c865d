"""Keeps what the user's model prints or asks during replays from the user's screen and keyboard."""

from __future__ import annotations

import os
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from typing import Any

STREAMS = (("stdout", 1), ("stderr", 2))
Aloud = Callable[[Callable[[], object]], None]


@contextmanager
def silence() -> Iterator[Aloud]:
    """Let nothing be seen of what this thread writes; what was written before comes out first.

    The script's other threads go on to be heard. While there are any, only Python's own streams are silent, because a
    file descriptor belongs to the whole process; otherwise loggers and native code, which write past those streams,
    are silent as well.

    Yields:
        A function that makes one call with the voice back, such as that of a progress bar.
    """
    if os.environ.get("TIEOUT_DEBUG"):
        yield lambda call: _ignore(call())
        return
    _flush()
    gate = _Gate()
    with ExitStack() as stack:
        null = stack.enter_context(open(os.devnull, "r+"))
        for name, _ in STREAMS:
            stack.enter_context(_exchanged(name, _Routed(getattr(sys, name), gate)))
        stack.enter_context(_exchanged("stdin", null))
        if threading.active_count() == 1:
            for _, number in STREAMS:
                stack.enter_context(gate.led_to(null.fileno(), number))
        stack.callback(_flush_originals, [getattr(sys, name) for name, _ in STREAMS])
        yield gate.aloud


class _Gate:
    """Whether the thread that made it is silent at the moment."""

    def __init__(self) -> None:
        self.thread = threading.get_ident()
        self.shut = True
        self._ways: list[tuple[int, int, int]] = []

    @contextmanager
    def led_to(self, null: int, number: int) -> Iterator[None]:
        """Lead a file descriptor of the process to nowhere; one that the script has closed stays closed."""
        try:
            kept = os.dup(number)
        except OSError:
            yield
            return
        self._ways.append((number, kept, null))
        os.dup2(null, number)
        try:
            yield
        finally:
            os.dup2(kept, number)
            os.close(kept)
            self._ways.remove((number, kept, null))

    def aloud(self, call: Callable[[], object]) -> None:
        """Make a call that is heard."""
        _flush()
        for number, kept, _ in self._ways:
            os.dup2(kept, number)
        self.shut = False
        try:
            call()
        finally:
            self.shut = True
            _flush()
            for number, _, null in self._ways:
                os.dup2(null, number)


class _Routed:
    """Stands in for a stream: silent for one thread, the stream itself for all others."""

    def __init__(self, stream: Any, gate: _Gate) -> None:
        self.stream = stream
        self._gate = gate

    def write(self, text: str) -> int:
        """Write, unless it is the silent thread that does."""
        if self.stream is None or (self._gate.shut and threading.get_ident() == self._gate.thread):
            return len(text)
        return int(self.stream.write(text))

    def __getattr__(self, name: str) -> Any:
        return getattr(self.stream, name)


@contextmanager
def _exchanged(name: str, stream: Any) -> Iterator[None]:
    before = getattr(sys, name)
    setattr(sys, name, stream)
    try:
        yield
    finally:
        if getattr(sys, name) is stream:
            setattr(sys, name, before)


def _flush() -> None:
    for name, _ in STREAMS:
        with suppress(Exception):  # a stream may be closed, or be nothing at all
            getattr(sys, name).flush()


def _flush_originals(routed: list[_Routed]) -> None:
    """Let what is left in the script's own buffers go where it was written to, which is nowhere."""
    for each in routed:
        with suppress(Exception):
            each.stream.flush()


def _ignore(_: object) -> None:
    return None
