"""Writes docs/performance.md from what was measured, and keeps the ratios for later runs to be held against."""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.metadata import version
from pathlib import Path

import explaining
import memory
import recording
import starting
from processes import HERE, ROOT
from turns import Spread

PAGE = ROOT / "docs" / "performance.md"
KEPT = HERE / "ratios.json"
MARGIN = 1.10  # a ratio is called worse when it is more than this times the one kept


@dataclass
class Found:
    """Everything that was measured in one run of the harness; what failed is told in `failures`."""

    costs: list[recording.Cost] = field(default_factory=list)
    explained: list[explaining.Explained] = field(default_factory=list)
    held: list[memory.Held] = field(default_factory=list)
    starts: starting.Starts | None = None
    collected: dict[str, Spread] = field(default_factory=dict)  # loops under TrainCheck over plain ones
    no_traincheck: str = ""
    failures: list[str] = field(default_factory=list)

    def ratios(self) -> dict[str, float]:
        """Give every ratio, or number of seconds, that has an aim or is worth keeping, by name."""
        named = {f"{cost.workload.name}: recorded over plain": cost.ratio("tieout").median for cost in self.costs}
        named |= {
            f"{one.size.rows} rows, {one.size.network}: passes to explain": one.passes().median
            for one in self.explained
        }
        for one in self.starts.each if self.starts else ():
            named[f"{one.says}, seconds"] = one.seconds.median
        return {name: round(value, 4) for name, value in named.items()}

    def late(self) -> list[str]:
        """Name what misses its aim."""
        names = [cost.workload.name for cost in self.costs if cost.late()]
        names += [f"explanation of {one.size.rows:,} rows" for one in self.explained if one.late()]
        names += [f"recording of {one.size.rows:,} rows" for one in self.explained if one.large()]
        names += [f"memory of {one.rows:,} rows" for one in self.held if one.failure]
        return names + [one.says for one in (self.starts.each if self.starts else ()) if one.late()]


def kept() -> dict[str, float]:
    """Give the ratios of the last full run; none if there was none."""
    return dict(json.loads(KEPT.read_text())) if KEPT.exists() else {}


def against(now: Mapping[str, float], then: Mapping[str, float]) -> list[str]:
    """Hold ratios against the ones kept, a line each."""
    lines = []
    for name, value in now.items():
        before = then.get(name)
        worse = before is not None and value > before * MARGIN
        told = "not kept yet" if before is None else f"{before:8.3f} kept"
        lines.append(f"{value:8.3f} now {told}{'  WORSE' if worse else ''}  {name}")
    return lines


def machine() -> str:
    """Describe the machine and the libraries."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
    names = ("torch", "tensorflow-cpu", "keras", "scikit-learn", "lightning", "mlflow", "numpy")
    libraries = ", ".join(f"{name} {version(name)}" for name in names)
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {libraries}; "
        f"one thread a process; load of the machine at the end {os.getloadavg()[0]:.1f}"
    )


def text(found: Found, times: int) -> str:
    """Give the text of docs/performance.md; what was not measured has no section."""
    lines = [
        "<!-- Written by bench/perf/run.py (make bench). Do not edit. -->",
        "# What tieout costs",
        "",
        f"Every script runs {times} times plain, recorded, and under other tools, in turns, each time in a process of",
        "its own; each run is divided by the mean of the plain runs before and after it. Medians, in brackets the",
        "smallest and the largest value. Ratios are of processor time unless said otherwise: wall time varies more.",
        "*Plain over plain* is the same script over itself: the noise of the machine. A ratio within it says nothing.",
        "",
        f"Measured on: {machine()}.",
    ]
    for title, says, table in sections(found):
        lines += ["", f"## {title}", "", *says, "", *table]
    if found.failures:
        lines += ["", "## What could not be measured", "", *(f"- {failure}" for failure in found.failures)]
    return "\n".join(lines) + "\n"


def sections(found: Found) -> Iterator[tuple[str, Sequence[str], Sequence[str]]]:
    """Give the sections of the page: title, what the table shows, the table."""
    if found.costs:
        yield (
            "While a script runs",
            ("The script's own loop, as the script times it: no imports, and no replays after its last line.",),
            recording.loops(found.costs),
        )
        yield (
            "Beside other tools",
            (
                "The same loops under `mlflow.autolog(log_models=False)`, which is its lighter way, and one epoch",
                "under TrainCheck's collector of everything in PyTorch. MLflow records nothing of plain PyTorch loops.",
            ),
            recording.others(found.costs, found.collected, found.no_traincheck),
        )
        yield (
            "The whole process",
            ("What recording adds outside the loop is start-up, replays, and writing the recording.",),
            recording.wholes(found.costs),
        )
    if found.explained:
        yield (
            "Explanations",
            (
                "An evaluation in training mode, explained beside the right one: all that follows the script's last",
                "line (replays, searches, writing) and `tieout explain` from start to end, over one plain evaluation.",
                f"From {explaining.MANY:,} rows on {explaining.TIMES_OF_MANY} runs.",
            ),
            explaining.passes(found.explained),
        )
        yield "Size of recordings", ("The same evaluations.",), explaining.sizes(found.explained)
    if found.held:
        yield (
            "Memory against rows",
            (
                "A linear network, evaluated on rows that are made while they are read, under a limit of",
                f"{memory.LIMIT >> 30} GB on the data of the process.",
            ),
            memory.table(found.held),
        )
    if found.starts:
        yield "Start-up", ("Wall time of a process.",), starting.table(found.starts)
