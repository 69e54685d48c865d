"""The planted programs as the tests of the causes see them: which plants what, and what tieout says of each."""

from __future__ import annotations

import fcntl
import hashlib
import json
import re
import subprocess
import sys
from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from diagnosis import judge, measure
from tieout.core.score import Where
from tieout.core.statement import Line, Statement
from tieout.report.ledger import ledger

ROUNDING = 1e-6  # a replay in single precision gives an amount of nothing no better
TWINS = 1  # repaired twins of one framework that a cause's test looks at
TRAPS = 3  # traps of one framework that a cause's test looks at; test_cases.py holds every program to all of its own
# Misses that are known, each with its reason: test_cases.py fails the day one of them is a miss no more.
MISSED: dict[str, str] = json.loads((judge.HERE / "missed.json").read_text(encoding="utf-8"))
SHIFTS = ("data.label-shift", "data.covariate-shift")
FRAMEWORKS = ("sklearn", "torch", "keras")
Edits = Mapping[str, list[list[str]]]


# --- which programs there are ----------------------------------------------------------------------------------------
def cause_of(test: str) -> str:
    """Give the cause that a test file is named for."""
    path = Path(test)
    return f"{path.parent.name}.{path.stem.removeprefix('test_').replace('_', '-')}"


def programs(wanted: Callable[[dict[str, Any]], bool], most: int | None = None, but: Container[str] = ()) -> list[Any]:
    """Give the programs with such a truth as parameters of a test, at most `most` of a framework, leaving out `but`."""
    found = []
    for framework in FRAMEWORKS:
        names = [
            name for name in judge.names() if name.startswith(framework) and name not in but and wanted(truth_of(name))
        ]
        mark = getattr(pytest.mark, framework, None) if framework != "sklearn" else None
        found += [pytest.param(name, marks=[mark] if mark else []) for name in names[:most]]
    return found


def planted(cause: str) -> list[Any]:
    """Give the programs that plant a cause."""
    return programs(lambda truth: cause in _planted_in(truth), but=MISSED)


def repaired(cause: str) -> list[Any]:
    """Give the clean ones: programs with a repair for a cause, or, if none can be, those with nothing to explain."""
    clean = programs(lambda truth: bool(_repair(truth, cause)) and cause not in truth["hazards"], TWINS, but=MISSED)
    return clean or programs(lambda truth: truth["verdict"] == ["none"])


def traps(cause: str, most: int | None = TRAPS) -> list[Any]:
    """Give programs in which the suspect of a cause stands around and is innocent."""
    return programs(lambda truth: cause in truth["innocent"], most)


@cache
def truth_of(name: str) -> dict[str, Any]:
    """Give the truth of a program."""
    return judge.truth_of(name)


def _planted_in(truth: Mapping[str, Any]) -> set[str]:
    """Give what is planted; without a line it is the one verdict, such as the noise of a small sample."""
    only = {truth["verdict"][0]} - {"none"} if len(truth["verdict"]) == 1 and not truth["lines"] else set()
    return {line["cause"] for line in truth["lines"]} | only


def _repair(truth: Mapping[str, Any], cause: str) -> dict[str, list[list[str]]]:
    """Give the edits that remove a cause."""
    edits: dict[str, list[list[str]]] = {}
    for line in truth["lines"]:
        if line["cause"] == cause:
            for file, pairs in line.get("fixed", {}).items():
                edits.setdefault(file, []).extend(pairs)
    return edits


# --- what tieout says of them ----------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Told:
    """What a statement says of a planted cause, beside what was planted."""

    amount: float
    low: float
    high: float
    planted: float
    printed: float  # the last digit printed of the scores that the planted amount was measured from
    one_of_many: bool
    other_rows: bool
    places: list[tuple[str, int]]
    meant: list[tuple[str, int]]

    @property
    def recovered(self) -> bool:
        """The planted amount lies in the interval.

        One of several is told apart from the others to 15 %, and so is one whose repaired twin scores other rows: what
        was measured with them has a sampling error of its own.
        """
        if self.low - self.printed <= self.planted <= self.high + self.printed:
            return True
        return (self.one_of_many or self.other_rows) and abs(self.amount - self.planted) <= judge.SHARE * abs(
            self.planted
        )

    @property
    def placed(self) -> bool:
        """A line is placed where the mistake is; data that shows nowhere has no such line."""
        return not self.meant or any(
            file == wanted and abs(line - number) <= judge.NEAR
            for file, line in self.places
            for wanted, number in self.meant
        )


class Scenes:
    """Plays programs and their twins, each once, and keeps the statements in a folder that processes may share."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._stages: dict[str, subprocess.Popen[str]] = {}
        folder.mkdir(parents=True, exist_ok=True)

    def statement(self, name: str, edits: Edits | None = None) -> dict[str, Any]:
        """Give the statement of a program, or of its twin with `edits`; fail the test if there is none."""
        asked = json.dumps({"name": name, "edits": dict(edits or {})}, sort_keys=True)
        kept = self._folder / f"{name}-{hashlib.sha256(asked.encode()).hexdigest()[:12]}"
        with kept.with_suffix(".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)  # another process may be playing it at this moment
            if not kept.exists():
                kept.write_text(self._play(truth_of(name)["framework"], asked), encoding="utf-8")
        answer = json.loads(kept.read_text(encoding="utf-8"))
        if "failure" in answer:
            pytest.fail(f"{name}: {answer['failure']}")
        statement: dict[str, Any] = answer["statement"]
        return statement

    def told(self, name: str, cause: str) -> Told:
        """Give what the statement of a program says of a cause planted in it."""
        truth, worth = truth_of(name), measured(name)
        lines = [line for line in self.statement(name)["lines"] if line["cause"] == cause]
        sums = {
            key: sum(line["amount"] if line[key] is None else line[key] for line in lines)
            for key in ("amount", "low", "high")
        }
        pairs = zip(truth["lines"], worth["lines"], strict=True)
        owned = [(line, one) for line, one in pairs if line["cause"] == cause]
        amount = sum(one.get("share", one["amount"]) for _, one in owned) if owned else worth["gap"]
        last = max(10.0 ** -len(worth[side].partition(".")[2]) for side in ("opening_text", "closing_text"))
        return Told(
            **sums,
            planted=amount,
            printed=last / (100 if truth.get("percent") else 1),
            other_rows=cause in SHIFTS,
            one_of_many=sum(bool(line.get("fixed")) for line in truth["lines"]) > 1,
            places=[(line["where"]["file"], line["where"]["line"]) for line in lines if line["where"]],
            meant=[(line["file"], at) for line, _ in owned if line.get("line") for at in _lines(line)],
        )

    def blames(self, name: str, cause: str) -> list[dict[str, Any]]:
        """Give the lines and hazards in which the statement of a program names a cause."""
        return _blaming(self.statement(name), cause)

    def blames_in_twin(self, name: str, cause: str) -> list[dict[str, Any]]:
        """Give the lines and hazards in which the statement of a program without a cause still names it."""
        return _blaming(self.statement(name, _repair(truth_of(name), cause)), cause)

    def proof(self, cause: str) -> str:
        """Give why a cause was ruled out in the first of its traps that says so; nothing if none does."""
        for trap in traps(cause, most=None):
            for one in self.statement(trap.values[0])["ruled_out"]:
                if one["cause"] == cause and one["why"]:
                    return str(one["why"])
        return ""

    def rendered(self, cause: str) -> str:
        """Give the line of the first program that plants a cause as reports show it, of its amount only the sign.

        Shares are left out too: those of a trained network are a little different on every kind of processor.
        """
        name = planted(cause)[0].values[0]
        told = [line for line in self.statement(name)["lines"] if line["cause"] == cause]
        if not told:
            return ""
        where = Where(told[0]["where"]["file"], told[0]["where"]["line"]) if told[0]["where"] else None
        row = ledger(Statement(None, None, None, (Line(**{**told[0], "where": where}),))).rows[0]
        says = re.sub(r"\d+(\.\d+)?%", "N%", row.says)
        return " | ".join((row.label, row.where, says, "seen" if row.amount == "seen" else row.amount[0]))

    def close(self) -> None:
        """End the processes on which scenes are played."""
        for stage in self._stages.values():
            stage.communicate()  # closes its stdin, at whose end it ends

    def _play(self, framework: str, asked: str) -> str:
        stage = self._stages.get(framework)
        if stage is None:
            stage = self._stages[framework] = subprocess.Popen(
                [sys.executable, judge.__file__, "--serve", framework],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                text=True,
                env=measure.environment(),
            )
        assert stage.stdin is not None
        assert stage.stdout is not None
        stage.stdin.write(asked + "\n")
        stage.stdin.flush()
        answer = stage.stdout.readline()
        if not answer:
            pytest.fail(f"the stage of {framework} ended with {stage.wait()}")
        return answer


def measured(name: str) -> dict[str, Any]:
    """Give what the planted causes of a program are worth."""
    return measure.measure(judge.PROGRAMS / name)


def _lines(line: Mapping[str, Any]) -> list[int]:
    return [line["line"], *line.get("also", [])]


def _blaming(statement: Mapping[str, Any], cause: str) -> list[dict[str, Any]]:
    lines = [line for line in statement["lines"] if line["status"] == "seen" or abs(line["amount"]) > ROUNDING]
    return [one for one in (*lines, *statement["hazards"]) if one["cause"] == cause]
