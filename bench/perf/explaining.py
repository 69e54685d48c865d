"""What an explanation costs over one pass of what is explained, and what its recording takes, by number of rows."""

from __future__ import annotations

import shutil
import tempfile
from dataclasses import dataclass
from pathlib import Path

from processes import MB, Used, python, recording_bytes, run, workload
from turns import Spread, interleaved, ratios

MOST_KEPT, OF_ROWS = 0.02, 1_000_000  # of the data, which a recording of so many rows may take
MANY = 500_000  # rows from which on fewer runs do: one takes longer than the noise of the machine
TIMES_OF_MANY = 3
TRAINED_ON = {"light": "10000", "middle": "10000", "heavy": "2000"}  # rows, not recorded
NETWORKS = {
    "heavy": "convolutional, images of 24 by 24",
    "middle": "perceptron, 100 features, layers of 1,024",
    "light": "perceptron, 100 features, layers of 256",
}


@dataclass(frozen=True, slots=True)
class Size:
    """An evaluation: how many rows, by which network, and how many passes its explanation may take."""

    rows: int
    network: str
    aim: float | None = None


SIZES = (
    Size(1_000, "heavy"),
    Size(10_000, "heavy", 1.5),
    Size(1_000, "light"),
    Size(10_000, "light", 1.5),
    Size(100_000, "light"),
    Size(1_000_000, "light", 0.10),
    Size(1_000_000, "middle", 0.10),
)


@dataclass(frozen=True, slots=True)
class Explained:
    """What was measured of one size: every run, plain, recorded and explained, and the bytes of the recording."""

    size: Size
    plain: list[Used]
    recorded: list[Used]
    explained: list[Used]
    kept: float

    def one_pass(self) -> float:
        """Give the processor seconds of the evaluation itself."""
        return Spread(tuple(used.told["cpu"] for used in self.plain)).median

    def seconds(self) -> Spread:
        """Give the processor seconds of all that tieout does after the script's last line, and of `tieout explain`."""
        ends = Spread(tuple(_after(used) for used in self.plain)).median
        return Spread(
            tuple(
                _after(used) - ends + explained.cpu
                for used, explained in zip(self.recorded, self.explained, strict=True)
            )
        )

    def passes(self) -> Spread:
        """Give the same in passes of the evaluation."""
        return Spread(tuple(seconds / self.one_pass() for seconds in self.seconds().values))

    def loop(self) -> Spread:
        """Give the evaluation while it is recorded over the plain one."""
        return ratios([used.told["cpu"] for used in self.plain], [used.told["cpu"] for used in self.recorded])

    def data(self) -> float:
        """Give the bytes of the rows and labels."""
        return float(self.plain[0].told["data_bytes"])

    def peaks(self) -> tuple[float, float]:
        """Give the highest memory of the plain and of the recorded process in bytes, medians."""
        plain, recorded = (Spread(tuple(used.peak for used in runs)).median for runs in (self.plain, self.recorded))
        return plain, recorded

    def late(self) -> bool:
        """Tell whether it takes more passes than it may."""
        return self.size.aim is not None and self.passes().median > self.size.aim

    def large(self) -> bool:
        """Tell whether the recording takes more than it may."""
        return self.size.rows >= OF_ROWS and self.kept > MOST_KEPT * self.data()


def _after(used: Used) -> float:
    return used.cpu - used.told["ended_cpu"]


def measured(size: Size, times: int) -> Explained:
    """Measure a size: the wrong evaluation recorded beside a right one, then explained.

    Raises:
        Failed: one of the runs.
    """
    script, rows = workload("evaluate"), (str(size.rows), size.network)
    explained, kept = [], []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        run(python(script, "train", TRAINED_ON[size.network], size.network), folder)
        run(python("-m", "tieout", "run", "--name", "right", script, "right", *rows), folder)
        beside = recording_bytes(folder)

        def recorded() -> Used:
            shutil.rmtree(folder / ".tieout" / "wrong", ignore_errors=True)
            used = run(python("-m", "tieout", "run", "--name", "wrong", script, "wrong", *rows), folder)
            kept.append(float(recording_bytes(folder) - beside))
            command = python("-m", "tieout", "explain", "right:accuracy", "wrong:accuracy", "--json")
            explained.append(run(command, folder))
            return used

        ways = {"plain": lambda: run(python(script, "wrong", *rows), folder), "tieout": recorded}
        runs = interleaved(ways, min(times, TIMES_OF_MANY) if size.rows >= MANY else times)
    return Explained(size, runs["plain"], runs["tieout"], explained, Spread(tuple(kept)).median)


def passes(found: list[Explained]) -> list[str]:
    """Give the table of what explanations take."""
    rows = [
        "| rows | network | one pass | recorded over plain pass | explanation | in passes | aim |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in found:
        aim = "" if one.size.aim is None else f"{one.size.aim:.2f}"
        rows.append(
            f"| {one.size.rows:,} | {NETWORKS[one.size.network]} | {one.one_pass():.2f} s | {one.loop().told()} "
            f"| {one.seconds().told(unit=' s')} | {one.passes().told()} | {aim} |"
        )
    return rows


def sizes(found: list[Explained]) -> list[str]:
    """Give the table of what recordings of these evaluations take on disk and in memory."""
    rows = [
        "| rows | network | data | recording | of the data | aim | memory, plain | recorded |",
        "| ---: | --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in found:
        plain, recorded = one.peaks()
        aim = f"{MOST_KEPT:.0%}" if one.size.rows >= OF_ROWS else ""
        rows.append(
            f"| {one.size.rows:,} | {NETWORKS[one.size.network]} | {one.data() / MB:.1f} MB | {one.kept / MB:.2f} MB "
            f"| {one.kept / one.data():.1%} | {aim} | {plain / MB:.0f} MB | {recorded / MB:.0f} MB |"
        )
    return rows
