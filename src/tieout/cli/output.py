"""Writes reports to stdout: how wide, whether in colour, and in what the stream can encode."""

from __future__ import annotations

import os
import shutil
import sys

import click

PIPED_WIDTH = 100
SPELLED_OUT = {"±": "+/-", "·": "-", "—": "-", "…": "..."}


def width() -> int:
    """Give the width of the terminal, 100 columns where there is none; `COLUMNS` decides if it is set."""
    return shutil.get_terminal_size((PIPED_WIDTH, 24)).columns if sys.stdout.isatty() else _asked_columns()


def color() -> bool:
    """Tell whether to use colour: on a terminal that has it, and unless `NO_COLOR` is set."""
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def emit(text: str) -> None:
    """Write text to stdout; characters that it cannot encode are spelled out or escaped."""
    encoding = getattr(sys.stdout, "encoding", None) or "utf-8"
    try:
        text.encode(encoding)
    except UnicodeEncodeError:
        for char, spelled in SPELLED_OUT.items():
            text = text.replace(char, spelled)
        text = text.encode(encoding, "backslashreplace").decode(encoding)
    click.echo(text, nl=False, color=color())


def _asked_columns() -> int:
    asked = os.environ.get("COLUMNS", "")
    return int(asked) if asked.isdecimal() and int(asked) > 0 else PIPED_WIDTH
