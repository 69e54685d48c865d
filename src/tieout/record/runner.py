"""Runs the user's script as `python` would, with notes inserted, and ends it as `python` would."""

from __future__ import annotations

import builtins
import difflib
import importlib.util
import os
import runpy
import signal
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from importlib.machinery import SOURCE_SUFFIXES, SourceFileLoader, SourcelessFileLoader
from types import CodeType, FrameType, ModuleType
from typing import Any

from tieout.core.watching import Sink
from tieout.errors import TieoutError
from tieout.record.compilers import show_plain_code, silence_when_traced
from tieout.record.importing import NotedFinder, shown_name
from tieout.record.notes import Notes
from tieout.record.outcome import carry_out, die_now, prepare_exit
from tieout.record.source import instrument

_running: list[Notes] = []


def run_script(
    target: str,
    args: list[str],
    *,
    module: bool,
    sink: Sink,
    begin: Callable[[Notes], None],
    end: Callable[[], None],
) -> int:
    """Run a script, a folder with a `__main__.py`, or a module, and give the exit code to leave with.

    The traceback of an uncaught exception is written here. The caller leaves with `sys.exit(code)`: threads are joined
    and exit handlers run after that, as ever. A process that ends through `os._exit` or SIGKILL never reaches `end`,
    so whatever must survive that has to be on disk before.

    Args:
        target: path of the script or folder, or the module's dotted name.
        args:   its arguments, without its own name.
        module: run `target` as `python -m` does.
        sink:   receives the notes.
        begin:  called before the first line of the script.
        end:    called after the last one, however it ended; not in forked children.
    """
    root = os.getcwd() if module else _root(target)
    if module:
        _check_module(target)
    notes = Notes(sink)
    finder = NotedFinder(root, notes)
    parent = os.getpid()
    begin(notes)
    caught: BaseException | None = None
    is_file = not module and os.path.isfile(target) and not zipfile.is_zipfile(target)
    with _as_main(notes, finder, sink), _ended_by_sigterm(end, parent), _room_for_our_frames(2 if is_file else 1):
        try:
            if module:
                _run_module(target, args)
            elif is_file:
                _run_file(target, args, finder)
            else:
                _run_folder(target, args)
        except BaseException as exc:  # noqa: BLE001 - everything a script can raise is its outcome
            caught = exc
            _finish(end, parent, sink)  # here, where it can still see what ended the script
        else:
            _finish(end, parent, sink)
        notes.switch_off()
    return carry_out(caught, flush_first=is_file)


def _finish(end: Callable[[], None], parent: int, sink: Sink) -> None:
    if os.getpid() != parent:
        return
    try:
        end()
    except KeyboardInterrupt as exc:
        sink.fault("end of the run: interrupted", exc)
    except Exception as exc:  # noqa: BLE001 - the script has ended well or badly by itself
        sink.fault("end of the run", exc)


# --- ways to run ----------------------------------------------------------------------------------------------------


def _run_file(target: str, args: list[str], finder: NotedFinder) -> None:
    filename = _absolute(target)
    _set_paths(target, args, os.path.dirname(os.path.realpath(target)))
    main = _fresh_main()
    code: CodeType | None
    loader: Any
    if target.endswith(".pyc"):
        loader = SourcelessFileLoader("__main__", filename)
        code = loader.get_code("__main__")
    else:
        loader = SourceFileLoader("__main__", filename)
        with open(target, "rb") as stream:
            source = stream.read()
        code = instrument(source, filename, shown_name(target, finder.cwd), finder.notes)
    assert code is not None
    vars(main).update(__loader__=loader, __file__=filename, __cached__=None)
    exec(code, vars(main))  # noqa: S102 - to run the user's script is what this is for


def _run_folder(target: str, args: list[str]) -> None:
    _set_paths(target, args, _absolute(target))
    _fresh_main()
    runpy._run_module_as_main("__main__", False)  # type: ignore[attr-defined]


def _run_module(target: str, args: list[str]) -> None:
    _set_paths("-m", args, os.getcwd())
    _fresh_main()
    runpy._run_module_as_main(target)  # type: ignore[attr-defined]


def _set_paths(name: str, args: list[str], first: str) -> None:
    sys.argv[:] = [name, *args]
    if not getattr(sys.flags, "safe_path", False):
        sys.path[:1] = [first]


def _fresh_main() -> ModuleType:
    """Make the module `__main__`, with the keys and the order that Python gives it."""
    main = ModuleType("__main__")
    vars(main).update(__annotations__={}, __builtins__=builtins)
    sys.modules["__main__"] = main
    return main


def _absolute(path: str) -> str:
    """Make a path absolute as the interpreter does it, which keeps `..` as it is."""
    if os.path.isabs(path) or os.name == "nt":
        return os.path.abspath(path) if os.name == "nt" else path
    return os.path.join(os.getcwd(), path.removeprefix("./"))


# --- what holds while the script runs -------------------------------------------------------------------------------


@contextmanager
def _as_main(notes: Notes, finder: NotedFinder, sink: Sink) -> Iterator[None]:
    before = sys.modules.get("__main__")
    _running[:] = [notes]
    finder.install()
    prepare_exit()
    undo = show_plain_code(sink)
    silence_when_traced(notes)
    try:
        yield
    finally:
        undo()
        finder.remove()
        _running.clear()
        _keep(before)


_kept: list[object] = []


def _keep(module: object) -> None:
    # `__main__` stays the script's: what it registered for the exit looks there. Ours must not be torn down meanwhile.
    _kept.append(module)


@contextmanager
def _room_for_our_frames(between: int) -> Iterator[None]:
    """Let the script recurse as deeply as it could with neither our frames nor `between` more calls below it."""
    depth, frame = between, sys._getframe(2)
    step: FrameType | None = frame
    while step is not None:
        depth, step = depth + 1, step.f_back
    limit = sys.getrecursionlimit()
    sys.setrecursionlimit(limit + depth)
    try:
        yield
    finally:
        if sys.getrecursionlimit() == limit + depth:
            sys.setrecursionlimit(limit)


@contextmanager
def _ended_by_sigterm(end: Callable[[], None], parent: int) -> Iterator[None]:
    """Save what was recorded when the process is told to terminate, unless the script sees to that itself."""

    def on_sigterm(number: int, frame: FrameType | None) -> None:
        if os.getpid() == parent:
            with suppress(BaseException):  # the process dies now in any case
                end()
        die_now(number)

    try:
        if signal.getsignal(signal.SIGTERM) is not signal.SIG_DFL:
            yield
            return
        signal.signal(signal.SIGTERM, on_sigterm)
    except ValueError:  # not the main thread
        yield
        return
    _handlers.append(on_sigterm)
    try:
        yield
    finally:
        _handlers[:] = [handler for handler in _handlers if handler is not on_sigterm]
        if signal.getsignal(signal.SIGTERM) is on_sigterm:
            signal.signal(signal.SIGTERM, signal.SIG_DFL)


_handlers: list[Callable[[int, FrameType | None], None]] = []


def _before_fork() -> None:
    """Give a child the default action from its first moment: a handler of ours would lose an early SIGTERM there."""
    if _handlers and signal.getsignal(signal.SIGTERM) is _handlers[-1]:
        _set_sigterm(signal.SIG_DFL)
        _put_aside.append(_handlers[-1])


def _after_fork() -> None:
    if _put_aside:
        _set_sigterm(_put_aside.pop())


def _in_forked_child() -> None:
    """Make a forked child an ordinary process again: it records nothing and dies of SIGTERM at once."""
    for notes in _running:
        notes.switch_off()
    _running.clear()
    _put_aside.clear()
    if _handlers and signal.getsignal(signal.SIGTERM) in _handlers:
        _set_sigterm(signal.SIG_DFL)
    _handlers.clear()


def _set_sigterm(action: Any) -> None:
    with suppress(ValueError):  # only the main thread may; a fork elsewhere keeps our handler until the child resets it
        signal.signal(signal.SIGTERM, action)


_put_aside: list[Callable[[int, FrameType | None], None]] = []

if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_before_fork, after_in_parent=_after_fork, after_in_child=_in_forked_child)


# --- usage errors ---------------------------------------------------------------------------------------------------


def _root(target: str) -> str:
    if os.path.isdir(target):
        if not any(os.path.exists(os.path.join(target, "__main__" + suffix)) for suffix in (*SOURCE_SUFFIXES, ".pyc")):
            raise TieoutError(
                "no-main-in-folder",
                f"{target} cannot be run",
                saw="a folder without a __main__.py",
                fix="name the script to run",
                code=2,
            )
        return target
    if not os.path.isfile(target):
        folder, name = os.path.split(target)
        try:
            names = sorted(os.listdir(folder or os.curdir))
        except OSError:
            names = []
        close = [os.path.join(folder, n) for n in difflib.get_close_matches(name, names, n=3, cutoff=0.6)]
        fix = f"did you mean {' or '.join(close)}?" if close else "give the path of a Python script"
        raise TieoutError("no-such-script", f"there is no script {target}", fix=fix, code=2)
    if not os.access(target, os.R_OK):
        raise TieoutError("unreadable-script", f"{target} cannot be read", fix="check its permissions", code=2)
    return os.path.dirname(os.path.realpath(target))


def _check_module(target: str) -> None:
    top = target.partition(".")[0]
    sys.path[:0] = [os.getcwd()]
    try:
        found = bool(top) and importlib.util.find_spec(top) is not None
    except (ImportError, ValueError, AttributeError):
        found = False
    finally:
        sys.path.pop(0)
    if not found:
        raise TieoutError(
            "no-such-module",
            f"there is no module {target}",
            fix="run from the folder that holds it, or give the path of a script",
            code=2,
        )
