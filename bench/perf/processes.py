"""Runs one process and measures it: wall and processor time, peak memory, and what its script tells of itself."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent
MB = 1e6
# One thread, so that what else runs on the machine disturbs as little as it can.
SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "OPENBLAS_NUM_THREADS": "1",
    "TF_NUM_INTRAOP_THREADS": "1",
    "TF_NUM_INTEROP_THREADS": "1",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "KERAS_BACKEND": "tensorflow",
    "CUDA_VISIBLE_DEVICES": "",
    "PYTHONHASHSEED": "0",
    "MLFLOW_DISABLE_TELEMETRY": "true",
}
# What is installed is compiled once; a setting that forbids it would have every process compile all of tieout again.
SETTINGS["PYTHONPYCACHEPREFIX"] = str(ROOT / ".cache" / "compiled")
OWN = ("TIEOUT_REPLAY_PASSES", "TIEOUT_BUDGET_MB", "TIEOUT_DEBUG", "EPOCHS", "PYTHONDONTWRITEBYTECODE")


class Failed(RuntimeError):  # noqa: N818 - says what has happened
    """A measured process ended badly."""


@dataclass(frozen=True, slots=True)
class Used:
    """What one process took.

    Attributes:
        wall:   seconds from start to end.
        cpu:    seconds of processor time, all of its threads together.
        peak:   bytes of memory at the highest point.
        ended:  when it ended, on the clock of `time.perf_counter`, which processes share.
        told:   what the script wrote about itself: its loop's `wall` and `cpu`, and more.
        output: what it printed.
    """

    wall: float
    cpu: float
    peak: float
    ended: float
    told: Mapping[str, Any] = field(default_factory=dict)
    output: str = ""


def run(command: Sequence[str], folder: Path, settings: Mapping[str, str] | None = None) -> Used:
    """Run a command in a folder.

    Raises:
        Failed: its exit code is not 0.
    """
    times = folder / "loop-times.json"
    times.unlink(missing_ok=True)
    env = {name: value for name, value in os.environ.items() if name not in OWN}
    env |= {**SETTINGS, "LOOP_TIMES": str(times), **(settings or {})}
    with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
        start = time.perf_counter()
        child = subprocess.Popen(command, cwd=folder, env=env, stdin=subprocess.DEVNULL, stdout=out, stderr=err)
        _, status, used = os.wait4(child.pid, 0)
        ended = time.perf_counter()
        child.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        err.seek(0)
        printed, complained = out.read().decode(errors="replace"), err.read().decode(errors="replace")
    if child.returncode:
        last = (complained.strip() or printed.strip()).splitlines()[-3:]
        raise Failed(f"{' '.join(map(str, command))} gave {child.returncode}: {' / '.join(last)}")
    told = json.loads(times.read_text()) if times.exists() else {}
    peak = used.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Used(ended - start, used.ru_utime + used.ru_stime, peak, ended, told, printed)


def python(*arguments: str) -> list[str]:
    """Give the command that runs this Python with some arguments."""
    return [sys.executable, *arguments]


def workload(name: str) -> str:
    """Give the path of a workload's script."""
    return str(HERE / "workloads" / f"{name}.py")


def recording_bytes(folder: Path) -> int:
    """Give what the recordings in a folder take on disk."""
    return sum(path.stat().st_size for path in Path(folder, ".tieout").rglob("*") if path.is_file())
