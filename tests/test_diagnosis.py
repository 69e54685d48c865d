"""The benchmark of the diagnosis: what it counts as right, and when its page is stale."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from diagnosis import judge, measure

sys.path.insert(0, str(judge.HERE))  # its files import each other by name, as scripts do

import baselines
import outcome
import page

TRUTH: dict[str, Any] = {
    "framework": "sklearn",
    "verdict": ["preprocessing.scale"],
    "lines": [{"cause": "preprocessing.scale", "side": "closing", "file": "test.py", "line": 5}],
    "innocent": ["data.order", "metric.threshold"],
    "dark": True,
}
PLANTED = {"lines": [{"amount": -0.2}]}


def statement(**changed: Any) -> dict[str, Any]:
    """Give a statement with one line that is right, changed as asked."""
    line = {
        "cause": "preprocessing.scale",
        "amount": -0.21,
        "low": -0.23,
        "high": -0.19,
        "status": "measured",
        "where": {"file": "test.py", "line": 6},
    }
    return {
        "verdict": "preprocessing.scale",
        "opening": {"value": 0.9},
        "closing": {"value": 0.69},
        "lines": [line | changed.pop("line", {})],
        "hazards": [],
        "unexplained": {"opening": 0.0, "between": 0.0, "closing": 0.0},
        **changed,
    }


def test_a_right_statement_meets_every_criterion() -> None:
    """Cause, place within two lines, amount within the interval, nobody else named."""
    found = outcome.of("one", TRUTH, statement(), PLANTED)
    assert (found.verdict, found.place, found.amount, found.blamed) == (True, True, True, ())
    assert found.right
    assert found.adds_up
    assert found.ties_out


@pytest.mark.parametrize(
    ("changed", "criterion"),
    [
        ({"verdict": "data.order"}, "verdict"),
        ({"line": {"where": {"file": "test.py", "line": 9}}}, "place"),
        ({"line": {"where": None}}, "place"),
        ({"line": {"amount": -0.1, "low": -0.12, "high": -0.08}}, "amount"),
        ({"lines": []}, "amount"),
        ({"lines": []}, "place"),
        ({"closing": {"value": 0.7}}, "adds_up"),
        ({"unexplained": {"opening": 0.0, "between": 0.03, "closing": -0.03}}, "ties_out"),
    ],
)
def test_each_fault_fails_its_own_criterion(changed: dict[str, Any], criterion: str) -> None:
    """A wrong verdict, place, amount or sum is told as such."""
    assert not getattr(outcome.of("one", TRUTH, statement(**changed), PLANTED), criterion)


def test_an_innocent_in_a_hazard_is_blamed() -> None:
    """A hazard blames as a line does."""
    told = statement(hazards=[{"cause": "metric.threshold"}])
    assert outcome.of("one", TRUTH, told, PLANTED).blamed == ("metric.threshold",)


def test_the_tables_count_what_was_judged() -> None:
    """One right and one wrong program give one of two, and the families they were taken for."""
    ones = [
        outcome.of("one", TRUTH, statement(), PLANTED),
        outcome.of("two", TRUTH, statement(verdict="data.order"), PLANTED),
        outcome.failed("three", TRUTH, "it ended with 1"),
    ]
    assert "| all | 3 | 1 of 3 | 2 of 3 | 2 of 3 | 0 | 2 of 3 | 2 of 3 | 1 of 3 |" in page.summary(page.groups(ones))
    table = page.confusion(ones)
    said = [cell.strip() for cell in table[0].strip("|").split("|")]
    row = next(line for line in table if line.startswith("| preprocessing "))
    met = dict(zip(said, (cell.strip() for cell in row.strip("|").split("|")), strict=True))
    assert (met["preprocessing"], met["data"], met["no statement"], met["mode"]) == ("1", "1", "1", "·")


def test_guessing_by_sight_names_what_stands_in_the_scripts() -> None:
    """A linter that blames every layer there is finds much, and blames innocents with it."""
    name = "torch_noise_suspects"
    named = baselines.standing_around(judge.PROGRAMS / name)
    assert {"mode.dropout-active", "mode.batchnorm-batch-statistics", "preprocessing.refit"} <= named


def test_a_page_of_other_programs_is_stale(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The page carries what it speaks of; without that it is stale."""
    kept = tmp_path / "diagnosis.md"
    monkeypatch.setattr(page, "ROOT", tmp_path)
    monkeypatch.setattr(page, "PAGE", kept)
    assert "is not there" in page.stale()[0]
    programs, source = page.stamp()
    kept.write_text(f"<!-- programs {programs}, tieout {source} -->\n")
    assert page.stale() == []
    kept.write_text(f"<!-- programs 0000, tieout {source} -->\n")
    assert [line for line in page.stale() if "planted programs changed" in line]


def test_a_first_look_changes_nothing_that_is_planted(tmp_path: Path) -> None:
    """A measured amount stays good when the first look is written into the truth."""
    kept = tmp_path / "truth.json"
    kept.write_text(json.dumps(TRUTH, indent=2) + "\n")
    before = measure.fingerprint(tmp_path)
    kept.write_text(json.dumps(TRUTH | {"first_look": {"verdict": True}}, indent=2) + "\n")
    assert measure.fingerprint(tmp_path) == before
    kept.write_text(json.dumps(TRUTH | {"dark": False}, indent=2) + "\n")
    assert measure.fingerprint(tmp_path) != before


@pytest.mark.slow
def test_the_command_judges_the_programs_asked_for() -> None:
    """`run.py --only` plays them, prints the tables and leaves the page alone."""
    before = page.PAGE.read_bytes() if page.PAGE.exists() else None
    done = subprocess.run(
        [sys.executable, str(judge.HERE / "run.py"), "--only", "sklearn_scale_file_units", "--jobs", "1"],
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0, done.stderr
    assert "1 of 1" in done.stdout
    assert (page.PAGE.read_bytes() if page.PAGE.exists() else None) == before
