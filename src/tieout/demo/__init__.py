"""A small case with three planted mistakes, run with the real program and explained, then the same without them."""

from __future__ import annotations

import ast
import difflib
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import resources
from importlib.util import find_spec
from pathlib import Path

from tieout.core.statement import Statement
from tieout.errors import TieoutError
from tieout.explain import explain
from tieout.record import store

SCRIPTS = ("train.py", "test.py", "test_fixed.py")
NEEDED = {"torch": "PyTorch", "sklearn": "scikit-learn"}
ACCURACY = re.compile(r"accuracy: (\d\.\d+)")


def demo(directory: str, echo: Callable[[str], None]) -> Iterator[tuple[str, Statement]]:
    """Play the demo and give its statements, each with the command that asks for it.

    Args:
        directory: folder for the scripts and their recordings; made if need be, and kept.
        echo:      prints a line.

    Raises:
        TieoutError: a framework is missing, the folder holds edited scripts or cannot be written, a script failed.
    """
    _check_frameworks()
    folder = Path(directory)
    _copy_scripts(folder)
    base = store.folder(str(folder / store.FOLDER))
    first_time = not store.names(base)

    echo(f"train.py, test.py and test_fixed.py are now in {directory}: open them, they are yours.")
    echo("train.py trains a small network on handwritten digits and prints its accuracy on rows it kept apart;")
    echo("test.py loads the network, measures it on the same rows, and gets another number.")
    echo(f"\n$ cd {directory}")
    trained, opening = _record(folder, base, "train.py", echo)
    tested, closing = _record(folder, base, "test.py", echo)
    # The bare numbers say which scores are meant, unless an earlier demo in this folder printed the same ones.
    asked = (opening, closing) if first_time else (f"{trained}:{opening}", f"{tested}:{closing}")
    statement = explain(*asked, directory=str(base))
    yield f"$ tieout explain {' '.join(asked)}", statement

    echo("\nThe lines to change, as they are in test_fixed.py:\n")
    for line in _changes(folder):
        echo(line)
    echo("")
    mended, again = _record(folder, base, "test_fixed.py", echo)
    both = (f"{trained}:{opening}", f"{mended}:{again}")  # one number twice: the runs say which is which
    yield f"$ tieout explain {' '.join(both)}", explain(*both, directory=str(base))

    echo("\nTry next:\n")
    echo(f"  cd {directory}")
    if statement.verdict not in {None, "none"}:
        echo(f"  tieout why {statement.verdict}")
    echo(f"  tieout explain {' '.join(asked)} --html statement.html")
    echo("  mend one of the mistakes in test.py, then `tieout run test.py` and explain the number it prints")


def _check_frameworks() -> None:
    """Look for what the scripts import, without importing it.

    Raises:
        TieoutError: something is missing.
    """
    missing = [name for module, name in NEEDED.items() if find_spec(module) is None]
    if missing:
        raise TieoutError(
            "demo-needs",
            "the demo trains a PyTorch model on a data set of scikit-learn",
            saw=f"not installed: {', '.join(missing)}",
            fix="pip install 'tieout[demo]'",
            code=2,
        )


def _copy_scripts(folder: Path) -> None:
    """Put the scripts into the folder; scripts that were edited there are left alone.

    Raises:
        TieoutError: there are edited ones, or the folder cannot be written.
    """
    home = resources.files("tieout.demo.scripts")
    texts = {name: (home / name).read_text("utf-8") for name in SCRIPTS}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        edited = [n for n in SCRIPTS if (folder / n).exists() and (folder / n).read_text("utf-8") != texts[n]]
        if edited:
            raise TieoutError(
                "demo-edited",
                f"{folder} has scripts that differ from the demo's, and they are not overwritten",
                saw=", ".join(edited),
                fix="name another folder with --dir, or delete this one",
                code=2,
            )
        for name, text in texts.items():
            (folder / name).write_text(text, "utf-8")
    except (OSError, UnicodeDecodeError) as failure:
        raise TieoutError(
            "demo-not-written",
            f"the demo cannot put its scripts into {folder}",
            saw=str(failure),
            fix="name another folder with --dir",
            code=2,
        ) from failure


def _record(folder: Path, base: Path, script: str, echo: Callable[[str], None]) -> tuple[str, str]:
    """Run a script as `tieout run` does, pass on what it prints, and give the run's name and the last accuracy.

    Raises:
        TieoutError: the script failed or was not recorded.
    """
    echo(f"$ tieout run {script}")
    before = set(store.names(base))
    # Unbuffered, so that each epoch is seen when it is done; errors and the bar of the replays go to our own stderr.
    environment = {**os.environ, "PYTHONUNBUFFERED": "1", "PYTHONIOENCODING": "utf-8"}
    command = [sys.executable, "-m", "tieout", "run", script]
    printed = []
    with subprocess.Popen(  # noqa: S603 - our own program with our own script
        command, cwd=folder, env=environment, stdout=subprocess.PIPE, encoding="utf-8", errors="replace"
    ) as process:
        assert process.stdout is not None
        for line in process.stdout:
            printed.append(line)
            echo(line.rstrip("\n"))
    accuracies = ACCURACY.findall("".join(printed))
    recorded = set(store.names(base)) - before
    if process.returncode or not accuracies or not recorded:
        raise TieoutError(
            "demo-failed",
            f"{script} of the demo did not run to its end",
            saw=f"exit code {process.returncode}",
            fix=f"see what it printed above; `{Path(sys.executable).name} {script}` in {folder} runs it alone",
        )
    return recorded.pop(), accuracies[-1]


def _changes(folder: Path) -> Iterator[str]:
    """Give the lines of test.py that differ in test_fixed.py, with their numbers, each followed by its mending."""
    old, new = (_code(folder / name) for name in ("test.py", "test_fixed.py"))
    matcher = difflib.SequenceMatcher(None, old, new, autojunk=False)
    for kind, *at in matcher.get_opcodes():
        if kind != "equal":
            yield from _numbered("- test.py", old, *at[:2])
            yield from _numbered("+ test_fixed.py", new, *at[2:])


def _numbered(head: str, lines: list[str], start: int, end: int) -> Iterator[str]:
    for number in range(start, end):
        if lines[number]:
            yield f"  {f'{head}:{number + 1}':<20} {lines[number]}"


def _code(path: Path) -> list[str]:
    """Give the lines of a script; those of its docstring, which differs too, come out empty."""
    text = path.read_text("utf-8")
    start = ast.parse(text).body[0].end_lineno or 0
    return [""] * start + text.splitlines()[start:]
