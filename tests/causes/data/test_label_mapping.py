"""data.label-mapping on the programs that plant it, their repaired twins and its traps."""

import numpy as np
import pytest
from inline_snapshot import snapshot

from causes.harness import Scenes, cause_of, planted, repaired, traps
from tieout.causes.data.label_mapping import _right_by_class
from tieout.core.recording import Examination, Values

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
        "mistake | test.py:4 | labels stand for other classes than in training: 0 for 1, 1 for 0 | -"
    )


def test_what_a_model_knows_shows_in_an_earlier_score() -> None:
    """By class where every row is known to be right or wrong; of two classes, by the balanced accuracy of all rows."""
    arrays = {"hits": np.array([1, 1, 0, 0, 0, 1]), "truth": np.array(["a", "a", "a", "b", "b", "b"])}
    seen = Examination("s1", 0.5, metric="accuracy", per_row="hits", labels="truth")
    right = _right_by_class(seen, arrays["truth"], None, lambda _, name: arrays[name])
    assert right == pytest.approx({"a": 2 / 3, "b": 1 / 3})
    other = Examination("s1", 0.5, metric="f1", labels="truth", by_metric={"balanced accuracy": Values(0.8)})
    assert _right_by_class(other, arrays["truth"], None, None) == {"a": 0.8, "b": 0.8}
    assert _right_by_class(other, np.array([0, 1, 2]), None, None) == {}
