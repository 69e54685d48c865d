"""`tieout completion`: print the completion script of a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

SHELLS = ("bash", "zsh", "fish")


EXAMPLES = """\b
Examples:
  tieout completion bash >> ~/.bashrc
  tieout completion zsh >> ~/.zshrc
  tieout completion fish > ~/.config/fish/completions/tieout.fish
"""


@click.command(epilog=EXAMPLES, short_help="Print a shell's completion script.")
@click.argument("shell", type=click.Choice(SHELLS))
@click.pass_context
def completion(context: click.Context, *, shell: str) -> None:
    """Print the completion script of a SHELL: bash, zsh or fish."""
    script = get_completion_class(shell)
    if script is None:  # click knows all three; a later version may drop one
        raise click.UsageError(f"this version of click has no completion for {shell}")
    click.echo(script(context.find_root().command, {}, "tieout", "_TIEOUT_COMPLETE").source())
