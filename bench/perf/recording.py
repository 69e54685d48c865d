"""What recording costs a script: its loop plain and recorded in turns, beside MLflow's autologging and TrainCheck."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from processes import HERE, MB, ROOT, Failed, Used, python, recording_bytes, run, workload
from turns import Spread, differences, interleaved, noise, ratios

TRAINCHECK = ROOT / ".cache" / "traincheck"
TRAINCHECK_TIMES = 3  # it takes so much longer that three runs tell


@dataclass(frozen=True, slots=True)
class Workload:
    """A script, what it stands for, the ratio that its loop may reach, and what else is measured on it.

    An aim of None is to stay below MLflow.
    """

    name: str
    says: str
    aim: float | None
    mlflow: bool = False
    traincheck: bool = False


WORKLOADS = (
    Workload("torch_mlp", "PyTorch, perceptron of 2,000 weights, batches of 32", 1.15, traincheck=True),
    Workload("torch_conv", "PyTorch, residual network on images, batches of 64", 1.03),
    Workload("torch_transformer", "PyTorch, transformer encoder of 4 layers, batches of 32", 1.03, traincheck=True),
    Workload("keras_fit", "Keras `fit` on numpy arrays", 1.03, mlflow=True),
    Workload("keras_dataset", "Keras `fit` on `tf.data`", 1.03, mlflow=True),
    Workload("sklearn_pipeline", "scikit-learn, pipelines fitted, scored, cross-validated", None, mlflow=True),
    Workload("lightning_fit", "Lightning `Trainer.fit`, batches of 32", None, mlflow=True),
)


@dataclass(frozen=True, slots=True)
class Cost:
    """What was measured of one workload.

    Attributes:
        workload: which one.
        runs:     every run, by its way: plain, tieout, mlflow.
        kept:     bytes of the recording.
    """

    workload: Workload
    runs: dict[str, list[Used]]
    kept: float

    def of(self, way: str, what: str) -> list[float]:
        """Give one thing of every run of a way: the loop's `wall` or `cpu`."""
        return [used.told[what] for used in self.runs[way]]

    def ratio(self, way: str, what: str = "cpu") -> Spread:
        """Give the loop of a way over the plain loop."""
        return ratios(self.of("plain", what), self.of(way, what))

    def noise(self, what: str = "cpu") -> Spread:
        """Give the plain loop over the plain loop."""
        return noise(self.of("plain", what))

    def beginning(self) -> Spread:
        """Give the processor seconds that recording adds before and after the loop: start-up and replays."""
        plain, recorded = ([used.cpu - used.told["cpu"] for used in self.runs[way]] for way in ("plain", "tieout"))
        return differences(plain, recorded)

    def peaks(self) -> tuple[float, float]:
        """Give the highest memory of the plain and of the recorded process in bytes, medians."""
        plain, recorded = (Spread(tuple(used.peak for used in self.runs[way])).median for way in ("plain", "tieout"))
        return plain, recorded

    def late(self) -> bool:
        """Tell whether the loop takes longer than it may."""
        aim = self.workload.aim if self.workload.aim is not None else self.ratio("mlflow").median
        return self.ratio("tieout").median > aim


def measured(one: Workload, times: int) -> Cost:
    """Measure a workload.

    Raises:
        Failed: one of its runs.
    """
    script, kept = workload(one.name), []

    def once(*command: str, recorded: bool = False) -> Used:
        with tempfile.TemporaryDirectory() as folder:
            used = run(python(*command, script), Path(folder))
            if recorded:
                kept.append(float(recording_bytes(Path(folder))))
            return used

    ways = {"plain": partial(once), "tieout": partial(once, "-m", "tieout", "run", recorded=True)}
    if one.mlflow:
        ways["mlflow"] = partial(once, str(HERE / "beside" / "mlflow_autolog.py"))
    runs = interleaved(ways, times)
    return Cost(one, runs, Spread(tuple(kept)).median)


# --- TrainCheck ------------------------------------------------------------------------------------------------------


def traincheck() -> str:
    """Install TrainCheck in an environment of its own if it is not there; say what went wrong, nothing if all is well.

    The libraries of this environment are lent to it, so that both run the same PyTorch.
    """
    if (TRAINCHECK / "bin" / "traincheck-collect").exists():
        return ""
    try:
        subprocess.run(python("-m", "venv", str(TRAINCHECK)), check=True, capture_output=True)
        theirs, ours = (_packages(python) for python in (str(TRAINCHECK / "bin" / "python"), sys.executable))
        Path(theirs, "lent.pth").write_text(f"{ours}\n")
        install = [str(TRAINCHECK / "bin" / "pip"), "install", "--quiet", "traincheck==0.2.0"]
        subprocess.run(install, check=True, capture_output=True)
    except (OSError, subprocess.CalledProcessError) as failure:
        return f"it could not be installed ({type(failure).__name__})"
    return ""


def _packages(interpreter: str) -> str:
    ask = "import sysconfig; print(sysconfig.get_path('purelib'))"
    return subprocess.run([interpreter, "-c", ask], check=True, capture_output=True, text=True).stdout.strip()


def beside_traincheck(one: Workload, times: int = TRAINCHECK_TIMES) -> Spread:
    """Give the loop under TrainCheck's collector over the plain one: one epoch, everything of PyTorch collected.

    Raises:
        Failed: one of its runs.
    """
    script, short = workload(one.name), {"EPOCHS": "1"}
    collect = [str(TRAINCHECK / "bin" / "traincheck-collect"), "-t", "torch", "--models-to-track", "model"]

    def once(command: list[str]) -> Used:
        with tempfile.TemporaryDirectory() as folder:
            used = run(command, Path(folder), short)
            if "cpu" not in used.told:
                raise Failed("TrainCheck did not come to the end of the script")
            return used

    runs = interleaved(
        {
            "plain": partial(once, python(script)),
            "traincheck": partial(once, [*collect, "--output-dir", "trace", "-p", script]),
        },
        times,
    )
    plain, collected = ([used.told["cpu"] for used in runs[way]] for way in ("plain", "traincheck"))
    return ratios(plain, collected)


# --- tables ----------------------------------------------------------------------------------------------------------


def loops(costs: list[Cost]) -> list[str]:
    """Give the table of what the loops take."""
    rows = [
        "| script | plain loop | plain over plain | recorded over plain | in wall time | aim |",
        "| --- | ---: | ---: | ---: | ---: | ---: |",
    ]
    for cost in costs:
        aim = "below MLflow" if cost.workload.aim is None else f"{cost.workload.aim:.2f}"
        rows.append(
            f"| {cost.workload.says} | {Spread(tuple(cost.of('plain', 'cpu'))).median:.2f} s | {cost.noise().told()} "
            f"| {cost.ratio('tieout').told()} | {cost.ratio('tieout', 'wall').told()} | {aim} |"
        )
    return rows


def others(costs: list[Cost], collected: Mapping[str, Spread], lacking: str) -> list[str]:
    """Give the table of the same loops under other tools: `collected` under TrainCheck, or why that is `lacking`."""
    rows = ["| script | tieout | MLflow autolog | TrainCheck |", "| --- | ---: | ---: | ---: |"]
    for cost in costs:
        if cost.workload.mlflow or cost.workload.traincheck:
            mlflow = cost.ratio("mlflow").told() if cost.workload.mlflow else "-"
            under = collected.get(cost.workload.name)
            traincheck = under.told(".0f") if under else "-"
            rows.append(f"| {cost.workload.says} | {cost.ratio('tieout').told()} | {mlflow} | {traincheck} |")
    return [*rows, "", f"TrainCheck was not measured: {lacking}."] if lacking else rows


def wholes(costs: list[Cost]) -> list[str]:
    """Give the table of what the whole process takes."""
    rows = [
        "| script | more processor time outside the loop | memory, plain | recorded | recording |",
        "| --- | ---: | ---: | ---: | ---: |",
    ]
    for cost in costs:
        plain, recorded = cost.peaks()
        rows.append(
            f"| {cost.workload.says} | {cost.beginning().told(unit=' s')} | {plain / MB:.0f} MB "
            f"| {recorded / MB:.0f} MB ({recorded / plain:.2f} times) | {cost.kept / MB:.2f} MB |"
        )
    return rows
