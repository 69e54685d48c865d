"""metric.denominator on the programs that plant it, their repaired twins and its traps."""

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
    assert scenes.rendered(CAUSE) == snapshot(
        "mistake | evaluate.py:6 | 144 of the 800 rows have no label, and were counted as wrong | -"
    )
