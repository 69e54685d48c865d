"""`tieout show`: list the recorded runs and their scores."""

from __future__ import annotations

import difflib

import click

from tieout.cli import output
from tieout.errors import TieoutError

EXAMPLES = """\b
Examples:
  tieout show
  tieout show train
  tieout show --json
"""


@click.command(epilog=EXAMPLES, short_help="List recorded runs and their scores.")
@click.argument("run", required=False)
@click.option("--json", "as_json", is_flag=True, help="Print runs and scores as JSON.")
@click.option("--dir", "directory", metavar="D", help="Folder of the recordings. Default: .tieout here.")
def show(*, run: str | None, as_json: bool, directory: str | None) -> None:
    """List the recorded runs and their scores, or every score of one RUN."""
    from tieout.explain import readable
    from tieout.report import runs as drawing

    recorded, unread = readable(directory)
    chosen = [each for each in recorded if run in (None, each.name)]
    if not chosen:
        asked_for = next((failure for failure in unread if f"recording {run!r} " in failure.what), None)
        if asked_for is not None:
            raise asked_for
        names = sorted({each.name for each in recorded})
        near = difflib.get_close_matches(run or "", names, n=3, cutoff=0.5) or names[:10]
        raise TieoutError(
            "no-such-run",
            f"there is no recording named {run}",
            saw=f"recordings: {', '.join(near)}",
            fix="tieout show lists what was recorded",
        )
    notes = [] if run is not None else [str(failure) for failure in unread]
    if as_json:
        output.emit(drawing.render_json(chosen, notes))
    else:
        text = drawing.render(
            chosen, width=output.width(), color=output.color(), every_score=run is not None, notes=notes
        )
        output.emit(text)
