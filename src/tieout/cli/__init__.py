"""The command line: one file per command, nothing heavy imported before a command needs it."""

from __future__ import annotations

import sys
from collections.abc import Sequence

import click

from tieout.cli.audit import audit
from tieout.cli.completion import completion
from tieout.cli.demo import demo
from tieout.cli.explain import explain
from tieout.cli.failures import exit_code_of
from tieout.cli.fix import fix
from tieout.cli.run import run
from tieout.cli.show import show
from tieout.cli.why import why

PROGRAM = "tieout"
EXAMPLES = """\b
Examples:
  tieout run train.py           record a script; it runs as it always does
  tieout run test.py            record another one
  tieout explain 0.9722 0.8444  say where the difference went

Exit codes: 0 done, 1 a statement breaks a promise, 2 wrong usage, 3 nothing to explain.
"""


def _version(context: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if not wanted or context.resilient_parsing:
        return
    from importlib import metadata  # it brings a parser of mail, which takes longer than all of the commands

    try:
        version = metadata.version(PROGRAM)
    except metadata.PackageNotFoundError:
        version = "(not installed: run from a source tree)"
    click.echo(f"{PROGRAM} {version}")
    context.exit()


@click.group(
    invoke_without_command=True,
    context_settings={"help_option_names": ["-h", "--help"]},
    epilog=EXAMPLES,
)
@click.option(
    "--version", is_flag=True, expose_value=False, is_eager=True, callback=_version, help="Print the version."
)
@click.pass_context
def program(context: click.Context) -> None:
    """Find where the difference between two scores of one model went."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for command in (run, explain, audit, fix, show, why, demo, completion):
    program.add_command(command)


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit with its code."""
    sys.exit(exit_code_of(lambda: program.main(arguments, prog_name=PROGRAM, standalone_mode=False)))
