"""Turns whatever a command raises into words on stderr and an exit code."""

from __future__ import annotations

import contextlib
import errno
import os
import sys
import traceback
from collections.abc import Callable

import click

from tieout.errors import DOCS, TieoutError
from tieout.report.plain import plain

INTERNAL = 70  # what sysexits.h calls an internal software error
INTERRUPTED = 130  # 128 + SIGINT, as shells report it
PIPE_CLOSED = 141  # 128 + SIGPIPE, as shells report it
DEBUG = "TIEOUT_DEBUG"


def exit_code_of(command: Callable[[], object]) -> int:
    """Call the command, and what it gives if that is to be called; print what went wrong; give the exit code."""
    try:
        code = command()
        if callable(code):
            code = code()
        sys.stdout.flush()
    except TieoutError as failure:
        _complain(told(failure))
        return failure.code
    except click.ClickException as failure:
        failure.show()
        return 2
    except (click.Abort, KeyboardInterrupt):
        _complain("tieout: interrupted")
        return INTERRUPTED
    except Exception as failure:  # noqa: BLE001 - the last resort: whatever it was, it is a fault of ours
        if isinstance(failure, OSError) and failure.errno == errno.EPIPE:
            _silence_stdout()
            return PIPE_CLOSED
        _complain(_unexpected(failure))
        return INTERNAL
    return code if isinstance(code, int) else 0


def told(failure: TieoutError) -> str:
    """Word a failure in short lines: what could not be done, what was seen, what to do."""
    lines = [f"tieout: {plain(failure.what)}  ({failure.slug})"]
    if failure.saw:
        lines.append(f"  saw   {plain(failure.saw)}")
    lines.append(f"  do    {plain(failure.fix)}")
    return "\n".join(lines)


def _unexpected(failure: Exception) -> str:
    if os.environ.get(DEBUG, "") not in ("", "0"):
        return "".join(traceback.format_exception(failure)).rstrip()
    return (
        f"tieout: unexpected {type(failure).__name__}: {plain(str(failure))}  (unexpected)\n"
        f"  do    set {DEBUG}=1 for the traceback and report it, see {DOCS}"
    )


def _complain(text: str) -> None:
    with contextlib.suppress(OSError):  # stderr may be closed as well
        click.echo(text, err=True)


def _silence_stdout() -> None:
    """Point stdout at nothing, so that the interpreter's last flush does not complain about the closed pipe."""
    with contextlib.suppress(OSError, ValueError):
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
