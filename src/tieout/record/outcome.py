"""Ends a run the way Python itself would have: traceback, exit code, death by signal."""

from __future__ import annotations

import atexit
import os
import signal
import sys
from types import TracebackType

_OURS = os.path.dirname(os.path.dirname(os.path.abspath(__file__))) + os.sep

_deadly: list[int] = []


def strip(exc: BaseException) -> BaseException:
    """Take this package's frames out of an exception, its causes, its context and its group."""
    pending: list[BaseException | None] = [exc]
    seen: set[int] = set()
    while pending:
        one = pending.pop()
        if one is None or id(one) in seen:
            continue
        seen.add(id(one))
        BaseException.with_traceback(one, _without_ours(one.__traceback__))
        pending += [one.__cause__, one.__context__]
        members = getattr(one, "exceptions", None)
        if isinstance(members, tuple):
            pending += [member for member in members if isinstance(member, BaseException)]
    return exc


def _without_ours(trace: TracebackType | None) -> TracebackType | None:
    while trace is not None and is_ours(trace):
        trace = trace.tb_next
    step = trace
    while step is not None:
        while step.tb_next is not None and is_ours(step.tb_next):
            step.tb_next = step.tb_next.tb_next
        step = step.tb_next
    return trace


def is_ours(trace: TracebackType) -> bool:
    """Tell whether a traceback entry is one of this package's own frames."""
    return trace.tb_frame.f_code.co_filename.startswith(_OURS)


def from_signal_handler(exc: BaseException) -> bool:
    """Tell whether an exception was raised by one of the script's signal handlers."""
    handlers = [signal.getsignal(number) for number in signal.valid_signals()]
    codes = {id(getattr(getattr(handler, "__func__", handler), "__code__", None)) for handler in handlers}
    codes.discard(id(None))
    trace = exc.__traceback__
    while trace is not None:
        if id(trace.tb_frame.f_code) in codes:
            return True
        trace = trace.tb_next
    return False


def carry_out(exc: BaseException | None, *, flush_first: bool) -> int:
    """Do what Python does when a script ends with `exc`; give the exit code.

    Args:
        exc:         what the script raised, or None.
        flush_first: a script's output is flushed before its traceback is written, a module's is not.
    """
    if exc is not None:
        strip(exc)
    if flush_first:
        flush()
    if exc is None:
        return 0
    if isinstance(exc, SystemExit):
        return _exit_code(exc)
    code = _print(exc)
    if isinstance(exc, KeyboardInterrupt) and code == 1:
        die_at_exit(signal.SIGINT)
        return 128 + signal.SIGINT
    return code


def flush() -> None:
    """Flush both output streams, whatever they are."""
    for stream in (sys.stderr, sys.stdout):
        try:
            stream.flush()
        except Exception:  # noqa: BLE001 - Python ignores this as well
            continue


def _exit_code(exc: SystemExit) -> int:
    code = exc.code
    if code is None:
        return 0
    if isinstance(code, int):
        return int(code)
    try:
        sys.stderr.write(str(code))
        sys.stderr.write("\n")
    except Exception:  # noqa: BLE001 - a closed stderr is no reason for another exit code
        pass
    return 1


def _print(exc: BaseException) -> int:
    """Write the traceback through `sys.excepthook`; give the exit code."""
    sys.last_type, sys.last_value, sys.last_traceback = type(exc), exc, exc.__traceback__
    try:
        hook = sys.excepthook
    except AttributeError:
        sys.stderr.write("sys.excepthook is missing, falling back to PyErr_Display\n")
        hook = sys.__excepthook__
    try:
        hook(type(exc), exc, exc.__traceback__)
    except SystemExit as leaving:
        return _exit_code(leaving)
    except BaseException as failed:  # noqa: BLE001 - the user's own hook failed: say so as Python does
        failed.__context__ = None
        strip(failed)
        sys.stderr.write("Error in sys.excepthook:\n")
        sys.__excepthook__(type(failed), failed, failed.__traceback__)
        sys.stderr.write("\nOriginal exception was:\n")
        sys.__excepthook__(type(exc), exc, exc.__traceback__)
    return 1


def prepare_exit() -> None:
    """Book the very last place among the exit handlers, in case the process has to die by a signal."""
    atexit.register(_die)


def die_at_exit(number: int) -> None:
    """Let the process die by a signal once threads are joined and exit handlers are done."""
    _deadly.append(number)


def _die() -> None:
    if _deadly:
        flush()
        die_now(_deadly.pop())


def die_now(number: int) -> None:
    """Die by a signal, with its default action."""
    signal.signal(number, signal.SIG_DFL)
    os.kill(os.getpid(), number)
