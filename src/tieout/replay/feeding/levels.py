"""Without training rows: for which other category each code of a column stands, as the model's answers have it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import numpy as np

from tieout.core.score import Where
from tieout.renaming import cheapest
from tieout.replay.feeding.codes import codes_of, encoders_of
from tieout.replay.feeding.gain import Gain
from tieout.replay.feeding.known import Known, name_of
from tieout.replay.feeding.rows import Array, Rows

MOST_LEVELS = 24  # values of a column that may be codes
MOST_COLUMNS = 16
FEW = 3  # rows of a code; fewer do not say what it stands for


def recoded(rows: Rows, gain: Gain, at: Array, most: int) -> Iterator[Known]:
    """Give columns of codes with each code taken for the category that it scores best as, on some of the rows.

    What a row scores depends on its own code alone, so that one pass a category tells all: the best naming is an
    assignment. It was chosen on these rows, and says nothing until it has paid on others.
    """
    raw = np.asarray(rows.raw)
    through = len(rows.own) > 0 and len(raw) == len(rows.fed) and raw.dtype.kind in "fiub"
    steps, table = (rows.own, raw) if through else (None, rows.fed)
    if table.ndim != 2:
        return
    left = most
    for column in range(min(table.shape[1], MOST_COLUMNS)):
        values = np.unique(table[:, column])
        if not 2 <= len(values) <= MOST_LEVELS or not np.array_equal(values, np.rint(values)) or len(values) > left:
            continue
        left -= len(values)
        scored = []
        for value in values:
            known = Known("encoding", "", partial(_filled, column, float(value)), steps=steps)
            made = known.undone(rows, at)
            scored.append(None if made is None else gain.part(_like(rows, made), at, already=True))
        if any(each is None for each in scored):
            continue
        onto = _assigned(table[at, column], values, gain.sign * np.array(scored))
        if onto:
            yield Known("encoding", _says(rows, column, onto), partial(_mapped, column, onto), 0.005, steps, _at(rows))


def _like(rows: Rows, made: Array) -> Array:
    return made.astype(rows.fed.dtype) if rows.fed.dtype.kind in "fiu" else made


def _assigned(codes: Array, values: Array, scored: Array) -> dict[float, float]:
    """Give the codes that score better as others; `scored` has a line a category and a column a row."""
    worth = np.stack([scored[:, codes == value].sum(axis=1) for value in values])
    counts = np.array([(codes == value).sum() for value in values])
    worth[counts < FEW] = 0.0
    places, targets = cheapest(-worth - 0.5 * np.eye(len(values)))
    pairs = zip(values[places].tolist(), values[targets].tolist(), strict=True)
    return {old: new for old, new in pairs if old != new}


def _filled(column: int, value: float, table: Array) -> Array:
    made = table.copy()
    made[:, column] = value
    return made


def _mapped(column: int, onto: Mapping[float, float], table: Array) -> Array:
    made = table.copy()
    for old, new in onto.items():
        made[table[:, column] == old, column] = new
    return made


def _says(rows: Rows, column: int, onto: Mapping[float, float]) -> str:
    told = ", ".join(f"{old:g} for {new:g}" for old, new in list(onto.items())[:4])
    more = f" and {len(onto) - 4} more" if len(onto) > 4 else ""
    return f"codes of column {name_of(rows, column)} stand for other categories than the model takes: {told}{more}"


def _at(rows: Rows) -> Where | None:
    """Give the line that brought in the numbers of the categories, where one such list was seen."""
    before = [f for f in rows.files if f.action == "loaded" and f.seq <= rows.passed.seq]
    found = [step for step in encoders_of(rows.steps, before) if codes_of(step) and step.seq <= rows.passed.seq]
    return found[-1].fit_where or found[-1].where if found else None
