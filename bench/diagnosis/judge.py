"""Record a planted program with the real command line and hold the statement against its truth.

    python bench/diagnosis/judge.py [--whole] [NAME ...]     every program by default; the last line counts
    python bench/diagnosis/judge.py --serve FRAMEWORK        play the scenes asked for on stdin, for the tests

The commands run in forks of this process, which has imported the frameworks already; --whole starts each of them as a
process of its own, as a user would. A scene is a program, or its twin with edits applied.
"""

from __future__ import annotations

import argparse
import importlib
import json
import os
import pkgutil
import runpy
import signal
import subprocess
import sys
import tempfile
import traceback
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE.parent / "cases"
sys.path.insert(0, str(HERE))

import measure  # noqa: E402 - stands beside this file

import tieout  # noqa: E402 - comes after measure in the order of imports

Tieout = Callable[..., tuple[int, str, str]]
IMPORTED = {
    "sklearn": ("numpy", "sklearn.datasets", "sklearn.model_selection", "sklearn.preprocessing"),
    "torch": ("torch", "torch.utils.data", "torch._dynamo", "torchmetrics"),  # an optimizer imports _dynamo late
    "keras": ("keras", "tensorflow"),
}
NEAR = 2  # lines between the place named and the place meant
SHARE = 0.15  # an amount may be off by this share of the planted one
SECONDS = 900  # that one command may take, on a machine that is busy with others
FAILED = (RuntimeError, ValueError, measure.ProgramError, subprocess.SubprocessError)  # what a scene may end in


def names() -> list[str]:
    """Give the names of all programs."""
    return sorted(p.parent.name for p in PROGRAMS.glob("*/truth.json"))


def truth_of(name: str) -> dict[str, Any]:
    """Give the truth of a program."""
    data: dict[str, Any] = json.loads((PROGRAMS / name / "truth.json").read_text())
    return data


def preload(framework: str) -> None:
    """Import what the programs import, once for all forks; nothing is computed, so no thread is started.

    All of tieout comes along, so that forks do not pick up files that were edited meanwhile.
    """
    for module in (*IMPORTED["sklearn"], *IMPORTED.get(framework, ())):
        importlib.import_module(module)
    others = {f"tieout.adapters.{name}" for name in IMPORTED if name not in {"sklearn", framework}}
    skipped = (*others, "tieout.demo.", "tieout.__main__")
    for module in pkgutil.walk_packages(tieout.__path__, "tieout."):
        if not module.name.startswith(skipped):
            importlib.import_module(module.name)


def forked(arguments: list[str], cwd: Path, env: dict[str, str], seconds: int = SECONDS) -> tuple[int, str, str]:
    """Run the command line in a fork of this process; give exit code, stdout and stderr."""

    def command() -> None:
        from tieout.cli import main as program

        sys.argv = ["tieout", *arguments]
        program(arguments)

    return _in_fork(command, cwd, env, seconds)


def prepared(scene: Path, command: list[str]) -> str:
    """Run a script of a scene as plain Python does, in a fork that has the frameworks: nothing of it is judged."""

    def script() -> None:
        sys.argv, sys.path[0] = list(command), str(scene)
        runpy.run_path(command[0], run_name="__main__")

    code, out, err = _in_fork(script, scene, dict(measure.SETTINGS), measure.SECONDS)
    if code:
        raise measure.ProgramError(f"{' '.join(command)} ended with {code}:\n{err[-2000:]}")
    return out


def _in_fork(action: Callable[[], None], cwd: Path, env: dict[str, str], seconds: int) -> tuple[int, str, str]:
    streams = [tempfile.TemporaryFile() for _ in range(2)]  # noqa: SIM115 - closed where they are read, below
    child = os.fork()
    if child == 0:
        code = 70
        try:
            signal.alarm(seconds)
            os.chdir(cwd)
            os.environ.update(env)
            os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
            for number, stream in enumerate(streams, 1):
                os.dup2(stream.fileno(), number)
            sys.stdout, sys.stderr = os.fdopen(1, "w"), os.fdopen(2, "w")
            try:
                action()
                code = 0
            except SystemExit as exc:
                code = exc.code if isinstance(exc.code, int) else int(exc.code is not None)
        except BaseException:  # noqa: BLE001 - the child must never return into the parent's code
            traceback.print_exc()
        finally:
            sys.stdout.flush()
            sys.stderr.flush()
            os._exit(code)
    _, status = os.waitpid(child, 0)
    texts = []
    for stream in streams:
        stream.seek(0)
        texts.append(stream.read().decode(errors="replace"))
        stream.close()
    return os.waitstatus_to_exitcode(status), texts[0], texts[1]


def whole(arguments: list[str], cwd: Path, env: dict[str, str], seconds: int = SECONDS) -> tuple[int, str, str]:
    """Run the command line as a process of its own."""
    done = subprocess.run(
        [sys.executable, "-m", "tieout", *arguments],
        cwd=cwd,
        env=env,
        capture_output=True,
        text=True,
        stdin=subprocess.DEVNULL,
        timeout=seconds,
        check=False,
    )
    return done.returncode, done.stdout, done.stderr


def statement_of(
    name: str,
    cwd: Path,
    tieout: Tieout = forked,
    edits: Mapping[str, Iterable[list[str]]] | None = None,
) -> tuple[dict[str, Any], str]:
    """Record a program, or its twin with `edits`, in `cwd` and give the statement and what the scripts printed."""
    truth = truth_of(name)
    env = dict(os.environ, **measure.SETTINGS)
    if "backend" in truth:
        tieout = whole  # the forks hold Keras with another backend already
    measure.copy_scene(PROGRAMS / name, cwd, edits, prepared if tieout is forked else None)
    printed = measure.logged(truth, cwd)
    for command in truth["run"]:
        code, out, err = tieout(["run", *command], cwd, env)
        printed += out
        if code:
            raise RuntimeError(f"{command} exited {code}: {err[-300:]}")
        if os.environ.get("TIEOUT_DEBUG") and err.strip():
            print(err, file=sys.stderr)
    found = measure.scores(truth, printed)
    asked = ["--from", truth["from"]] if "from" in truth else [found["opening"][0]]
    asked.append(found["closing"][0])
    code, out, err = tieout(["explain", *asked, "--json"], cwd, env)
    if code:
        raise RuntimeError(f"explain {' '.join(asked)} exited {code}: {err[-300:]}")
    statement: dict[str, Any] = json.loads(out)
    return statement, printed


def serve(framework: str) -> None:
    """Play one scene for each line of stdin, {"name": ..., "edits": ...}, and answer with a line of JSON."""
    preload(framework)
    for asked in sys.stdin:
        scene = json.loads(asked)
        with tempfile.TemporaryDirectory() as cwd:
            try:
                statement, _ = statement_of(scene["name"], Path(cwd), forked, scene["edits"])
                answer = {"statement": statement}
            except FAILED as exc:
                answer = {"failure": str(exc)}
        print(json.dumps(answer), flush=True)


def faults(name: str, tieout: Tieout = forked) -> list[str]:
    """Give what is wrong with the statement of one program; nothing if it is right."""
    truth = truth_of(name)
    with tempfile.TemporaryDirectory() as cwd:
        try:
            statement, _ = statement_of(name, Path(cwd), tieout)
        except FAILED as exc:
            return [str(exc)]
    return judged(statement, truth, measure.measure(PROGRAMS / name))


def judged(statement: dict[str, Any], truth: dict[str, Any], planted: dict[str, Any]) -> list[str]:
    """Hold a statement against the truth."""
    return [fault for found in criteria(statement, truth, planted).values() for fault in found]


def criteria(statement: dict[str, Any], truth: dict[str, Any], planted: dict[str, Any]) -> dict[str, list[str]]:
    """Hold a statement against the truth, each criterion with its own faults."""
    bad: dict[str, list[str]] = {
        key: [] for key in ("verdict", "line", "place", "amount", "innocent", "hazard", "unexplained")
    }
    if statement["verdict"] not in truth["verdict"]:
        bad["verdict"].append(f"verdict {statement['verdict']}, want {truth['verdict']}")
    lines, hazards = statement["lines"], statement["hazards"]
    for number, line in enumerate(truth["lines"]):
        amount = planted["lines"][number].get("share", planted["lines"][number]["amount"])
        found = [one for one in lines if one["cause"] in {line["cause"], *line.get("or", [])}]
        if not found:
            if amount is not None and abs(amount) > 0.01:
                bad["line"].append(f"no line for {line['cause']} ({amount:+.4f})")
            continue
        places = [one["where"] for one in found if one["where"]]
        wanted = {line["line"], *line.get("also", [])} if line.get("line") else set()
        if wanted and not any(
            place["file"] == line["file"] and min(abs(place["line"] - w) for w in wanted) <= NEAR for place in places
        ):
            bad["place"].append(f"{line['cause']} placed at {places}, want {line['file']}:{line['line']}")
        told = sum(one["amount"] for one in found)
        low = min((one["low"] for one in found if one["low"] is not None), default=told)
        high = max((one["high"] for one in found if one["high"] is not None), default=told)
        if amount is not None and abs(told - amount) > max(SHARE * abs(amount), 0.003) and not low <= amount <= high:
            bad["amount"].append(f"{line['cause']} {told:+.4f} [{low:+.4f}, {high:+.4f}], planted {amount:+.4f}")
    said = {one["cause"] for one in lines if abs(one["amount"]) > 1e-9 or one["status"] == "seen"} | {
        one["cause"] for one in hazards
    }
    bad["innocent"] += [f"innocent {cause} blamed" for cause in truth.get("innocent", []) if cause in said]
    bad["hazard"] += [f"hazard {cause} not told" for cause in truth.get("hazards", []) if cause not in said]
    unknown = statement["unexplained"]
    if max(abs(v) for v in unknown.values()) > 0.02:
        bad["unexplained"].append(f"unexplained {unknown}")
    return bad


def main() -> int:
    """Judge programs and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--whole", action="store_true")
    parser.add_argument("--serve", metavar="FRAMEWORK")
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    failed = 0
    os.environ.update(measure.SETTINGS)
    if arguments.serve:
        serve(arguments.serve)
        return 0
    chosen = arguments.names or names()
    for framework in ("torch", "sklearn", "keras"):
        wanted = [name for name in chosen if truth_of(name)["framework"] == framework]
        if not wanted:
            continue
        if os.fork():  # one process a framework, so that no fork holds two
            _, status = os.wait()
            failed += os.waitstatus_to_exitcode(status)
            continue
        preload(framework)
        bad_ones = 0
        for name in wanted:
            bad = faults(name, whole if arguments.whole else forked)
            bad_ones += bool(bad)
            print(f"{'FAIL' if bad else 'ok  '} {name} {'; '.join(bad)}", flush=True)
        os._exit(min(bad_ones, 250))
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
