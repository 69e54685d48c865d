"""noise.sampling on the programs that plant it and on those with nothing to explain."""

import pytest
from inline_snapshot import snapshot

from causes.harness import Scenes, cause_of, planted, repaired

CAUSE = cause_of(__file__)


@pytest.mark.parametrize("program", planted(CAUSE))
def test_the_planted_amount_is_recovered(scenes: Scenes, program: str) -> None:
    """The planted amount lies within the interval, and the line within reach of the mistake."""
    told = scenes.told(program, CAUSE)
    assert told.recovered, told
    assert told.placed, told


@pytest.mark.parametrize("program", repaired(CAUSE))
def test_numbers_that_agree_give_no_line(scenes: Scenes, program: str) -> None:
    """Nothing can be repaired here, so the clean ones are programs whose two numbers agree."""
    assert scenes.blames(program, CAUSE) == []


def test_the_line_reads(scenes: Scenes) -> None:
    """The rendered line equals the snapshot."""
    assert scenes.rendered(CAUSE) == snapshot(
        "noise | main.py:14 | other rows (600 against 400): the difference is within what a finite sample gives | +"
    )
