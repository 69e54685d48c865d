"""What it takes to start: importing tieout, asking for help, explaining a finished pair of runs."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from processes import Used, python, run, workload
from turns import Spread, differences, interleaved, noise


@dataclass(frozen=True, slots=True)
class Start:
    """Something that is started, the seconds it takes beyond its plain counterpart, and how many it may take."""

    says: str
    seconds: Spread
    aim: float

    def late(self) -> bool:
        """Tell whether it takes longer than it may."""
        return self.seconds.median > self.aim


@dataclass(frozen=True, slots=True)
class Starts:
    """Everything that was started, and the bare interpreter: its seconds, and itself over itself."""

    each: list[Start]
    bare: Spread
    noise: Spread


def measured(times: int) -> Starts:
    """Measure all of them in turns with the bare interpreter.

    Raises:
        Failed: one of them.
    """
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(python(workload("evaluate"), "train", "2000", "light"), folder)
        for way in ("right", "wrong"):
            run(python("-m", "tieout", "run", "--name", way, workload("evaluate"), way, "1000", "light"), folder)
        ways: dict[str, Callable[[], Used]] = {
            "bare": partial(run, python("-c", "pass"), folder),
            "import": partial(run, python("-c", "import tieout"), folder),
            "help": partial(run, python("-m", "tieout", "--help"), folder),
            "explain": partial(run, python("-m", "tieout", "explain", "right:accuracy", "wrong:accuracy"), folder),
        }
        for way in ways.values():
            way()  # once for nothing: what is compiled is compiled now, and the files are in memory
        runs = interleaved(ways, times)
    wall = {way: [used.wall for used in found] for way, found in runs.items()}
    return Starts(
        [
            Start("`import tieout`, beyond the bare interpreter", differences(wall["bare"], wall["import"]), 0.040),
            Start("`tieout --help`, beyond the bare interpreter", differences(wall["bare"], wall["help"]), 0.150),
            Start("`tieout explain` of two recorded scores, from start to end", Spread(tuple(wall["explain"])), 1.0),
        ],
        Spread(tuple(wall["bare"])),
        noise(wall["bare"]),
    )


def table(starts: Starts) -> list[str]:
    """Give the table of what was started."""
    rows: Sequence[str] = [
        "| what | milliseconds | aim |",
        "| --- | ---: | ---: |",
        f"| the bare interpreter | {_ms(starts.bare)} | |",
        *(f"| {one.says} | {_ms(one.seconds)} | {one.aim * 1000:.0f} |" for one in starts.each),
    ]
    return [*rows, "", f"The bare interpreter over itself: {starts.noise.told()}."]


def _ms(seconds: Spread) -> str:
    return Spread(tuple(1000 * value for value in seconds.values)).told(".0f")
