"""Play the planted programs through the command line, hold each statement against its truth, write docs/diagnosis.md.

    python bench/diagnosis/run.py [--jobs 2] [--whole]      every program; writes the page
    python bench/diagnosis/run.py --only NAME ...           some of them; prints the tables, writes nothing
    python bench/diagnosis/run.py --stale                   only say whether the page is older than what it speaks of

A name may hold * and ?. The exit code is 1 if a statement does not add up, a program gave none, or the page is stale.
"""

from __future__ import annotations

import argparse
import fnmatch
import json
import os
import queue
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import judge
import measure
import outcome
import page
from rich.console import Console
from rich.markdown import Markdown
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn

QUICKEST = ("sklearn", "torch", "keras")  # in the order of what a program takes
FAILED = (OSError, KeyError, subprocess.TimeoutExpired, *judge.FAILED)


class Stage:
    """A process that holds one framework and plays programs on forks of itself."""

    def __init__(self, framework: str) -> None:
        self.framework = framework
        self._process = subprocess.Popen(
            [sys.executable, judge.__file__, "--serve", framework],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            text=True,
            env=measure.environment(),
        )

    def alive(self) -> bool:
        """Tell whether it still runs."""
        return self._process.poll() is None

    def play(self, name: str) -> dict[str, Any]:
        """Give the statement of a program.

        Raises:
            RuntimeError: there is none; the text says why.
        """
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps({"name": name, "edits": {}}) + "\n")
        self._process.stdin.flush()
        answer = json.loads(self._process.stdout.readline() or '{"failure": "the process that played it ended"}')
        if "failure" in answer:
            raise RuntimeError(str(answer["failure"]))
        statement: dict[str, Any] = answer["statement"]
        return statement

    def close(self) -> None:
        """End the process."""
        if not self.alive():
            return
        self._process.communicate()  # closes its stdin, at whose end it ends


def played_whole(name: str) -> dict[str, Any]:
    """Give the statement of a program, every command a process of its own."""
    with tempfile.TemporaryDirectory() as cwd:
        return judge.statement_of(name, Path(cwd), judge.whole)[0]


def judged(name: str, play: Callable[[str], dict[str, Any]]) -> outcome.Outcome:
    """Play one program and judge it."""
    truth = judge.truth_of(name)
    try:
        return outcome.of(name, truth, play(name), measure.measure(judge.PROGRAMS / name))
    except FAILED as problem:
        return outcome.failed(name, truth, " ".join(str(problem).split())[-300:])


def work(waiting: queue.SimpleQueue[str], whole: bool, done: Callable[[outcome.Outcome], None]) -> None:
    """Judge programs from the queue until it is empty; they come one framework after another."""
    stage: Stage | None = None
    while True:
        try:
            name = waiting.get_nowait()
        except queue.Empty:
            break
        framework = judge.truth_of(name)["framework"]
        if not whole and (stage is None or stage.framework != framework or not stage.alive()):
            if stage is not None:
                stage.close()
            stage = Stage(framework)
        done(judged(name, played_whole if stage is None else stage.play))
    if stage is not None:
        stage.close()


def play_all(names: Sequence[str], jobs: int, whole: bool, console: Console) -> list[outcome.Outcome]:
    """Judge programs on several processes, with a progress bar; in the order of their names."""
    waiting: queue.SimpleQueue[str] = queue.SimpleQueue()
    for name in sorted(names, key=lambda name: (QUICKEST.index(judge.truth_of(name)["framework"]), name)):
        waiting.put(name)
    found: list[outcome.Outcome] = []
    columns = (
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task("", total=len(names))

        def done(one: outcome.Outcome) -> None:
            found.append(one)
            bar.update(task, advance=1, description=f"{sum(o.right for o in found)} with nothing wrong")
            if one.faults:
                console.print(f"{one.name}: {'; '.join(one.faults)}", highlight=False, markup=False, soft_wrap=True)

        workers = [threading.Thread(target=work, args=(waiting, whole, done)) for _ in range(max(1, jobs))]
        for worker in workers:
            worker.start()
        for worker in workers:
            worker.join()
    return sorted(found, key=lambda one: one.name)


def main() -> int:
    """Judge the programs asked for, print the tables, and write the page if it was all of them."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", nargs="+", metavar="NAME", help="only these programs; the page is not written")
    parser.add_argument("--jobs", type=int, default=2, help="processes at a time")
    parser.add_argument("--whole", action="store_true", help="start every command as a process of its own, as users do")
    parser.add_argument("--stale", action="store_true", help="only say whether the page is stale")
    parser.add_argument("--json", metavar="FILE", help="also write the outcome of each program there")
    arguments = parser.parse_args()
    if arguments.stale:
        told = page.stale()
        print("\n".join(told) or "the page speaks of these programs and this code")
        return 1 if told else 0
    os.environ.update(measure.SETTINGS)
    every = judge.names()
    wanted = arguments.only or ["*"]
    names = [name for name in every if any(fnmatch.fnmatch(name, one) for one in wanted)]
    if not names:
        parser.error(f"no program is named {' or '.join(wanted)}")
    console = Console()
    outcomes = play_all(names, arguments.jobs, arguments.whole, console)
    truths = {name: judge.truth_of(name) for name in names}
    if arguments.json:
        Path(arguments.json).write_text(
            json.dumps({one.name: outcome.as_dict(one) for one in outcomes}, indent=1) + "\n"
        )
    text = page.render(outcomes, truths)
    if names == every:
        page.PAGE.write_text(text, encoding="utf-8")
        console.print(f"wrote {page.PAGE.relative_to(page.ROOT)}")
    for title, table in (
        ("", page.summary(page.groups(outcomes))),
        ("beside guessing", page.guesses(outcomes, truths)),
        ("families: planted (rows), said (columns)", page.confusion(outcomes)),
    ):
        console.print(title)
        console.print(Markdown("\n".join(table)))
    return 1 if any(not one.adds_up for one in outcomes) else 0


if __name__ == "__main__":
    sys.exit(main())
