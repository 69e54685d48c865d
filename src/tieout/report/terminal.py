"""Draws a statement as plain or coloured text, fitted to a width."""

from __future__ import annotations

import io
from collections.abc import Sequence

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tieout.core.statement import Hazard, Statement
from tieout.report.ledger import KIND_WORDS, Acquitted, Change, HazardGroup, Ledger, Row, ledger, place
from tieout.report.plain import plain

NARROWEST, WIDEST = 40, 200
STACKED_BELOW = 70  # narrower than this, kind and interval have no columns of their own
FEW = 6  # reasons shown in full; of more, the names alone, or the statement would scroll off the screen
PROOFS = "with the proofs: --proofs, or statement.ruled_out in Python"
EDITED = {"+": "green", "-": "red"}  # the signs of a unified diff
STYLES = {"mistake": "bold red", "by-design": "cyan", "environment": "yellow", "noise": "magenta"}


def render(statement: Statement, *, width: int, color: bool, proofs: bool = False) -> str:
    """Draw the statement for a terminal of this width (40 to 200 columns), ending in a line break.

    Unless `proofs`, a long list of causes that were ruled out is shown by name.
    """
    width = fit(width)
    told = ledger(statement)
    parts: list[RenderableType] = [Text(told.headline, style="bold")]
    if told.rows:
        parts += [Text(), _stacked(told) if width < STACKED_BELOW else _columns(told)]
    for heading, body in _sections(told, proofs=proofs):
        parts += [Text(), Text(heading, style="bold"), Padding(body, (0, 0, 0, 2), expand=False)]
    return draw(Group(*parts), width=width, color=color)


def fit(width: int) -> int:
    """Keep a width between 40 and 200 columns: narrower cannot be read, wider need not be."""
    return max(NARROWEST, min(WIDEST, width))


def draw(content: RenderableType, *, width: int, color: bool) -> str:
    """Turn rich content into text; the environment has no say, so the same content gives the same bytes."""
    sheet = io.StringIO()
    console = Console(
        file=sheet,
        width=width,
        force_terminal=color,
        force_jupyter=False,
        force_interactive=False,
        color_system="standard" if color else None,
        no_color=not color,
        legacy_windows=False,
        markup=False,
        emoji=False,
        highlight=False,
    )
    console.print(content)
    return "".join(f"{line.rstrip()}\n" for line in sheet.getvalue().splitlines())


def _columns(told: Ledger) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0), pad_edge=False, header_style="dim")
    table.add_column("", no_wrap=True, min_width=max(len(row.label) for row in told.rows))
    table.add_column("", overflow="fold")
    figures = _figure_width(told)
    table.add_column(Text(told.metric), justify="right", overflow="fold", min_width=figures, max_width=max(16, figures))
    halves = max(len(row.half) for row in told.rows)
    table.add_column(Text("± 95 %" if halves else ""), justify="right", no_wrap=True, min_width=halves)
    for row in told.rows:
        table.add_row(Text(row.label, style=_style(row)), _what(row), _figure(row), Text(row.half, style="dim"))
    return table


def _stacked(told: Ledger) -> Table:
    """Set the kind above the text and the interval below the amount, for narrow terminals."""
    table = Table(box=None, padding=(0, 1, 0, 0), pad_edge=False, header_style="dim", expand=True)
    table.add_column("", overflow="fold", ratio=1)
    figures = _figure_width(told)
    table.add_column(Text(told.metric), justify="right", overflow="fold", min_width=figures, max_width=max(10, figures))
    for row in told.rows:
        what = Text.assemble((row.label, _style(row)), "  " if row.where or row.says else "", _what(row))
        figure = _figure(row)
        if row.half:
            figure = Text.assemble(figure, "\n", (row.half, "dim"))
        table.add_row(what, figure)
    return table


def _figure_width(told: Ledger) -> int:
    return max(max(len(row.amount), len(row.half)) for row in told.rows)


def _what(row: Row) -> Text:
    text = Text()
    if row.where:
        text.append(row.where, style="bold").append("  ")
    text.append(row.says)
    if row.cause:
        text.append(f" [{row.cause}]", style="dim")
    return text


def _figure(row: Row) -> Text:
    return Text(row.amount, style="bold" if row.role in ("opening", "closing") else "")


def _style(row: Row) -> str:
    return STYLES[row.kind] if row.kind else "bold" if row.role in ("opening", "closing") else ""


def _sections(told: Ledger, *, proofs: bool) -> list[tuple[str, RenderableType]]:
    sections: list[tuple[str, RenderableType]] = [_hazard_section(group) for group in told.hazards]
    if told.changes:
        sections.append(("what to change", bullets([_change(change) for change in told.changes])))
    if told.ruled_out:
        brief = len(told.ruled_out) > FEW and not proofs
        items = _by_family(told.ruled_out) if brief else [_acquitted(each) for each in told.ruled_out]
        sections.append(("ruled out", bullets(items)))
    if told.not_examined:
        sections.append(("not examined", bullets([_acquitted(each) for each in told.not_examined])))
    if told.notes:
        sections.append(("notes", bullets([Text(note) for note in told.notes])))
    return sections


def _hazard_section(group: HazardGroup) -> tuple[str, RenderableType]:
    return group.title, bullets([_hazard(hazard) for hazard in group.hazards])


def _hazard(hazard: Hazard) -> Text:
    text = Text(KIND_WORDS[hazard.kind], style=STYLES[hazard.kind])
    text = Text.assemble(text, "  ")
    if hazard.where is not None:
        text.append(place(hazard.where), style="bold").append("  ")
    return text.append(plain(hazard.says)).append(f" [{plain(hazard.cause)}]", style="dim")


def _change(change: Change) -> Text:
    text = Text.assemble((change.where, "bold"), " — " if change.where else "", change.fix)
    for line in change.diff.splitlines():
        text.append("\n").append(line, style=EDITED.get(line[:1], "dim"))
    return text


def _acquitted(acquitted: Acquitted) -> Text:
    return Text.assemble(", ".join(acquitted.causes), (f" ({acquitted.why})" if acquitted.why else "", "dim"))


def _by_family(acquittals: Sequence[Acquitted]) -> list[Text]:
    """Name the causes family by family, and say where the reasons are to be had."""
    families: dict[str, list[str]] = {}
    for cause in (cause for each in acquittals for cause in each.causes):
        family, _, slug = cause.partition(".")
        families.setdefault(family, []).append(slug)
    named = [Text(f"{family}: {', '.join(slugs)}") for family, slugs in families.items()]
    return [*named, Text(PROOFS, style="dim")]


def bullets(items: Sequence[Text]) -> Table:
    """Set items one below the other; the lines after an item's first are indented."""
    table = Table.grid()
    table.add_column(no_wrap=True)
    table.add_column(overflow="fold")
    for item in items:
        table.add_row("· ", item)
    return table
