"""Memory against rows: a network evaluated on rows that are made while they are read, as many as fit nowhere."""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

from processes import MB, Failed, python, run, workload
from turns import Spread

ROWS = (100_000, 1_000_000, 3_000_000, 10_000_000)
LIMIT = 1 << 30  # bytes of data that the process may hold
TIMES = 3  # what a process takes at its highest point hardly varies
# The limit is on private memory: shared libraries and address space that nothing is in are not counted.
LIMITED = (
    "import os, resource, sys; resource.setrlimit(resource.RLIMIT_DATA, (int(sys.argv[1]),) * 2);"
    " os.execv(sys.argv[2], sys.argv[2:])"
)


@dataclass(frozen=True, slots=True)
class Held:
    """The highest memory in bytes for so many rows, plain and recorded; `failure` says why there is none."""

    rows: int
    plain: Spread | None
    recorded: Spread | None
    failure: str = ""


def measured(rows: int, times: int = TIMES) -> Held:
    """Measure the evaluation of so many rows under the limit."""
    script = (workload("stream"), str(rows))
    plain, recorded = [], []
    try:
        for _ in range(min(times, TIMES)):
            for peaks, command in ((plain, python(*script)), (recorded, python("-m", "tieout", "run", *script))):
                with tempfile.TemporaryDirectory() as folder:
                    peaks.append(run(python("-c", LIMITED, str(LIMIT), *command), Path(folder)).peak)
    except Failed as failure:
        return Held(rows, None, None, str(failure))
    return Held(rows, Spread(tuple(plain)), Spread(tuple(recorded)))


def table(found: list[Held]) -> list[str]:
    """Give the table of memory by rows."""
    lines = ["| rows | memory, plain | recorded | finishes |", "| ---: | ---: | ---: | --- |"]
    for one in found:
        if one.plain is None or one.recorded is None:
            lines.append(f"| {one.rows:,} | | | no: {one.failure[:80]} |")
        else:
            lines.append(f"| {one.rows:,} | {one.plain.median / MB:.0f} MB | {one.recorded.median / MB:.0f} MB | yes |")
    return lines
