"""Draws a statement as one self-contained page: chart, lines, the source lines they point at."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from jinja2 import Environment, PackageLoader, StrictUndefined

from tieout.core.score import Where
from tieout.core.statement import Statement
from tieout.report.ledger import KIND_WORDS, ledger, place
from tieout.report.plain import plain, plain_source
from tieout.report.waterfall import legend, waterfall

AROUND = 3  # lines shown above and below the one a statement points at
LONGEST_LINE = 400  # a minified or generated line is cut, or the page would carry the whole file


@dataclass(frozen=True, slots=True)
class SourceLine:
    """A line of the user's code; `why` says what the statement has to say about it, if anything."""

    number: int
    text: str
    why: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """A few lines of one file."""

    file: str
    lines: tuple[SourceLine, ...]


def render(statement: Statement, sources: Mapping[str, str]) -> str:
    """Write the page.

    Args:
        statement: what to show.
        sources: text of the scripts, by the file names that the statement uses; a file that is not there
            is pointed at without an excerpt.
    """
    told = ledger(statement)
    chart = waterfall(statement)
    page = _environment().get_template("statement.html")
    return page.render(
        told=told,
        chart=chart,
        legend=legend(chart) if chart else (),
        excerpts=excerpts(statement, sources),
        kinds=KIND_WORDS,
        place=place,
        plain=plain,
    )


def excerpts(statement: Statement, sources: Mapping[str, str]) -> tuple[Excerpt, ...]:
    """Cut out the lines around every place the statement names, near ones joined, in order of file and line."""
    marks: dict[str, dict[int, list[str]]] = {}
    for where, why in _places(statement):
        if where is not None and where.file in sources:
            marks.setdefault(where.file, {}).setdefault(where.line, []).append(why)
    return tuple(
        excerpt for file, marked in sorted(marks.items()) for excerpt in _cut(file, sources[file].splitlines(), marked)
    )


def _places(statement: Statement) -> list[tuple[Where | None, str]]:
    places: list[tuple[Where | None, str]] = []
    for role, score in (("opening", statement.opening), ("closing", statement.closing)):
        if score is not None:
            places.append((score.where, f"{role}: {plain(score.name)}"))
    places += [(line.where, plain(line.cause)) for line in statement.lines]
    places += [(hazard.where, plain(hazard.cause)) for hazard in statement.hazards]
    return places


def _cut(file: str, text: list[str], marked: Mapping[int, list[str]]) -> list[Excerpt]:
    found = sorted(number for number in marked if 1 <= number <= len(text))
    blocks: list[list[int]] = []
    for number in found:
        wanted = range(max(1, number - AROUND), min(len(text), number + AROUND) + 1)
        if blocks and wanted.start <= blocks[-1][-1] + 1:
            blocks[-1] += [each for each in wanted if each > blocks[-1][-1]]
        else:
            blocks.append(list(wanted))
    return [
        Excerpt(
            plain(file),
            tuple(
                SourceLine(number, plain_source(text[number - 1][:LONGEST_LINE]), tuple(marked.get(number, ())))
                for number in block
            ),
        )
        for block in blocks
    ]


def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("tieout.report", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
