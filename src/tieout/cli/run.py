"""`tieout run`: record a script while it runs as it always does."""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import click

from tieout.cli.progress import progress

EXAMPLES = """\b
Examples:
  tieout run train.py --epochs 5
  tieout run --name baseline train.py
  tieout run -m package.train --lr 0.01
"""


def _a_number(context: click.Context, param: click.Parameter, value: float | None) -> float | None:
    """Refuse nan, which is in every range because no comparison with it fails."""
    if value is not None and math.isnan(value):
        raise click.BadParameter("expected a number", context, param)
    return value


@click.command(
    epilog=EXAMPLES, short_help="Record a script while it runs.", context_settings={"allow_interspersed_args": False}
)
@click.option("-m", "module", is_flag=True, help="SCRIPT is a module, as in python -m.")
@click.option("--name", metavar="N", help="Name of the recording. Default: the script's name.")
@click.option("--dir", "directory", metavar="D", help="Folder of the recordings. Default: .tieout here.")
@click.option(
    "--budget-mb",
    type=click.FloatRange(min=0),
    callback=_a_number,
    metavar="MB",
    help="Memory and disk the recording may take.",
)
@click.option(
    "--replay-passes",
    type=click.FloatRange(min=0),
    callback=_a_number,
    metavar="X",
    help="Time for replays at the end, in passes over the recorded rows. 0: none.",
)
@click.option("--exact", is_flag=True, help="Replay every row, however many there are, instead of a sample of them.")
@click.argument("script", type=click.Path())
@click.argument("args", nargs=-1, type=click.UNPROCESSED)
def run(
    *,
    module: bool,
    name: str | None,
    directory: str | None,
    budget_mb: float | None,
    replay_passes: float | None,
    exact: bool,
    script: str,
    args: tuple[str, ...],
) -> Callable[[], int]:
    """Record SCRIPT while it runs as it always does.

    What it prints and its exit code are the script's own; everything after SCRIPT goes to the script.
    """
    # Called when the frames of the command line are gone: libraries walk the whole stack below a script, some of them
    # for every operation they build.
    return partial(
        _recorded,
        script,
        list(args),
        module=module,
        name=name,
        directory=directory,
        budget_mb=budget_mb,
        replay_passes=replay_passes,
        exact=exact,
    )


def _recorded(script: str, args: list[str], **wanted: Any) -> int:
    from tieout.watch import run as watch

    with progress() as bar:
        return watch(script, args, progress=bar, **wanted)
