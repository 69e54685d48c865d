"""Record a program and examine it at its end: the first half of the way, from a script to a recording.

`run` is what `tieout run` does; `record` and `watch` do the same for a block of a program or a notebook.
"""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tieout import causes
from tieout.core.recording import Recording
from tieout.errors import TieoutError
from tieout.record import store
from tieout.record.budget import Budget
from tieout.record.hooks import Hooks
from tieout.record.keep import kept
from tieout.record.notes import Notes
from tieout.record.runner import run_script
from tieout.record.tape import Tape
from tieout.replay.examine import Examined, Examiner

MOST_LINKED = 6


class Session:
    """One recording from its first line to its file."""

    def __init__(
        self,
        name: str,
        *,
        directory: str | None = None,
        argv: list[str] | None = None,
        budget_mb: float | None = None,
        replay_passes: float | None = None,
        progress: Any = None,
    ) -> None:
        self.base = store.folder(directory)
        self.name = _claim(self.base, name)
        self.argv = argv or []
        self.started = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
        self.tape = Tape(_budget(budget_mb, replay_passes))
        self.hooks = Hooks(self.tape)
        self.progress = progress
        self.recording: Recording | None = None
        self._pid = os.getpid()

    def begin(self, notes: Notes | None = None) -> None:
        """Start watching; an empty recording is on disk from now on."""
        if notes is not None:
            self.tape.loop_key = notes.loop_key
        self._save(Examined(), "running", ())
        self.hooks.install()

    def end(self, ended: str = "") -> None:
        """Stop watching, examine what was recorded, write it down. In forked children nothing happens."""
        if os.getpid() != self._pid or self.recording is not None:
            return
        if not ended:
            ended = _outcome(sys.exc_info()[1])
        self.hooks.remove()
        linked = self._linked()
        examined = Examined()
        try:
            if self.tape.budget.replay_times > 0:
                advance = getattr(self.progress, "advance", None)
                readers: dict[str, store.ArrayFile] = {}

                def arrays(recording: Recording, name: str) -> Any:
                    if recording.name not in readers:
                        readers[recording.name] = store.ArrayFile(recording)
                    return readers[recording.name](name)

                examined = Examiner(self.tape, causes.every(), linked, arrays).run(advance)
        except Exception as exc:  # noqa: BLE001 - what was recorded is still worth keeping
            self.tape.fault("examination", exc)
        self._save(examined, ended, tuple(r.name for r in linked))

    def _save(self, examined: Examined, ended: str, linked: tuple[str, ...]) -> None:
        recording, arrays = kept(
            self.tape, examined, name=self.name, started=self.started, argv=self.argv, ended=ended, linked=linked
        )
        try:
            store.write(self.base, recording, arrays)
        except OSError as exc:
            if ended != "running":
                print(f"tieout: the recording could not be written ({exc}); free some space and record again", file=sys.stderr)
        if ended != "running":
            self.recording = recording

    def _linked(self) -> list[Recording]:
        """Give earlier recordings that saved a file this run loaded, or held weights this run scored; latest first."""
        loaded = {f.digest for f in self.tape.files if f.action == "loaded" and f.digest}
        states = set(self.tape.states)
        tensors = {d for f in self.tape.files for d in f.arrays.values()}
        found = []
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
        return found


def run(
    target: str,
    args: list[str],
    *,
    module: bool = False,
    name: str | None = None,
    directory: str | None = None,
    budget_mb: float | None = None,
    replay_passes: float | None = None,
    progress: Any = None,
) -> int:
    """Run a script as Python would and record it; give its exit code.

    Raises:
        TieoutError: there is no such script, or the recording's folder cannot be written.
    """
    stem = target.rpartition(".")[2] if module else Path(target).stem
    session = Session(
        name or stem, directory=directory, argv=[target, *args], budget_mb=budget_mb, replay_passes=replay_passes,
        progress=progress,
    )
    return run_script(target, args, module=module, sink=session.tape, begin=session.begin, end=session.end)


@contextmanager
def record(name: str = "session", *, directory: str | None = None) -> Iterator[Session]:
    """Record the block; afterwards `session.recording` holds its scores.

    Source is not instrumented here, so numbers computed by hand are known only as far as a framework saw them.
    """
    session = Session(name, directory=directory)
    session.begin()
    try:
        yield session
    except BaseException as exc:
        session.end(_outcome(exc))
        raise
    session.end("ok")


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
        name = store.free_name(base, wanted)
        (base / name).mkdir(parents=True)
    except OSError as exc:
        raise TieoutError(
            "cannot-write", f"the recording cannot be written to {base}", saw=str(exc.strerror or exc),
            fix="name another folder with --dir", code=2,
        ) from None
    return name


def _budget(budget_mb: float | None, replay_passes: float | None) -> Budget:
    budget = Budget()
    disk = budget_mb if budget_mb is not None else os.environ.get("TIEOUT_BUDGET_MB")
    times = replay_passes if replay_passes is not None else os.environ.get("TIEOUT_REPLAY_PASSES")
    if disk is not None:
        budget.disk_mb = float(disk)
        budget.memory_mb = 2 * budget.disk_mb
    if times is not None:
        budget.replay_times = float(times)
    return budget
