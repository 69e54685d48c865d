"""The JSON report keeps its contract."""

import json
import math
from dataclasses import replace

import pytest
from hypothesis import given

from report.drawn import STATEMENTS
from report.samples import AGREE, NOTHING_TO_COMPARE, SAMPLES, TWO_MISTAKES
from tieout.core.statement import Statement
from tieout.report.json import render, to_dict

TOP = {
    "schema",
    "opening",
    "closing",
    "gap",
    "verdict",
    "lines",
    "unexplained",
    "ruled_out",
    "not_examined",
    "hazards",
    "notes",
}
SCORE = {"value", "name", "run", "where"}
LINE = {"cause", "kind", "side", "amount", "low", "high", "status", "where", "says", "fix", "diff"}
HAZARD = {"cause", "kind", "where", "says", "fix"}


def refuse(constant: str) -> None:
    """Fail on NaN and Infinity, which Python writes and JSON does not have."""
    raise AssertionError(constant)


@pytest.mark.parametrize("statement", SAMPLES.values(), ids=SAMPLES)
def test_the_object_has_exactly_the_agreed_keys(statement: Statement) -> None:
    """Every level has its keys, no more and no fewer."""
    told = json.loads(render(statement))

    assert told["schema"] == "tieout.statement/1"
    assert set(told) == TOP
    assert set(told["unexplained"]) == {"opening", "between", "closing"}
    assert all(set(told[side]) == SCORE for side in ("opening", "closing") if told[side] is not None)
    assert all(set(line) == LINE for line in told["lines"])
    assert all(set(each) == {"cause", "why"} for each in told["ruled_out"] + told["not_examined"])
    assert all(set(hazard) == HAZARD for hazard in told["hazards"])
    assert all(set(each["where"]) == {"file", "line"} for each in told["lines"] + told["hazards"] if each["where"])


def test_the_amounts_of_the_object_add_up() -> None:
    """Opening, lines and unexplained amounts give the closing score, unrounded."""
    told = to_dict(TWO_MISTAKES)

    total = told["opening"]["value"] + sum(line["amount"] for line in told["lines"])
    total += sum(told["unexplained"].values())

    assert told["closing"]["value"] == pytest.approx(total, abs=1e-12)
    assert told["gap"] == told["closing"]["value"] - told["opening"]["value"]


def test_with_nothing_to_compare_the_hazards_still_speak() -> None:
    """Scores, gap and verdict are null; hazards are there."""
    told = to_dict(NOTHING_TO_COMPARE)

    assert [told[key] for key in ("opening", "closing", "gap", "verdict")] == [None] * 4
    assert [hazard["cause"] for hazard in told["hazards"]] == ["batchnorm.unconverged"]


def test_a_number_that_is_not_finite_is_null() -> None:
    """A loss of nan has no number in JSON."""
    diverged = replace(AGREE, closing=replace(TWO_MISTAKES.closing, value=math.nan))  # type: ignore[type-var]

    told = to_dict(diverged)

    assert told["closing"]["value"] is None
    assert told["gap"] is None


@given(STATEMENTS)
def test_any_statement_is_strict_json_in_ascii(statement: Statement) -> None:
    """Whatever the texts and numbers, the output is JSON that every reader accepts."""
    text = render(statement)

    assert text.isascii()
    assert json.loads(text, parse_constant=refuse)["notes"] == list(statement.notes)
