"""Lets a command take negative numbers as arguments: -0.25 is a score, not an option."""

from __future__ import annotations

import re

import click

NEGATIVE = re.compile(r"-(?:(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?%?|inf|nan)", re.IGNORECASE)
MARK = "\0"  # cannot occur in a real argument, and keeps the parser from taking the minus for an option


class NumberCommand(click.Command):
    """A command whose arguments may be negative numbers, without `--` before them."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Mark the negative numbers that are not the value of an option, then parse as usual."""
        takes_value = {
            name
            for option in self.params
            if isinstance(option, click.Option) and not option.is_flag
            for name in option.opts
        }
        marked = [
            MARK + argument
            if NEGATIVE.fullmatch(argument) and (position == 0 or args[position - 1] not in takes_value)
            else argument
            for position, argument in enumerate(args)
        ]
        return super().parse_args(ctx, marked)


def as_written(context: click.Context, param: click.Parameter, value: str | None) -> str | None:
    """Give the argument as the user wrote it, without the mark."""
    if value is None:
        return None
    text = value.removeprefix(MARK).strip()
    if not text:
        raise click.BadParameter("expected a number as printed or the name of a score", context, param)
    return text
