"""Measure what recording costs: run each workload plain and recorded in turns, and write docs/performance.md.

python bench/perf/run.py [--times 5] [--only NAME ...] [--dry]
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from importlib.metadata import version
from pathlib import Path

HERE = Path(__file__).resolve().parent
PAGE = HERE.parent.parent / "docs" / "performance.md"
# One thread, so that what else runs on the machine disturbs as little as it can.
SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "KERAS_BACKEND": "tensorflow",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONHASHSEED": "0",
}


@dataclass(frozen=True, slots=True)
class Workload:
    """A script, what it stands for, and the ratio its training loop may reach (None: only the replays count)."""

    name: str
    says: str
    most: float | None


WORKLOADS = (
    Workload("torch_mlp", "PyTorch, multilayer perceptron of 2,000 weights, batches of 32", 1.25),
    Workload("torch_conv", "PyTorch, convolutional network on images of 16 by 16, batches of 64", 1.05),
    Workload("keras_fit", "Keras `fit` on numpy arrays, batches of 32", 1.05),
    Workload("torch_evaluate", "PyTorch, one evaluation of 4,096 images in training mode", None),
)


@dataclass(frozen=True, slots=True)
class Sample:
    """One run of a workload: seconds of its loop and of the process, processor seconds, bytes."""

    loop: float
    loop_cpu: float
    process: float
    process_cpu: float
    data_bytes: int
    recording_bytes: int


def run_once(workload: Workload, *, recorded: bool, replays: bool = True) -> Sample:
    """Run a workload in a process of its own.

    Raises:
        subprocess.CalledProcessError: it failed.
    """
    script = str(HERE / "workloads" / f"{workload.name}.py")
    with tempfile.TemporaryDirectory() as folder:
        times = Path(folder) / "times.json"
        env = dict(os.environ, **SETTINGS, LOOP_TIMES=str(times))
        env.pop("TIEOUT_REPLAY_PASSES", None)
        if not replays:
            env["TIEOUT_REPLAY_PASSES"] = "0"
        command = [sys.executable, *(["-m", "tieout", "run"] if recorded else []), script]
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        _, status, used = os.wait4(child.pid, 0)
        process = time.perf_counter() - start
        child.returncode = os.waitstatus_to_exitcode(status)
        if child.returncode:
            raise subprocess.CalledProcessError(child.returncode, command)
        told = json.loads(times.read_text())
        kept = sum(path.stat().st_size for path in Path(folder, ".tieout").rglob("*") if path.is_file())
    return Sample(told["wall"], told["cpu"], process, used.ru_utime + used.ru_stime, told["data_bytes"], kept)


@dataclass(frozen=True, slots=True)
class Series:
    """The samples of one workload: plain, recorded, and recorded without replays."""

    workload: Workload
    plain: list[Sample]
    recorded: list[Sample]
    bare: list[Sample]

    @classmethod
    def measured(cls, workload: Workload, times: int) -> Series:
        """Run the three ways in turns, so that a busy minute of the machine meets all of them."""
        plain, recorded, bare = [], [], []
        for _ in range(times):
            plain.append(run_once(workload, recorded=False))
            recorded.append(run_once(workload, recorded=True))
            bare.append(run_once(workload, recorded=True, replays=False))
        return cls(workload, plain, recorded, bare)

    def watched(self) -> list[Sample]:
        """Give every recorded run: its loop costs the same whether replays follow or not."""
        return self.recorded + self.bare

    def ratio(self, of: str) -> float:
        """Give the median ratio of the runs that were made one right after the other: they met the same machine."""
        return statistics.median(self.ratios(of))

    def ratios(self, of: str) -> list[float]:
        """Give the ratios of every plain run to the two recorded ones beside it."""
        turns = zip(self.plain, self.recorded, self.bare, strict=True)
        return [getattr(one, of) / getattr(plain, of) for plain, *both in turns for one in both]

    def noise(self, of: str) -> str:
        """Give the ratio with the smallest and the largest that was seen."""
        found = self.ratios(of)
        return f"{statistics.median(found):.2f} ({min(found):.2f} to {max(found):.2f})"

    def replay_passes(self) -> float:
        """Give the processor time of everything after the script's last line, in loops of the script."""
        more = median(self.recorded, "process_cpu") - median(self.bare, "process_cpu")
        return more / median(self.plain, "loop_cpu")


def median(samples: list[Sample], of: str) -> float:
    """Give the median of one field."""
    return statistics.median(getattr(s, of) for s in samples)


def spread(samples: list[Sample], of: str) -> str:
    """Give the median of one field with its smallest and largest value."""
    values = [getattr(s, of) for s in samples]
    return f"{statistics.median(values):.2f} ({min(values):.2f} to {max(values):.2f})"


def machine() -> str:
    """Describe the machine and the libraries."""
    model = platform.processor() or platform.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.exists():
        named = [line for line in cpuinfo.read_text().splitlines() if line.startswith("model name")]
        model = named[0].partition(":")[2].strip() if named else model
    libraries = ", ".join(f"{name} {version(name)}" for name in ("torch", "tensorflow-cpu", "keras", "numpy"))
    load = os.getloadavg()[0]
    return (
        f"{model}, {os.cpu_count()} cores, {platform.system()}, Python {platform.python_version()}, {libraries}; "
        f"one thread a process; load of the machine at the end {load:.1f}"
    )


def page(series: list[Series], times: int) -> str:
    """Give the text of docs/performance.md."""
    loops = [s for s in series if s.workload.most is not None]
    ends = [s for s in series if s.workload.most is None]
    lines = [
        "<!-- Written by bench/perf/run.py (make bench). Do not edit. -->",
        "# What recording costs",
        "",
        f"Each script ran {times} times plain, {times} times under `tieout run` and {times} times under `tieout run`",
        "without replays, in turns. Medians, in brackets the smallest and the largest value, in seconds.",
        "",
        f"Measured on: {machine()}.",
        "",
        "## While the script trains",
        "",
        "The script's own training loop, imports and tieout's work after the last line left out. Processor time",
        "is told beside wall time because it hardly depends on what else the machine does.",
        "",
        "| script | wall, plain | wall, recorded | ratio | processor, plain | processor, recorded | ratio | aim |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    lines += [
        f"| {s.workload.says} | {spread(s.plain, 'loop')} | {spread(s.watched(), 'loop')} | {s.noise('loop')} "
        f"| {spread(s.plain, 'loop_cpu')} | {spread(s.watched(), 'loop_cpu')} | {s.noise('loop_cpu')} "
        f"| {s.workload.most:.2f} |"
        for s in loops
    ]
    lines += [
        "",
        "## The whole process, and the recording",
        "",
        "From start to exit: imports, the script, the replays at the end, writing the recording.",
        "",
        "| script | processor, plain | recorded | recorded without replays | recording | data | recording / data |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for s in series:
        size, data = median(s.recorded, "recording_bytes"), s.plain[0].data_bytes
        lines.append(
            f"| {s.workload.says} | {spread(s.plain, 'process_cpu')} | {spread(s.recorded, 'process_cpu')} "
            f"| {spread(s.bare, 'process_cpu')} | {size / 1e6:.2f} MB | {data / 1e6:.2f} MB | {size / data:.2f} |"
        )
    lines += [
        "",
        "## The replays",
        "",
        "What follows the last line of a script that only evaluates, over the time of that one evaluation.",
        "Two passes are the budget for replays (`--replay-passes`).",
        "",
        "| script | one evaluation | all that follows, in evaluations |",
        "| --- | ---: | ---: |",
    ]
    lines += [f"| {s.workload.says} | {spread(s.plain, 'loop_cpu')} | {s.replay_passes():.2f} |" for s in ends]
    return "\n".join(lines) + "\n"


def main() -> int:
    """Measure and write the page; 1 if a loop takes longer than it may."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=5)
    parser.add_argument("--only", nargs="*", default=[w.name for w in WORKLOADS], metavar="NAME")
    parser.add_argument("--dry", action="store_true", help="print the page instead of writing it")
    arguments = parser.parse_args()
    series = []
    for workload in WORKLOADS:
        if workload.name in arguments.only:
            series.append(Series.measured(workload, arguments.times))
            wall, cpu = series[-1].ratio("loop"), series[-1].ratio("loop_cpu")
            print(f"{workload.name}: loop {wall:.2f} wall, {cpu:.2f} processor", flush=True)
    text = page(series, arguments.times)
    if arguments.dry:
        print(text)
    else:
        PAGE.write_text(text, encoding="utf-8")
    late = [s.workload.name for s in series if s.workload.most is not None and s.ratio("loop_cpu") > s.workload.most]
    if late:
        print(f"over the aim: {', '.join(late)}")
    return 1 if late else 0


if __name__ == "__main__":
    sys.exit(main())
