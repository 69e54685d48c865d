"""Record a planted program with the real command line and hold the statement against its truth.

    python tests/programs/judge.py [-j 2] [NAME ...]     every program by default; the last line counts
"""

from __future__ import annotations

import argparse
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

PROGRAMS = Path(__file__).resolve().parent
sys.path.insert(0, str(PROGRAMS))

import measure  # noqa: E402 - stands beside this file

NEAR = 2  # lines between the place named and the place meant
SHARE = 0.15  # an amount may be off by this share of the planted one


def names() -> list[str]:
    """Give the names of all programs."""
    return sorted(p.parent.name for p in PROGRAMS.glob("*/truth.json"))


def truth_of(name: str) -> dict[str, Any]:
    """Give the truth of a program."""
    data: dict[str, Any] = json.loads((PROGRAMS / name / "truth.json").read_text())
    return data


def statement_of(name: str, cwd: Path) -> tuple[dict[str, Any], str]:
    """Record a program in `cwd` and give the statement and what the scripts printed."""
    truth = truth_of(name)
    shutil.copytree(PROGRAMS / name, cwd, dirs_exist_ok=True)
    env = dict(os.environ, **measure.SETTINGS)
    if (cwd / measure.PREPARE).exists():
        subprocess.run([sys.executable, measure.PREPARE], cwd=cwd, env=env, check=True, capture_output=True)
    printed = ""
    for command in truth["run"]:
        done = subprocess.run(
            [sys.executable, "-m", "tieout", "run", *command], cwd=cwd, env=env, capture_output=True, text=True,
            stdin=subprocess.DEVNULL, timeout=300, check=False,
        )
        printed += done.stdout
        if done.returncode:
            raise RuntimeError(f"{command} exited {done.returncode}: {done.stderr[-300:]}")
    opening, closing = (re.findall(truth[side], printed)[-1] for side in ("opening", "closing"))
    done = subprocess.run(
        [sys.executable, "-m", "tieout", "explain", opening, closing, "--json"], cwd=cwd, env=env, capture_output=True,
        text=True, timeout=120, check=False,
    )
    if done.returncode:
        raise RuntimeError(f"explain {opening} {closing} exited {done.returncode}: {done.stderr[-300:]}")
    return json.loads(done.stdout), printed


def faults(name: str) -> list[str]:
    """Give what is wrong with the statement of one program; nothing if it is right."""
    truth = truth_of(name)
    with tempfile.TemporaryDirectory() as cwd:
        try:
            statement, _ = statement_of(name, Path(cwd))
        except (RuntimeError, subprocess.TimeoutExpired, IndexError) as exc:
            return [str(exc)]
    return judged(statement, truth, measure.measure(PROGRAMS / name))


def judged(statement: dict[str, Any], truth: dict[str, Any], planted: dict[str, Any]) -> list[str]:
    """Hold a statement against the truth."""
    bad = []
    if statement["verdict"] not in truth["verdict"]:
        bad.append(f"verdict {statement['verdict']}, want {truth['verdict']}")
    lines, hazards = statement["lines"], statement["hazards"]
    for number, line in enumerate(truth["lines"]):
        amount = planted["lines"][number]["amount"]
        found = [one for one in lines if one["cause"] == line["cause"]]
        if not found:
            if amount is not None and abs(amount) > 0.01:
                bad.append(f"no line for {line['cause']} ({amount:+.4f})")
            continue
        places = [one["where"] for one in found if one["where"]]
        wanted = {line["line"], *line.get("also", [])} if line.get("line") else set()
        if wanted and not any(
            place["file"] == line["file"] and min(abs(place["line"] - w) for w in wanted) <= NEAR for place in places
        ):
            bad.append(f"{line['cause']} placed at {places}, want {line['file']}:{line['line']}")
        told = sum(one["amount"] for one in found)
        low = min((one["low"] for one in found if one["low"] is not None), default=told)
        high = max((one["high"] for one in found if one["high"] is not None), default=told)
        if amount is not None and abs(told - amount) > max(SHARE * abs(amount), 0.003) and not low <= amount <= high:
            bad.append(f"{line['cause']} {told:+.4f} [{low:+.4f}, {high:+.4f}], planted {amount:+.4f}")
    said = {one["cause"] for one in lines if abs(one["amount"]) > 1e-9 or one["status"] == "seen"} | {
        one["cause"] for one in hazards
    }
    bad += [f"innocent {cause} blamed" for cause in truth.get("innocent", []) if cause in said]
    bad += [f"hazard {cause} not told" for cause in truth.get("hazards", []) if cause not in said]
    unknown = statement["unexplained"]
    if max(abs(v) for v in unknown.values()) > 0.02:
        bad.append(f"unexplained {unknown}")
    return bad


def main() -> int:
    """Judge programs and print a line for each."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("-j", type=int, default=2)
    parser.add_argument("names", nargs="*")
    arguments = parser.parse_args()
    failed = 0
    chosen = arguments.names or names()
    with ThreadPoolExecutor(arguments.j) as pool:
        for name, bad in zip(chosen, pool.map(faults, chosen), strict=True):
            failed += bool(bad)
            print(f"{'FAIL' if bad else 'ok  '} {name} {'; '.join(bad)}", flush=True)
    print(f"{len(chosen) - failed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
