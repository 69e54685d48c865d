"""The spine: two numbers in, a statement out. Start reading here.

The stages: read the recordings, find the two scores, load both sides, close the account, report hazards.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields, replace
from pathlib import Path
from typing import Any

from tieout import causes
from tieout.core.cause import Comparison
from tieout.core.pair import Side
from tieout.core.recording import Recording
from tieout.core.statement import Acquittal, Hazard, Statement
from tieout.errors import TieoutError
from tieout.given.side import Given
from tieout.reckon.close import close
from tieout.record import store
from tieout.reported import beside, credible, logged, noted, reported, settled
from tieout.sides import as_made, choose, latest, matches, nearest, side_of, unrecorded

WIDTH = 100  # columns of a statement that becomes a plain string, where no terminal is in sight
HEIGHT = 640  # pixels of a statement in a notebook; it scrolls


class Shown(Statement):
    """A statement that draws itself: when printed, as the value of a notebook cell, and on a rich console."""

    __slots__ = ()

    @classmethod
    def of(cls, statement: Statement) -> Shown:
        """Give the same statement, able to draw itself."""
        return cls(**{each.name: getattr(statement, each.name) for each in fields(statement)})

    def __str__(self) -> str:
        from tieout.report import terminal

        return terminal.render(self, width=WIDTH, color=False)

    def __rich_console__(self, console: Any, options: Any) -> Iterator[Any]:
        from rich.text import Text

        from tieout.report import terminal

        yield Text.from_ansi(terminal.render(self, width=options.max_width, color=True))

    def _repr_html_(self) -> str:
        """Draw the statement for a notebook, in a frame of its own: neither changes the looks of the other."""
        from html import escape

        from tieout.report import html

        page = escape(html.render(self, {}), quote=True)
        return f'<iframe srcdoc="{page}" sandbox="" style="width: 100%; height: {HEIGHT}px; border: 0"></iframe>'


def explain(
    opening: str | float | Given | None = None,
    closing: str | float | Given | None = None,
    *,
    directory: str | None = None,
    runs: Sequence[str] = (),
    log: str | None = None,
) -> Shown:
    """Say where the difference between two scores went.

    Args:
        opening:   a number as it was printed, or a score's name (`fit.val_accuracy`, `test:acc`); None to let tieout
                   take the two scores that disagree most. Or `tieout.Given`: a model and rows that are at hand.
        closing:   the same for the second score; both are recorded, or both are given.
        directory: folder of the recordings, `.tieout` under the working directory by default.
        runs:      names of the recordings to look in, all by default.
        log:       PATH or PATH:TAG of a training log to take the opening from: the number `opening` in it, or the last
                   value of TAG. TensorBoard, Keras, Lightning, transformers and MLflow logs are read.

    An opening that no run computed is taken as it is given where only one run was recorded; the statement then starts
    from the number.

    Raises:
        TieoutError: no such number, no recordings, or a recording or a log that cannot be read.
    """
    if isinstance(opening, Given) and isinstance(closing, Given):
        return _of_given(opening, closing)
    if isinstance(opening, Given) or isinstance(closing, Given):
        raise TieoutError(
            "one-given",
            "one side is a tieout.Given and the other is not",
            fix="give both as tieout.Given, or both as recorded scores",
            code=2,
        )
    found, unread = readable(directory, runs)
    if log is not None or unrecorded(found, opening, closing):
        return _of_reported(found, opening, closing, log)
    first, last, notes = choose(found, opening, closing)
    notes += map(str, unread)
    if first is None or last is None:
        return Shown(None, None, None, ruled_out=_innocent(found), hazards=_hazards(found, ()), notes=tuple(notes))
    one, other = (as_made(found, side_of(found, *score)) for score in (first, last))
    return _closed(one, other, notes)


def _of_given(opening: Given, closing: Given) -> Shown:
    from tieout.given.account import sides_of  # scoring needs numpy, which reading recordings does without

    return _closed(*sides_of(opening, closing))


def _of_reported(
    found: Sequence[Recording], opening: str | float | None, closing: str | float | None, log: str | None
) -> Shown:
    """Explain a recorded closing score against a number that was printed elsewhere."""
    if log is not None and closing is None:
        opening, closing = None, opening
    if closing is None:
        raise TieoutError("one-number", "the log has the opening only", fix="give the closing score too", code=2)
    recording, score = latest(matches(found, closing))
    side = side_of(found, recording, score)
    if log is None:
        number = str(opening)
        side = credible(side, number)
        notes = [nearest(found, opening), *noted(number, side)]
        return _closed(reported(number, side), side, notes, before=beside(number, side), unseen=True)
    told = logged(log, None if opening is None else str(opening), side)
    return _closed(told.side, told.closing, told.notes, before=told.comparisons, unseen=True)


def _closed(
    one: Side, other: Side, notes: Sequence[str], *, before: Sequence[Comparison] = (), unseen: bool = False
) -> Shown:
    """Draw up the statement between two sides, the first of them perhaps unseen, and test that it adds up."""
    from tieout.evidence import told_apart  # compares arrays, which needs numpy

    one, other = told_apart(one, other)
    statement = close(one, other, [*before, *causes.comparing()])
    if unseen:
        statement = settled(statement)
    notes = (*statement.notes, *notes)
    hazards = _hazards([one.recording, other.recording], statement.hazards, statement)
    statement = replace(statement, hazards=hazards, notes=tuple(notes))
    statement.check()
    return Shown.of(statement)


def recordings(directory: str | None = None, runs: Sequence[str] = ()) -> list[Recording]:
    """Read the recordings, oldest first; without names, those that can be read.

    Raises:
        TieoutError: there is none, or one that was asked for cannot be read.
    """
    return readable(directory, runs)[0]


def readable(directory: str | None = None, runs: Sequence[str] = ()) -> tuple[list[Recording], list[TieoutError]]:
    """Read the recordings, oldest first, and give what kept others from being read.

    Raises:
        TieoutError: there is none that can be read, or one that was asked for cannot be.
    """
    base = store.folder(directory)
    if runs:
        return [store.read(base, name) for name in runs], []
    outcomes = [_readable(base, name) for name in store.names(base)]
    found = [each for each in outcomes if isinstance(each, Recording)]
    failures = [each for each in outcomes if isinstance(each, TieoutError)]
    if found:
        return found, failures
    if failures:
        raise failures[-1]
    raise TieoutError(
        "no-recordings", f"there are no recordings in {base}", fix="record a script first: tieout run SCRIPT"
    )


def _readable(base: Path, name: str) -> Recording | TieoutError:
    try:
        return store.read(base, name)
    except TieoutError as failure:
        return failure


def _innocent(found: Sequence[Recording]) -> tuple[Acquittal, ...]:
    """Give what was ruled out for the last score of each run, where there is no gap to speak of."""
    kept: dict[str, Acquittal] = {}
    for recording in found:
        last = next((s for s in reversed(recording.scores) if s.id in recording.examinations), None)
        for one in recording.examinations[last.id].ruled_out if last is not None else ():
            kept.setdefault(one.cause, one)
    return tuple(kept.values())


def _hazards(
    found: Sequence[Recording], first: Sequence[Hazard], statement: Statement | None = None
) -> tuple[Hazard, ...]:
    """Give what is wrong in these runs whatever the scores, without what is already a line."""
    told = {(line.cause, line.where) for line in statement.lines} if statement is not None else set()
    kept: dict[object, Hazard] = {}
    for hazard in (*first, *(h for r in found for h in r.hazards)):
        key = (hazard.cause, hazard.where)
        if key not in told:
            kept.setdefault(key, hazard)
    return tuple(kept.values())


__all__ = ["Side", "explain", "recordings"]
