"""The spine: two numbers in, a statement out. Start reading here.

The stages: read the recordings, find the two scores, load both sides, close the account, report hazards.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from tieout import causes
from tieout.core.recording import Recording
from tieout.core.statement import Hazard, Statement
from tieout.core.view import Side
from tieout.errors import TieoutError
from tieout.reckon.close import close
from tieout.record import store
from tieout.sides import choose, side_of


def explain(
    opening: str | float | None = None,
    closing: str | float | None = None,
    *,
    directory: str | None = None,
    runs: Sequence[str] = (),
) -> Statement:
    """Say where the difference between two recorded scores went.

    Args:
        opening:   a number as it was printed, or a score's name (`fit.val_accuracy`, `test:acc`); None to let tieout
                   take the two scores that disagree most.
        closing:   the same for the second score.
        directory: folder of the recordings, `.tieout` under the working directory by default.
        runs:      names of the recordings to look in, all by default.

    Raises:
        TieoutError: no such number, no recordings, or a recording that cannot be read.
    """
    found = recordings(directory, runs)
    first, last, notes = choose(found, opening, closing)
    if first is None or last is None:
        return Statement(None, None, None, hazards=_hazards(found, ()), notes=tuple(notes))
    one, other = side_of(found, *first), side_of(found, *last)
    statement = close(one, other, [(c.id, c.compare) for c in causes.comparing() if c.compare is not None])
    hazards = _hazards([one.recording, other.recording], statement.hazards, statement)
    statement = replace(statement, hazards=hazards, notes=tuple(notes))
    statement.check()
    return statement


def recordings(directory: str | None = None, runs: Sequence[str] = ()) -> list[Recording]:
    """Read the recordings, oldest first.

    Raises:
        TieoutError: there is none, or one that was asked for cannot be read.
    """
    base = store.folder(directory)
    names = list(runs) or store.names(base)
    if not names:
        raise TieoutError(
            "no-recordings", f"there are no recordings in {base}", fix="record a script first: tieout run SCRIPT"
        )
    return [store.read(base, name) for name in names]


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
