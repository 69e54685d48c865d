"""`tieout explain`: print the statement of two scores."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import click

from tieout.cli import output
from tieout.cli.numbers import NumberCommand, as_written
from tieout.errors import TieoutError

if TYPE_CHECKING:
    from tieout.core.statement import Statement

LARGEST_SOURCE = 1_000_000  # bytes; a script is far smaller, and the page shows only a few lines of it


EXAMPLES = """\b
Examples:
  tieout explain 0.9722 0.8444
  tieout explain fit.val_accuracy test:accuracy
  tieout explain -0.25 -0.31 --run baseline
  tieout explain --json
  tieout explain 0.953 0.884                 0.953 is from a log, only test.py was recorded
  tieout explain --from runs/:val/accuracy 0.884
  tieout explain 0.9722 0.8444 --html statement.html
"""


@click.command(epilog=EXAMPLES, cls=NumberCommand, short_help="Say where the difference between two scores went.")
@click.argument("opening", required=False, callback=as_written)
@click.argument("closing", required=False, callback=as_written)
@click.option("--json", "as_json", is_flag=True, help="Print the statement as JSON.")
@click.option("--markdown", is_flag=True, help="Print the statement as Markdown, to paste into an issue.")
@click.option("--proofs", is_flag=True, help="Say of every cause that was ruled out why it was.")
@click.option("--html", "page", metavar="FILE", type=click.Path(dir_okay=False, allow_dash=True), help="Write a page.")
@click.option("--run", "runs", multiple=True, metavar="R", help="Look only in this recording. May be repeated.")
@click.option("--from", "log", metavar="PATH[:TAG]", help="Take the opening from a training log; see below.")
@click.option("--dir", "directory", metavar="D", help="Folder of the recordings. Default: .tieout here.")
def explain(
    *,
    opening: str | None,
    closing: str | None,
    as_json: bool,
    markdown: bool,
    proofs: bool,
    page: str | None,
    runs: tuple[str, ...],
    directory: str | None,
    log: str | None,
) -> None:
    """Say where the difference between two scores went.

    OPENING and CLOSING are numbers as they were printed, or names of scores as `tieout show` lists them
    (fit.val_accuracy@7, test:accuracy). Without them, the two that disagree most are taken.

    An opening that was never recorded may be given as a number where one run was recorded, or be read from a log:
    TensorBoard event files, Keras CSVLogger or History as JSON, Lightning's metrics.csv, trainer_state.json, MLflow's
    folder or database.
    """
    if as_json and markdown:
        raise click.UsageError("--json and --markdown exclude each other")
    if page == "-" and (as_json or markdown):
        raise click.UsageError("--html - writes the page to stdout, so it excludes --json and --markdown")

    from tieout.explain import explain as compare

    statement = compare(opening, closing, directory=directory, runs=runs, log=log)
    statement.check()
    if page is not None:
        write_page(statement, page)
    if page != "-":
        output.emit(text_of(statement, as_json=as_json, markdown=markdown, proofs=proofs))


def text_of(statement: Statement, *, as_json: bool, markdown: bool, proofs: bool = False) -> str:
    """Give the statement in the form asked for."""
    if as_json:
        from tieout.report import json

        return json.render(statement)
    if markdown:
        from tieout.report import markdown as tables

        return tables.render(statement)
    from tieout.report import terminal

    return terminal.render(statement, width=output.width(), color=output.color(), proofs=proofs)


def write_page(statement: Statement, page: str) -> None:
    """Write the statement as a page; `-` is stdout.

    Raises:
        TieoutError: the file cannot be written.
    """
    from tieout.report import html

    text = html.render(statement, sources_of(statement))
    if page == "-":
        output.emit(text)
        return
    try:
        with open(page, "w", encoding="utf-8") as file:
            file.write(text)
    except OSError as failure:
        raise TieoutError(
            "page-not-written",
            f"cannot write the page {page}",
            saw=failure.strerror or type(failure).__name__,
            fix="name a file in a folder that exists and that you may write to",
            code=2,
        ) from failure
    click.echo(f"tieout: wrote {page}", err=True)


def sources_of(statement: Statement) -> dict[str, str]:
    """Read the scripts that the statement points at, as they are now.

    Only Python files under the working directory: a recording may come from a stranger, and must not get
    other files of this machine onto a page.
    """
    here = os.path.realpath(os.getcwd())
    places = [score.where for score in (statement.opening, statement.closing) if score is not None]
    places += [line.where for line in statement.lines]
    places += [hazard.where for hazard in statement.hazards]
    return {
        name: text for name in {place.file for place in places if place} if (text := _source(here, name)) is not None
    }


def _source(here: str, name: str) -> str | None:
    try:
        path = os.path.realpath(os.path.join(here, name))
        inside = path.startswith(here + os.sep) and path.endswith(".py") and os.path.isfile(path)
        if not inside or os.path.getsize(path) > LARGEST_SOURCE:
            return None
        with open(path, encoding="utf-8", errors="replace") as file:
            return file.read()
    except (OSError, ValueError):  # gone, not ours to read, or a name with a NUL in it: the page does without
        return None
