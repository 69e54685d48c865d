"""Record a program and examine it at its end: the first half of the way, from a script to a recording.

`run` is what `tieout run` does; `record` and `watch` do the same for a block of a program or a notebook.
"""

from __future__ import annotations

import atexit
import datetime as dt
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from tieout.core.recording import Recording
from tieout.core.watching import Undo
from tieout.errors import TieoutError
from tieout.record import store
from tieout.record.beginning import begun
from tieout.record.budget import Budget
from tieout.record.compilers import show_plain_code, silence_when_traced
from tieout.record.hooks import Hooks
from tieout.record.importing import NotedFinder
from tieout.record.notes import Notes
from tieout.record.runner import run_script
from tieout.record.silence import silence
from tieout.record.tape import Tape

if TYPE_CHECKING:  # what needs numpy is loaded when the script has ended
    from tieout.replay.examine import Examined

MOST_LINKED = 6


class Session:
    """One recording from its first line to its file.

    Attributes:
        name:      what the recording is called, which may be the wanted name with a number behind it.
        base:      folder of the recordings.
        recording: what was recorded, None until the session has ended.
    """

    def __init__(
        self,
        name: str,
        *,
        directory: str | None = None,
        argv: list[str] | None = None,
        budget_mb: float | None = None,
        replay_passes: float | None = None,
        exact: bool = False,
        progress: Any = None,
    ) -> None:
        self.base = store.folder(directory)
        self.name = _claim(self.base, name)
        self.argv = argv or []
        self.started = dt.datetime.now(dt.timezone.utc).isoformat(timespec="seconds")
        self.tape = Tape(_budget(budget_mb, replay_passes, exact=exact))
        self.hooks = Hooks(self.tape)
        self.progress = progress
        self.recording: Recording | None = None
        self.stops_with_next = False  # begun by `watch`, which ends the session before it
        self._notes: Notes | None = None
        self._examined: Examined | None = None
        self._undo: list[Undo] = []
        self._ending = False
        self._pid = os.getpid()

    def begin(self, notes: Notes | None = None) -> None:
        """Start watching; an empty recording is on disk from now on."""
        self._notes = notes
        if notes is not None:
            self.tape.loop_key = notes.loop_key
        with suppress(Exception):  # that it cannot be written is said at the end
            store.write(self.base, begun(self.name, self.started, self.argv), {})
        _running.append(self)
        self.hooks.install()

    def begin_here(self) -> None:
        """Start watching a program that already runs: the hooks, and notes in its modules imported from now on."""
        notes = Notes(self.tape)
        finder = NotedFinder(os.getcwd(), notes)
        self.begin(notes)
        finder.install()
        silence_when_traced(notes)
        self._undo += [finder.remove, show_plain_code(self.tape)]
        atexit.register(self._at_exit)
        self._undo.append(lambda: atexit.unregister(self._at_exit))

    def stop(self) -> Recording | None:
        """Stop watching, examine what was recorded and write it down; give the recording (None in a forked child)."""
        self.end("ok")
        return self.recording

    def end(self, ended: str = "") -> None:
        """Stop watching, examine what was recorded, write it down. In forked children nothing happens."""
        if os.getpid() != self._pid or self.recording is not None:
            return
        if not ended:
            ended = _outcome(sys.exc_info()[1])
        if self._ending:  # told to end while ending: the examination is given up, what was recorded is kept
            self._save(ended, ())
            return
        self._ending = True
        self._let_go()
        linked: list[Recording] = []
        try:
            linked = self._linked()
            if self.tape.budget.replay_times > 0:
                self._examine(linked)
        except KeyboardInterrupt as exc:
            self.tape.fault("examination: interrupted", exc)
        except Exception as exc:  # noqa: BLE001 - what was recorded is still worth keeping
            self.tape.fault("examination", exc)
        self._save(ended, tuple(r.name for r in linked))

    def forget(self) -> None:
        """Take the hooks off in a forked child, which is another program."""
        self._let_go()

    def _let_go(self) -> None:
        if self in _running:
            _running.remove(self)
        self.hooks.remove()
        if self._notes is not None:
            self._notes.switch_off()  # the model's own lines run again in replays, and those are not the script
        while self._undo:
            self._undo.pop()()

    def _at_exit(self) -> None:
        uncaught = None if hasattr(sys, "ps1") else getattr(sys, "last_value", None)
        self.end(_outcome(uncaught))

    def _examine(self, linked: list[Recording]) -> None:
        from tieout import causes
        from tieout.replay.examine import Examiner

        readers: dict[str, store.ArrayFile] = {}

        def arrays(recording: Recording, name: str) -> Any:
            if recording.name not in readers:
                readers[recording.name] = store.ArrayFile(recording)
            return readers[recording.name](name)

        advance = getattr(self.progress, "advance", None)
        with silence() as aloud:  # a replay runs the user's model again, and that may print

            def said(*how_far: Any) -> None:
                if advance is not None:
                    aloud(lambda: advance(*how_far))

            examiner = Examiner(self.tape, causes.every(), linked, arrays)
            self._examined = examiner.result  # it grows, and what is in it is kept should the rest be interrupted
            examiner.run(said)

    def _save(self, ended: str, linked: tuple[str, ...]) -> None:
        """Write the recording down. That it cannot be written is said at the end, and never ends the program."""
        try:
            from tieout.record.keep import kept

            recording, arrays = kept(
                self.tape,
                self._examined,
                name=self.name,
                started=self.started,
                argv=self.argv,
                ended=ended,
                linked=linked,
            )
            self.recording = replace(recording, directory=str(self.base / self.name))
            store.write(self.base, recording, arrays)
        except Exception as exc:  # noqa: BLE001 - a full disk, or a fault of ours, must not become the program's
            sys.stderr.write(f"tieout: {_lost(self.name, self.base, exc)}\n")

    def _linked(self) -> list[Recording]:
        """Give earlier recordings that saved a file this run loaded, or held weights this run scored; latest first."""
        loaded = {f.digest for f in self.tape.files if f.action == "loaded" and f.digest}
        states = set(self.tape.states)
        tensors = {d for f in self.tape.files for d in f.arrays.values()}
        found: list[Recording] = []
        for name in reversed(store.names(self.base)):
            if name == self.name or len(found) >= MOST_LINKED:
                continue
            try:
                other = store.read(self.base, name)
            except TieoutError:
                continue
            files = {f.digest for f in other.files if f.digest}
            weights = {d for s in other.states.values() for d in s.digests.values()}
            if loaded & files or states & set(other.states) or tensors & weights:
                found.append(other)
        return found if any(not p.training for p in self.tape.passes) else self._behind(found)

    def _behind(self, found: list[Recording]) -> list[Recording]:
        """Give runs with those that they were linked to: where no model ran, what made a file tells of its model."""
        names = dict.fromkeys(name for one in found for name in one.linked)
        known = {self.name, *(one.name for one in found)}
        behind: list[Recording] = []
        for name in names:
            if name not in known and len(found) + len(behind) < MOST_LINKED:
                with suppress(TieoutError):
                    behind.append(store.read(self.base, name))
        return [*found, *behind]


_running: list[Session] = []


def _in_forked_child() -> None:
    for session in _running:
        session.forget()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_in_forked_child)


def run(
    target: str,
    args: list[str],
    *,
    module: bool = False,
    name: str | None = None,
    directory: str | None = None,
    budget_mb: float | None = None,
    replay_passes: float | None = None,
    exact: bool = False,
    progress: Any = None,
) -> int:
    """Run a script as Python would and record it; give its exit code.

    Raises:
        TieoutError: there is no such script, or the recording's folder cannot be written.
    """
    stem = target.rpartition(".")[2] if module else Path(target).stem
    session = Session(
        name or stem,
        directory=directory,
        argv=[target, *args],
        budget_mb=budget_mb,
        replay_passes=replay_passes,
        exact=exact,
        progress=progress,
    )
    return run_script(target, args, module=module, sink=session.tape, begin=session.begin, end=session.end)


@contextmanager
def record(name: str = "session", *, directory: str | None = None) -> Iterator[Session]:
    """Record the block; afterwards `session.recording` holds its scores.

    The lines of the block itself are not noted, so a number computed by hand is known only as far as a framework saw
    it; modules under the working directory that the block imports are noted.

    Args:
        name:      name of the recording.
        directory: folder of the recordings, `.tieout` under the working directory by default.

    Raises:
        TieoutError: the program is being recorded already, or the recording's folder cannot be written.
    """
    if _running:
        raise TieoutError(
            "already-recording",
            f"the recording {_running[-1].name} is still running",
            fix="stop it first, or leave tieout.record() out of a script that is started with tieout run",
            code=2,
        )
    session = Session(name, directory=directory)
    session.begin_here()
    try:
        yield session
    except BaseException as exc:
        session.end(_outcome(exc))
        raise
    session.end("ok")


def watch(name: str = "session", *, directory: str | None = None) -> Session:
    """Record from here on, until `stop()` or the end of the program: `tieout run` for notebooks and embedded Python.

    Frameworks are watched at once, whenever they were imported. Lines are noted in modules under the working
    directory that are imported from now on; a number computed by hand in a notebook's cell, or in a module imported
    before, is known only as far as a framework saw it.

    One program has one recording at a time: a session that an earlier `watch` began is stopped first, and in a
    program that is recorded in another way that recording is given.

    Args:
        name:      name of the recording; a number is put behind it where it is taken.
        directory: folder of the recordings, `.tieout` under the working directory by default.

    Returns:
        The session; its `stop()` gives the recording.

    Raises:
        TieoutError: the recording's folder cannot be written.

    Example:
        >>> import tempfile, tieout
        >>> session = tieout.watch("notebook", directory=tempfile.mkdtemp())
        >>> recording = session.stop()
        >>> recording.name, recording.ended, recording.scores
        ('notebook', 'ok', ())
    """
    for earlier in _running:
        if not earlier.stops_with_next:
            return earlier
        earlier.stop()
    session = Session(name, directory=directory)
    session.stops_with_next = True
    session.begin_here()
    return session


def _outcome(exc: BaseException | None) -> str:
    if exc is None:
        return "ok"
    if isinstance(exc, SystemExit):
        return "ok" if exc.code in (None, 0) else f"exit {exc.code}"
    if isinstance(exc, KeyboardInterrupt):
        return "SIGINT"
    return f"{type(exc).__name__}: {exc}"[:200]


def _claim(base: Path, wanted: str) -> str:
    """Make the folder of a new run.

    Raises:
        TieoutError: it cannot be written.
    """
    try:
        base.mkdir(parents=True, exist_ok=True)
        while True:
            name = store.free_name(base, wanted)
            try:
                (base / name).mkdir()
            except FileExistsError:  # another run that started at the same moment was quicker
                continue
            break
    except OSError as exc:
        raise TieoutError(
            "cannot-write",
            f"the recording cannot be written to {base}",
            saw=str(exc.strerror or exc),
            fix="name another folder with --dir",
            code=2,
        ) from None
    return name


def _lost(name: str, base: Path, exc: Exception) -> TieoutError:
    what = f"the recording {name} could not be written to {base}"
    if isinstance(exc, OSError):
        fix = "free some space or name another folder with --dir, and record again"
        return TieoutError("recording-lost", what, saw=exc.strerror or str(exc), fix=fix)
    fix = "set TIEOUT_DEBUG=1 for the traceback and report it; it is a fault of tieout, not of your script"
    return TieoutError("recording-lost", what, saw=f"{type(exc).__name__}: {exc}"[:200], fix=fix)


def _budget(budget_mb: float | None, replay_passes: float | None, *, exact: bool) -> Budget:
    budget = Budget(exact=exact)
    disk = budget_mb if budget_mb is not None else _setting("TIEOUT_BUDGET_MB")
    times = replay_passes if replay_passes is not None else _setting("TIEOUT_REPLAY_PASSES")
    if disk is not None:
        budget.disk_mb = disk
        budget.memory_mb = 2 * budget.disk_mb
    if times is not None:
        budget.replay_times = times
    return budget


def _setting(variable: str) -> float | None:
    text = os.environ.get(variable, "").strip()
    if not text:
        return None
    try:
        number = float(text)
    except ValueError:
        number = -1.0
    if not number >= 0:
        raise TieoutError(
            "bad-setting",
            f"the environment sets {variable} to something that is no amount",
            saw=text[:40],
            fix="give a number from 0 up, or unset it",
            code=2,
        )
    return number
