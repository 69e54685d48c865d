"""Every planted program: its truth fits its scripts, and its statement holds against its truth."""

import pytest

from causes.harness import MISSED, Scenes, measured, programs, truth_of
from diagnosis import judge, measure

ON_THE_EDGE = "on the edge: "  # of an interval, where another processor's rounding may tip it


@pytest.mark.parametrize("name", judge.names())
def test_the_truth_fits_the_scripts(name: str) -> None:
    """The lines and edits of truth.json are there."""
    assert measure.check(judge.PROGRAMS / name) == []


@pytest.mark.parametrize("name", programs(lambda truth: True))
def test_the_statement_holds(scenes: Scenes, name: str, request: pytest.FixtureRequest) -> None:
    """Verdict, lines, places, amounts and innocents are those of the truth, and little is left unexplained."""
    missed = MISSED.get(name)
    if missed:  # a miss that is known and explained; it fails the day it is one no more, unless rounding decides it
        request.applymarker(pytest.mark.xfail(reason=missed, strict=not missed.startswith(ON_THE_EDGE)))
    assert judge.judged(scenes.statement(name), truth_of(name), measured(name)) == []


@pytest.mark.parametrize(
    "name", programs(lambda truth: sum("fixed" in line for line in truth["lines"]) > 1, but=MISSED)
)
def test_mistakes_that_act_together_are_told_apart(scenes: Scenes, name: str) -> None:
    """Each of several mistakes in one program gets its own share of the gap."""
    told = [scenes.told(name, line["cause"]) for line in truth_of(name)["lines"]]
    assert [one for one in told if not one.recovered] == []
