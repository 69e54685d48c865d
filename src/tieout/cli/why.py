"""`tieout why`: print the page of one cause, or list all causes."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass

import click
from click.shell_completion import CompletionItem

from tieout.cli import output
from tieout.errors import TieoutError

KINDS = {
    "by-design": "by design: the framework does this on purpose",
    "mistake": "mistake: the code or the data is wrong",
    "environment": "environment: the surroundings differ, not the code",
    "noise": "noise: what a finite sample gives",
}


@dataclass(frozen=True, slots=True)
class Entry:
    """A cause as `causes.json` lists it."""

    id: str
    kind: str
    says: str

    @property
    def family(self) -> str:
        """The word before the dot."""
        return self.id.partition(".")[0]

    @property
    def slug(self) -> str:
        """The words after the dot."""
        return self.id.partition(".")[2]


def _complete(_context: click.Context, _param: click.Parameter, begun: str) -> list[CompletionItem]:
    entries, _ = _catalogue()
    return [CompletionItem(entry.id, help=entry.says) for entry in entries if entry.id.startswith(begun)]


EXAMPLES = """\b
Examples:
  tieout why
  tieout why preprocessing.refit
  tieout why refit
"""


@click.command(epilog=EXAMPLES, short_help="Print the page of a cause.")
@click.argument("cause", required=False, shell_complete=_complete)
def why(*, cause: str | None) -> None:
    """Print the page of one CAUSE; without it, list all causes by family."""
    entries, families = _catalogue()
    output.emit(_index(entries, families) if cause is None else _page(_find(cause, entries), families))


def _catalogue() -> tuple[list[Entry], dict[str, str]]:
    """Read the list as a file: importing the causes would load numpy for a page of text."""
    from importlib import resources

    text = (resources.files("tieout") / "causes" / "causes.json").read_text("utf-8")
    listed = json.loads(text)
    return [Entry(each["id"], each["kind"], each["says"]) for each in listed["causes"]], listed["families"]


def _find(asked: str, entries: list[Entry]) -> Entry:
    wanted = asked.strip().lower().replace("_", "-")
    exact = [entry for entry in entries if wanted == entry.id] or [entry for entry in entries if wanted == entry.slug]
    if len(exact) == 1:
        return exact[0]
    near = [entry.id for entry in exact] or _near(wanted, entries)
    raise TieoutError(
        "unknown-cause",
        f"there is no cause named {asked}",
        saw=f"similar: {', '.join(near)}" if near else "",
        fix="tieout why lists all causes",
        code=2,
    )


def _near(wanted: str, entries: list[Entry]) -> list[str]:
    """Suggest causes that contain a word asked for, then those spelled like it."""
    words = [word for word in wanted.replace(".", " ").replace("-", " ").split() if len(word) > 2]
    containing = [entry.id for entry in entries if any(word in entry.slug for word in words)]
    names = {entry.slug: entry.id for entry in entries} | {entry.id: entry.id for entry in entries}
    import difflib

    alike = [names[name] for name in difflib.get_close_matches(wanted, names, n=3, cutoff=0.6)]
    return list(dict.fromkeys([*alike, *containing]))[:5]


def _index(entries: list[Entry], families: dict[str, str]) -> str:
    from rich.console import Group, RenderableType
    from rich.padding import Padding
    from rich.table import Table
    from rich.text import Text

    from tieout.report.terminal import draw, fit

    width = fit(output.width())
    longest = max(len(entry.id) for entry in entries)
    parts: list[RenderableType] = []
    for family, about in families.items():
        parts += [Text.assemble((family, "bold"), f": {about}")]
        table = Table.grid(padding=(0, 2, 0, 0))
        table.add_column(overflow="fold", min_width=longest if width >= 2 * longest else None)
        table.add_column(overflow="fold")
        for entry in entries:
            if entry.family == family:
                table.add_row(Text(entry.id), Text(entry.says, style="dim"))
        parts += [Padding(table, (0, 0, 1, 2), expand=False)]
    parts.append(Text("tieout why CAUSE prints the page of one cause."))
    return draw(Group(*parts), width=width, color=output.color())


def _page(entry: Entry, families: dict[str, str]) -> str:
    from rich.console import Group, RenderableType
    from rich.text import Text

    from tieout.report.terminal import draw, fit

    parts: list[RenderableType] = [
        Text(entry.id, style="bold"),
        Text(f"{entry.says[:1].upper()}{entry.says[1:]}."),
        Text(),
        Text(f"family  {entry.family}: {families.get(entry.family, '')}"),
        Text(f"kind    {KINDS[entry.kind]}"),
    ]
    for paragraph in _paragraphs(_docstring(entry)):
        if not entry.says.lower().startswith(paragraph.lower().rstrip(".")):  # the first sentence often is the same
            parts += [Text(), Text(paragraph)]
    return draw(Group(*parts), width=fit(output.width()), color=output.color())


def _paragraphs(docstring: str) -> list[str]:
    """Split at blank lines and join the lines of prose; indented lines are code and stay as they are."""
    return [
        re.sub(r"(?<=\S)\n(?=\S)", " ", paragraph) for paragraph in re.split(r"\n\s*\n", docstring) if paragraph.strip()
    ]


def _docstring(entry: Entry) -> str:
    """Give the docstring of the cause's file, read without importing it; nothing if it has none of its own."""
    name = entry.slug.replace("-", "_") + ".py"
    import ast
    from importlib import resources

    file = resources.files("tieout") / "causes" / entry.family / name
    return (ast.get_docstring(ast.parse(file.read_text("utf-8"))) or "") if file.is_file() else ""
