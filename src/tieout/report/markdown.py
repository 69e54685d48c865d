"""Draws a statement as Markdown, to paste into an issue or a pull request."""

from __future__ import annotations

import re

from tieout.core.statement import Hazard, Statement
from tieout.report.ledger import KIND_WORDS, Acquitted, Change, Ledger, Row, ledger, place
from tieout.report.plain import plain

# `@torch.no_grad` in plain text would notify whoever has that name on the site it is pasted into.
_MENTION = re.compile(r"@[\w./-]+")
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&!])")


def render(statement: Statement) -> str:
    """Write the statement as a table with lists below it, ending in a line break."""
    told = ledger(statement)
    blocks = [f"**{_text(told.headline)}**"]
    if told.rows:
        blocks.append(_table(told))
    blocks += [_list(group.title, [_hazard(hazard) for hazard in group.hazards]) for group in told.hazards]
    if told.changes:
        blocks.append(_list("what to change", [_change(change) for change in told.changes]))
    for heading, acquittals in (("ruled out", told.ruled_out), ("not examined", told.not_examined)):
        if acquittals:
            blocks.append(_list(heading, [_acquitted(each) for each in acquittals]))
    if told.notes:
        blocks.append(_list("notes", [_text(note) for note in told.notes]))
    return "\n\n".join(blocks) + "\n"


def _table(told: Ledger) -> str:
    header = f"| | where | what | {_text(told.metric) or 'score'} | ± 95 % |"
    rows = [_row(row) for row in told.rows]
    return "\n".join([header, "| --- | --- | --- | ---: | ---: |", *rows])


def _row(row: Row) -> str:
    what = " ".join(part for part in (_text(row.says), _cell_code(row.cause)) if part)
    amount = f"**{row.amount}**" if row.role in ("opening", "closing") else row.amount
    return f"| {row.label} | {_cell_code(row.where)} | {what} | {amount} | {row.half.removeprefix('± ')} |"


def _hazard(hazard: Hazard) -> str:
    at = f" {_code(place(hazard.where))}" if hazard.where else ""
    return f"{KIND_WORDS[hazard.kind]}{at}: {_text(plain(hazard.says))} {_code(plain(hazard.cause))}"


def _change(change: Change) -> str:
    return f"{_code(change.where)}: {_text(change.fix)}" if change.where else _text(change.fix)


def _acquitted(acquitted: Acquitted) -> str:
    names = ", ".join(_code(cause) for cause in acquitted.causes)
    return f"{names}: {_text(acquitted.why)}" if acquitted.why else names


def _list(heading: str, items: list[str]) -> str:
    return "\n".join([f"**{_text(heading)}**", "", *(f"- {item}" for item in items)])


def _text(text: str) -> str:
    """Escape what Markdown and HTML would read as their own; names after an @ become code."""
    parts = []
    end = 0
    for found in _MENTION.finditer(text):
        parts += [_SPECIAL.sub(r"\\\1", text[end : found.start()]), _code(found.group())]
        end = found.end()
    return "".join([*parts, _SPECIAL.sub(r"\\\1", text[end:])])


def _code(text: str) -> str:
    """Set text as code, with as many backticks around as it takes."""
    if not text:
        return ""
    longest = max((len(run) for run in re.findall(r"`+", text)), default=0)
    fence = "`" * (longest + 1)
    pad = " " if text.startswith("`") or text.endswith("`") else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def _cell_code(text: str) -> str:
    """Set text as code in a table, where a pipe would end the cell even within code."""
    return _code(text).replace("|", "\\|")
