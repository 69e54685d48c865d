"""Run the planted programs and their repaired twins with plain Python, and say how much each planted cause is worth.

A program is a folder with scripts and a `truth.json`:

    framework   torch, keras or sklearn
    about       one line
    run         the scripts in order, each with its arguments: [["train.py"], ["test.py", "--batch", "32"]]
                (a `prepare.py` beside them makes the data first; it is part of the scene, not of the run)
    opening     a regular expression with one group; its last match in the combined output is the opening score
    closing     the same for the closing score
    log         a file of the scene in which the opening stands, where no script that is recorded prints it
    from        PATH:TAG given to `tieout explain --from` in place of the opening
    percent     true where the scores are printed in per cent
    verdict     the cause ids that may be named as the largest
    lines       what is planted: cause, side (opening or closing), file, line to change ("also": other lines that do),
                "text": that line's code, "or": other ids that name the same thing as well,
                and "fixed": {file: [[old, new], ...]}, the edit that removes this cause alone
    innocent    cause ids that must be blamed nowhere although their suspect stands around
    hazards     cause ids that must be reported, as a hazard or as a line
    dark        true where no script shows the cause, only the data does
    backend     the backend of Keras that the scripts choose, where it is not TensorFlow
    first_look  what was right (verdict, place, amount, innocent) the first time tieout saw the program, which was
                finished before; no mechanism can have been fitted to it

The worth of a line is measured: its repaired twin is run and the score of the line's side is compared. A line without
`fixed` (a finite sample, overfitting: nothing to repair) is worth what the other lines leave of the gap. Where several
lines have a repair, every combination of repairs is run and each line also gets its `share`: its Shapley value, which
is what a statement whose amounts add up should show. The two differ by as much as the causes interact.

    python bench/diagnosis/measure.py [--check] [NAME ...]
"""

from __future__ import annotations

import hashlib
import itertools
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
PROGRAMS = HERE.parent / "cases"
MEASURED = HERE / ".measured.json"
PREPARE = "prepare.py"
SECONDS = 180
# One thread and a fixed hash seed: the order of additions is then the same from run to run.
SETTINGS = {
    "OMP_NUM_THREADS": "1",
    "MKL_NUM_THREADS": "1",
    "PYTHONHASHSEED": "0",
    "PYTHONDONTWRITEBYTECODE": "1",
    "PYTHONWARNINGS": "ignore",
    "CUDA_VISIBLE_DEVICES": "",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_ENABLE_ONEDNN_OPTS": "0",
    "KERAS_BACKEND": "tensorflow",
    "MPLBACKEND": "Agg",
}


class ProgramError(Exception):
    """A program that does not run, or whose truth does not fit its scripts."""


def programs(framework: str | None = None) -> list[Path]:
    """List the folders that hold a planted program, of one framework or of all."""
    found = sorted(path.parent for path in PROGRAMS.glob("*/truth.json"))
    return [folder for folder in found if framework is None or truth(folder)["framework"] == framework]


def truth(folder: Path) -> dict[str, Any]:
    """Read what is planted in a program."""
    told: dict[str, Any] = json.loads((folder / "truth.json").read_text(encoding="utf-8"))
    return told


def environment() -> dict[str, str]:
    """Give the environment a program runs in, so that two runs of it print the same."""
    return {**os.environ, **SETTINGS}


def copy_scene(
    folder: Path,
    into: Path,
    edits: Mapping[str, Iterable[list[str]]] | None = None,
    run: Callable[[Path, list[str]], str] | None = None,
) -> None:
    """Copy a program's files, apply `edits` to the copy, and make its data with `run` (`run_script` by default)."""
    leave = shutil.ignore_patterns("truth.json", "__pycache__", ".tieout", ".*")
    shutil.copytree(folder, into, ignore=leave, dirs_exist_ok=True)
    for name, pairs in (edits or {}).items():
        script = into / name
        text = script.read_text(encoding="utf-8")
        for old, new in pairs:
            if text.count(old) != 1:
                raise ProgramError(f"{folder.name}/{name}: {old!r} stands there {text.count(old)} times, not once")
            text = text.replace(old, new)
        script.write_text(text, encoding="utf-8")
    if (into / PREPARE).exists():
        (run or run_script)(into, [PREPARE])


def run_script(scene: Path, command: list[str]) -> str:
    """Run one script of a scene with plain Python and return what it printed."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=scene,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=SECONDS,
        check=False,
    )
    if done.returncode:
        raise ProgramError(f"{' '.join(command)} ended with {done.returncode}:\n{done.stderr[-2000:]}")
    return done.stdout


def logged(told: Mapping[str, Any], scene: Path) -> str:
    """Give the text of the log that the opening stands in, "" where a script prints it."""
    return (scene / told["log"]).read_text(encoding="utf-8") + "\n" if "log" in told else ""


def scores(told: Mapping[str, Any], output: str) -> dict[str, tuple[str, float]]:
    """Find the opening and closing score in the output: as printed, and as a fraction of one."""
    found = {}
    for side in ("opening", "closing"):
        hits = re.findall(told[side], output, re.MULTILINE)
        if not hits:
            raise ProgramError(f"no {side} score matches {told[side]!r} in:\n{output[-2000:]}")
        found[side] = (hits[-1], float(hits[-1]) / (100 if told.get("percent") else 1))
    return found


def run_program(folder: Path, edits: Mapping[str, Iterable[list[str]]] | None = None) -> dict[str, tuple[str, float]]:
    """Run a program, or its twin with `edits` applied, in a folder of its own and return its scores."""
    told = truth(folder)
    with tempfile.TemporaryDirectory(prefix="program-") as place:
        scene = Path(place) / folder.name
        copy_scene(folder, scene, edits)
        output = logged(told, scene) + "\n".join(run_script(scene, command) for command in told["run"])
    try:
        return scores(told, output)
    except ProgramError as problem:
        raise ProgramError(f"{folder.name}: {problem}") from None


def fingerprint(folder: Path) -> str:
    """Hash a program's files and the settings it runs under."""
    digest = hashlib.sha256(json.dumps(SETTINGS, sort_keys=True).encode())
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not any(part.startswith((".", "__pycache__")) for part in path.parts[-3:]):
            digest.update(path.relative_to(folder).as_posix().encode() + b"\0" + _planted(path) + b"\0")
    return digest.hexdigest()[:16]


def _planted(path: Path) -> bytes:
    """Give the bytes of a file, of a truth without its first look, which changes nothing that is planted."""
    content = path.read_bytes()
    if path.name != "truth.json" or b'"first_look"' not in content:
        return content
    told = json.loads(content)
    del told["first_look"]
    return (json.dumps(told, indent=2) + "\n").encode()


def check(folder: Path) -> list[str]:
    """List what is wrong with a program's truth: files, lines and edits that do not fit its scripts."""
    told, wrong = truth(folder), []
    for line in told["lines"]:
        path = folder / line["file"]
        if not path.exists():
            wrong.append(f"{line['file']} is not there")
            continue
        code = path.read_text(encoding="utf-8").splitlines()
        numbers = (line["line"], *line.get("also", []))
        empty = [number for number in numbers if not "".join(code[number - 1 : number]).strip()]
        wrong += [f"{line['file']}:{number} holds no code" for number in empty]
        if "text" in line and not empty and code[line["line"] - 1].strip() != line["text"]:
            wrong.append(f"{line['file']}:{line['line']} is not {line['text']!r}")
        for name, pairs in line.get("fixed", {}).items():
            text = (folder / name).read_text(encoding="utf-8")
            wrong += [f"{name}: {old!r} does not stand there once" for old, _ in pairs if text.count(old) != 1]
    return wrong


def measure(folder: Path) -> dict[str, Any]:
    """Return a program's scores and the worth of each planted line, from the cache where its files are unchanged."""
    known = _read_measured()
    mark = fingerprint(folder)
    if known.get(folder.name, {}).get("hash") != mark:
        taken = _take(folder, mark)
        known = _read_measured()  # another process may have measured meanwhile
        known[folder.name] = taken
        _write_measured(known)
    result: dict[str, Any] = known[folder.name]
    return result


def _take(folder: Path, mark: str) -> dict[str, Any]:
    wrong = check(folder)
    if wrong:
        raise ProgramError(f"{folder.name}: " + "; ".join(wrong))
    told, plain = truth(folder), run_program(folder)
    gap = plain["closing"][1] - plain["opening"][1]
    lines: list[dict[str, Any]] = []
    shares = _shares(folder, [line["fixed"] for line in told["lines"] if line.get("fixed")], gap)
    for line in told["lines"]:
        entry = {"cause": line["cause"], "side": line["side"], "amount": None}
        if line.get("fixed"):
            side, twin = line["side"], run_program(folder, line["fixed"])
            moved = twin[side][1] - plain[side][1]
            entry["amount"] = round(moved if side == "opening" else -moved, 6)
            if shares:
                entry["share"] = round(shares.pop(0), 6)
        lines.append(entry)
    rest = gap - sum(entry.get("share", entry["amount"]) or 0.0 for entry in lines)
    open_lines = [entry for entry in lines if entry["amount"] is None]
    if len(open_lines) > 1:
        raise ProgramError(f"{folder.name}: more than one line without a repair, so the rest of the gap has no owner")
    for entry in open_lines:
        entry["amount"] = round(rest, 6)
    return {
        "hash": mark,
        "opening": round(plain["opening"][1], 6),
        "closing": round(plain["closing"][1], 6),
        "opening_text": plain["opening"][0],
        "closing_text": plain["closing"][0],
        "gap": round(gap, 6),
        "lines": lines,
        "rest": 0.0 if open_lines else round(rest, 6),
    }


def _shares(folder: Path, repairs: list[dict[str, list[list[str]]]], gap: float) -> list[float]:
    """Split the part of the gap that repairs remove among them, by their Shapley values; none for a single one."""
    if len(repairs) < 2:
        return []
    gaps: dict[frozenset[int], float] = {frozenset(range(len(repairs))): gap}  # keyed by the mistakes left in
    for size in range(len(repairs)):
        for left in map(frozenset, itertools.combinations(range(len(repairs)), size)):
            edits: dict[str, list[list[str]]] = {}
            for number, repair in enumerate(repairs):
                if number not in left:
                    for name, pairs in repair.items():
                        edits.setdefault(name, []).extend(pairs)
            found = run_program(folder, edits)
            gaps[left] = found["closing"][1] - found["opening"][1]
    shares = [0.0] * len(repairs)
    orders = list(itertools.permutations(range(len(repairs))))
    for order in orders:
        planted: frozenset[int] = frozenset()
        for number in order:
            shares[number] += (gaps[planted | {number}] - gaps[planted]) / len(orders)
            planted |= {number}
    return shares


def _read_measured() -> dict[str, Any]:
    if not MEASURED.exists():
        return {}
    known: dict[str, Any] = json.loads(MEASURED.read_text(encoding="utf-8"))
    return known


def _write_measured(known: Mapping[str, Any]) -> None:
    kept = {name: known[name] for name in sorted(known) if (PROGRAMS / name / "truth.json").exists()}
    aside = MEASURED.with_name(f"{MEASURED.name}.{os.getpid()}")
    aside.write_text(json.dumps(kept, indent=1) + "\n", encoding="utf-8")
    aside.replace(MEASURED)


def main(arguments: list[str]) -> int:
    """Measure the named programs, or all, and print one line for each; with --check only look at their truth."""
    names = [name for name in arguments if not name.startswith("--")]
    chosen = [PROGRAMS / name.strip("/") for name in names] or programs()
    failed = 0
    for folder in chosen:
        try:
            if "--check" in arguments:
                wrong = check(folder)
                failed += bool(wrong)
                print(f"{folder.name}: {'; '.join(wrong) or 'fits'}")
                continue
            taken = measure(folder)
        except (ProgramError, OSError, ValueError, KeyError, subprocess.TimeoutExpired) as problem:
            failed += 1
            print(f"{folder.name}: {problem}")
            continue
        worth = ", ".join(
            f"{line['cause']} {line['amount']:+.4f}"
            + (f" share {line['share']:+.4f}" if "share" in line else "")
            + f" ({line['side']})"
            for line in taken["lines"]
        )
        head = f"{folder.name:40s} {taken['opening']:.4f} -> {taken['closing']:.4f}"
        print(f"{head}  {worth or 'nothing planted'}; rest {taken['rest']:+.4f}", flush=True)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
