"""`tieout demo`: a real data set, planted mistakes, and their statements."""

from __future__ import annotations

import os
import tempfile

import click

from tieout.cli import output

EXAMPLES = """\b
Examples:
  tieout demo
  tieout demo --keep
  tieout demo --dir /tmp/demo
"""


@click.command(epilog=EXAMPLES, short_help="See it work on planted mistakes.")
@click.option("--dir", "directory", metavar="D", help="Folder to work in; it is kept. Default: a temporary one.")
@click.option("--keep", is_flag=True, help="Keep the temporary folder and say where it is.")
def demo(*, directory: str | None, keep: bool) -> None:
    """Train on a real data set with planted mistakes, and print the statements."""
    if directory is not None:
        os.makedirs(directory, exist_ok=True)
        _show(directory)
    elif keep:
        directory = tempfile.mkdtemp(prefix="tieout-demo-")
        _show(directory)
        click.echo(f"\nkept in {directory}")
    else:
        with tempfile.TemporaryDirectory(prefix="tieout-demo-") as temporary:
            _show(temporary)


def _show(directory: str) -> None:
    from tieout.demo import demo as play
    from tieout.report import terminal

    for title, statement in play(directory, click.echo):
        statement.check()
        output.emit(f"\n{title}\n\n")
        output.emit(terminal.render(statement, width=output.width(), color=output.color()))
