"""Write the skeleton of a new cause: its entry in the list, its file, its test and a program that plants it.

    python tools/new_cause.py family.what-is-wrong [--kind mistake] [--framework torch] [--root FOLDER]

What is to be filled in stands in angle brackets; the tests of the skeleton pass once none is left.
"""

import argparse
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
KINDS = ("mistake", "by-design", "environment", "noise")

CAUSE = '''"""<What is wrong, in one sentence.>

<How it shows, what tieout compares, and how the amount is measured.>

Bad:
    <a line that does it>

Good:
    <the line as it should be>
"""

from __future__ import annotations

from tieout.core.cause import Cause, Factor, Finding, RuledOut, Stage
from tieout.core.view import View

ID = "{id}"
FIX = "<What to change, as an imperative.>"


def examine(view: View) -> Finding:
    """Give the factor if <the score deviates in this way>."""
    passed = view.passed
    if not passed.batches:  # <the evidence that the cause is not there>
        return RuledOut("<the proof>")
    return Factor(
        ID,
        "{kind}",
        Stage.METRIC,  # <where in the making of a score it acts>
        passed.where,
        "<what was seen, with its numbers>",
        FIX,
        undo=lambda trial: trial,  # <the trial without it: trial.with_(...) or trial.run_with(...)>
    )


CAUSE = Cause(ID, "<Title of the page>", examine=examine)
'''

TEST = '''"""{id} on the programs that plant it, their repaired twins and its traps."""

import pytest
from inline_snapshot import snapshot

from causes.harness import Scenes, cause_of, planted, repaired, traps

CAUSE = cause_of(__file__)


@pytest.mark.parametrize("program", planted(CAUSE))
def test_the_planted_amount_is_recovered(scenes: Scenes, program: str) -> None:
    """The planted amount lies within the interval, and the line within reach of the mistake."""
    told = scenes.told(program, CAUSE)
    assert told.recovered, told
    assert told.placed, told


@pytest.mark.parametrize("program", repaired(CAUSE))
def test_the_clean_twin_gives_no_line(scenes: Scenes, program: str) -> None:
    """Without the mistake the cause is neither a line nor a hazard."""
    assert scenes.blames_in_twin(program, CAUSE) == []


@pytest.mark.parametrize("program", traps(CAUSE))
def test_the_innocent_is_not_blamed(scenes: Scenes, program: str) -> None:
    """Where the suspect stands around and did nothing, the cause is neither a line nor a hazard."""
    assert scenes.blames(program, CAUSE) == []


def test_a_trap_is_ruled_out(scenes: Scenes) -> None:
    """In a trap the cause is acquitted with the proof."""
    assert scenes.proof(CAUSE)


def test_the_line_reads(scenes: Scenes) -> None:
    """The rendered line equals the snapshot."""
    assert scenes.rendered(CAUSE) == snapshot()
'''

TRAIN = "# <a script as people write them, which prints the first number>\nprint('valid accuracy 0.9000')\n"
SCORE = "# <the same with the mistake in it, which prints the second number>\nprint('test accuracy 0.8000')\n"


def truth(id_: str, framework: str) -> str:
    """Give the truth of the program that plants the cause."""
    line = {
        "cause": id_,
        "side": "closing",
        "file": "test.py",
        "line": 2,
        "text": "print('test accuracy 0.8000')",
        "fixed": {"test.py": [["<the line with the mistake>", "<the line without it>"]]},
    }
    told = {
        "framework": framework,
        "about": "<what is wrong in one sentence>",
        "run": [["train.py"], ["test.py"]],
        "opening": r"valid accuracy (\d\.\d+)",
        "closing": r"test accuracy (\d\.\d+)",
        "verdict": [id_],
        "lines": [line],
        "innocent": ["<a suspect that stands around>"],
        "hazards": [],
        "dark": False,
    }
    return json.dumps(told, indent=2, ensure_ascii=False) + "\n"


def write(root: Path, id_: str, kind: str, framework: str) -> list[Path]:
    """Write the skeleton and give its files.

    Raises:
        ValueError: the id is none, its family does not exist, or the cause is there already.
    """
    family, dot, slug = id_.partition(".")
    folder = root / "src/tieout/causes" / family
    if not dot or not slug.replace("-", "").isalnum() or not folder.is_dir():
        raise ValueError(f"{id_}: write it as family.what-is-wrong, with a family that is a folder of causes/")
    name = slug.replace("-", "_")
    files = {
        folder / f"{name}.py": CAUSE.format(id=id_, kind=kind),
        root / "tests/causes" / family / f"test_{name}.py": TEST.format(id=id_),
        root / "bench/cases" / f"{framework}_{name}" / "truth.json": truth(id_, framework),
        root / "bench/cases" / f"{framework}_{name}" / "train.py": TRAIN,
        root / "bench/cases" / f"{framework}_{name}" / "test.py": SCORE,
    }
    there = [path for path in files if path.exists()]
    if there:
        raise ValueError(f"{there[0].relative_to(root)} exists")
    listing = root / "src/tieout/causes/causes.json"
    text = listing.read_text(encoding="utf-8")
    if f'"{id_}"' not in text:
        last = text.rindex(f'{{"id": "{family}.')
        end = text.index("}", last) + 1
        entry = json.dumps({"id": id_, "kind": kind, "says": "<one sentence>"}, ensure_ascii=False)
        listing.write_text(f"{text[:end]},\n    {entry}{text[end:]}", encoding="utf-8")
    for path, content in files.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
    return [listing, *files]


def main() -> int:
    """Write a skeleton and say what comes next."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("id")
    parser.add_argument("--kind", choices=KINDS, default="mistake")
    parser.add_argument("--framework", choices=("torch", "keras", "sklearn"), default="torch")
    parser.add_argument("--root", type=Path, default=ROOT)
    asked = parser.parse_args()
    try:
        files = write(asked.root, asked.id, asked.kind, asked.framework)
    except ValueError as failure:
        print(failure, file=sys.stderr)
        return 2
    print("fill in what stands in angle brackets:")
    for path in files:
        print(f"  {path.relative_to(asked.root)}")
    print("then: python bench/diagnosis/measure.py, make docs, and the test with --inline-snapshot=create")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
