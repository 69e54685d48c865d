"""Draws recorded runs and their scores as text or JSON, for `tieout show`."""

from __future__ import annotations

import json
import math
from collections.abc import Sequence
from typing import Any

from rich.console import Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tieout.core.recording import Recording
from tieout.core.score import Score
from tieout.report.figures import figures_for
from tieout.report.ledger import place
from tieout.report.plain import plain
from tieout.report.terminal import bullets, draw, fit

SCHEMA = "tieout.runs/1"


def render(
    runs: Sequence[Recording], *, width: int, color: bool, every_score: bool = False, notes: Sequence[str] = ()
) -> str:
    """Draw each run with its scores; unless `every_score`, an epoch's score shows by its last epoch alone."""
    parts: list[RenderableType] = []
    for run in runs:
        if parts:
            parts.append(Text())
        parts += _run(run, every_score=every_score)
    if notes:
        parts += [Text(), Text("notes", style="bold")]
        parts.append(Padding(bullets([Text(plain(note)) for note in notes]), (0, 0, 0, 2), expand=False))
    return draw(Group(*parts), width=fit(width), color=color)


def render_json(runs: Sequence[Recording], notes: Sequence[str] = ()) -> str:
    """Write the runs and all their scores as one JSON object."""
    told = {"schema": SCHEMA, "runs": [_as_dict(run) for run in runs], "notes": list(notes)}
    return json.dumps(told, indent=2, allow_nan=False) + "\n"


def _run(run: Recording, *, every_score: bool) -> list[RenderableType]:
    good = run.ended == "ok"
    title = Text.assemble(
        (plain(run.name), "bold"), "  ", (plain(run.started), "dim"), "  ", (plain(run.ended), "" if good else "red")
    )
    parts: list[RenderableType] = [title, Text("  " + plain(" ".join(run.argv)), style="dim")]
    chosen = [(score, 1) for score in run.scores] if every_score else _latest_of_each(run.scores)
    parts.append(_scores(chosen, _examined(run)) if chosen else Text("  no scores were seen"))
    if run.dropped:
        lost = ", ".join(f"{plain(what)} {count}" for what, count in sorted(run.dropped.items()))
        parts.append(Text(f"  dropped by the budget: {lost}", style="yellow"))
    if run.faults:
        parts.append(Text(f"  events lost to faults of tieout: {len(run.faults)}", style="yellow"))
        parts += [Text(f"    {plain(fault)}", style="dim") for fault in run.faults] if every_score else []
    return parts


def _examined(run: Recording) -> frozenset[str]:
    """Give the ids of the scores that were traced to rows and replayed; only these can be explained in full."""
    return frozenset(score for score, examination in run.examinations.items() if examination.examined)


def _scores(chosen: list[tuple[Score, int]], examined: frozenset[str]) -> Table:
    shown = [figures_for([score.value]).value(score.value) for score, _ in chosen]  # counts and shares stand together
    table = Table.grid(padding=(0, 2, 0, 0))
    table.add_column("", overflow="fold")
    table.add_column("", justify="right", no_wrap=True, min_width=max(map(len, shown)))
    table.add_column("", overflow="fold")
    table.add_column("", style="dim", overflow="fold")
    for (score, count), value in zip(chosen, shown, strict=True):
        facts = ["examined"] if score.id in examined else []
        facts += [f"last of {count}"] if count > 1 else []
        of = ", ".join(facts)
        table.add_row(Text("  " + plain(score.name)), Text(value, style="bold"), Text(place(score.where)), Text(of))
    return table


def _latest_of_each(scores: Sequence[Score]) -> list[tuple[Score, int]]:
    """Keep the last score of each name and line, with how many there were; `fit.loss@3` counts as `fit.loss`."""
    last: dict[tuple[str, str], Score] = {}
    count: dict[tuple[str, str], int] = {}
    for score in sorted(scores, key=lambda each: each.seq):
        key = (score.name.partition("@")[0], place(score.where))
        last[key] = score
        count[key] = count.get(key, 0) + 1
    return [(score, count[key]) for key, score in last.items()]


def _as_dict(run: Recording) -> dict[str, Any]:
    return {
        "name": run.name,
        "started": run.started,
        "argv": list(run.argv),
        "ended": run.ended,
        "scores": [_score(score, score.id in _examined(run)) for score in run.scores],
        "dropped": dict(run.dropped),
        "faults": list(run.faults),
    }


def _score(score: Score, examined: bool) -> dict[str, Any]:
    return {
        "id": score.id,
        "name": score.name,
        "value": score.value if math.isfinite(score.value) else None,
        "where": None if score.where is None else {"file": score.where.file, "line": score.where.line},
        "metric": score.metric,
        "scale": score.scale,
        "aliases": list(score.aliases),
        "examined": examined,
    }
