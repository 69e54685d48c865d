"""`tieout demo`: a real data set, planted mistakes, and their statements."""

from __future__ import annotations

import click

from tieout.cli import output

FOLDER = "tieout-demo"
EXAMPLES = """\b
Examples:
  tieout demo
  tieout demo --dir /tmp/demo
"""


@click.command(epilog=EXAMPLES, short_help="See it work on planted mistakes.")
@click.option(
    "--dir", "directory", metavar="D", default=FOLDER, help=f"Folder for the scripts. Default: {FOLDER} here."
)
def demo(*, directory: str) -> None:
    """Train on a real data set, test with three planted mistakes, and print the statements with and without them.

    The scripts and their recordings stay in the folder, to be opened and edited.
    """
    from tieout.demo import demo as play
    from tieout.report import terminal

    for title, statement in play(directory, lambda line: output.emit(f"{line}\n")):
        statement.check()
        output.emit(f"\n{title}\n")
        output.emit(terminal.render(statement, width=output.width(), color=output.color()))
