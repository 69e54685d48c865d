"""From what was typed to the two scores meant, and what is said where there are none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from report.samples import recorded
from tieout.core.recording import Examination, FactorRecord, PassRecord, Recording, Values
from tieout.errors import TieoutError
from tieout.sides import as_made, choose, in_unit_of, matches, side_of


def examined(recording: Recording, *scores: str) -> Recording:
    """Give a recording of which these scores were replayed."""
    values = {score.id: Values(score.value) for score in recording.scores}
    return replace(
        recording,
        examinations={each: Examination(each, values[each].value, values={0: values[each]}) for each in scores},
    )


def note(*found: Recording) -> str:
    """Give what is said where no numbers were typed and no two can be taken."""
    first, last, notes = choose(found, None, None)
    assert first is None
    assert last is None
    [told] = notes
    return told


def test_without_numbers_the_two_that_disagree_most_are_taken() -> None:
    """Scores of one metric, the earlier run first."""
    train, test = recorded()
    first, last, _ = choose([examined(train, "s1", "s3"), examined(test, "s1")], None, None)
    assert first is not None
    assert last is not None
    assert (first[1].name, last[1].name) == ("fit.val_accuracy@3", "acc")


def test_without_two_scores_it_is_said_why() -> None:
    """No score, none that was traced, one alone, or two that measure different things."""
    train, test = recorded()
    other = replace(test, scores=tuple(replace(score, metric="loss") for score in test.scores))

    assert "no score was seen in train" in note(replace(train, scores=()))
    assert "no score could be traced" in note(replace(train, examinations={}))
    assert "one score alone was traced to its rows, 0.97222 (train:fit.val_accuracy@3)" in note(examined(train, "s3"))
    assert "no two scores are of one metric" in note(examined(train, "s3"), examined(other, "s1"))


def test_the_same_score_twice_is_said_to_be_one() -> None:
    """One number typed twice, of which there is only one."""
    train, _ = recorded()
    _, _, notes = choose([examined(train, "s3")], "0.9722", "0.97222")
    assert any("both are the same score, train:fit.val_accuracy@3" in each for each in notes)


def test_the_nearest_numbers_are_of_different_places() -> None:
    """Ten epochs of one line do not hide the other scores."""
    train, test = recorded()
    with pytest.raises(TieoutError, match="no-such-score") as info:
        matches([train, test], "0.93")
    assert "train:fit.val_accuracy@2" in info.value.saw
    assert "train:fit.val_accuracy@3" not in info.value.saw
    assert "test:acc" in info.value.saw


@pytest.mark.parametrize(
    ("text", "value"),
    [("0.97", 0.9722), ("97.2", 0.9722), ("97.2%", 0.9722), ("0.5", 0.5), ("50", 0.5), ("50%", 0.5), ("1e-1", 0.1)],
)
def test_a_reported_number_in_the_unit_of_the_measured_one(text: str, value: float) -> None:
    """One that rounds to the measured number is that number; another is taken as a share or in per cent."""
    assert in_unit_of(0.9722, text) == pytest.approx(value)


def test_a_reported_error_is_no_percentage() -> None:
    """A loss above 1 stays what it is."""
    assert in_unit_of(2.31, "2.5") == 2.5


def test_predictions_of_a_file_are_those_of_the_run_that_made_them() -> None:
    """What that run's pass scores tells, up to what rounding in the file leaves; another score is left alone."""
    train, test = recorded()
    score = test.scores[0]
    own = Examination(score.id, score.value, values={0: Values(score.value)}, metric="accuracy", rows=50)
    passed = PassRecord("p9", "predictions of a file", "file", "predictions", None, 50, 1, False, 0, 9, {}, None, None)
    reading = replace(
        test,
        scores=(replace(score, pass_id="p9"),),
        passes=(passed,),
        examinations={score.id: own},
        linked=("train",),
    )
    for moved, found in ((2e-5, "p1 as accuracy"), (0.01, score.id)):
        there = replace(own, score="p1 as accuracy", recorded=score.value + moved)
        making = replace(train, examinations={"p1 as accuracy": there})
        side = side_of([making, reading], reading, reading.scores[0])
        assert as_made([making, reading], side).score.id == found


def test_what_was_done_with_predictions_of_a_file_stays_with_the_side() -> None:
    """The run that made them is found by what they score once that is undone; its weights are then known."""
    train, test = recorded()
    score = test.scores[0]
    cut = FactorRecord("metric.threshold", "mistake", None, "cut at 0.7", "", "cut", True)
    values = {0: Values(score.value), 1: Values(0.9)}
    own = Examination(score.id, score.value, (cut,), values, metric="accuracy", rows=50)
    passed = PassRecord("p9", "predictions of a file", "file", "predictions", None, 50, 1, False, 0, 9, {}, None, None)
    reading = replace(
        test,
        scores=(replace(score, pass_id="p9"),),
        passes=(passed,),
        examinations={score.id: own},
        linked=("train",),
    )
    there = Examination("p1 as accuracy", 0.9, values={0: Values(0.9)}, metric="accuracy", rows=50)
    for factors, found in (((), "p1 as accuracy"), ((replace(cut, cause="mode.dropout-active"),), score.id)):
        making = replace(train, examinations={"p1 as accuracy": replace(there, factors=factors)})
        made = as_made([making, reading], side_of([making, reading], reading, reading.scores[0]))
        assert made.score.id == found
        assert made.examination.factors == (cut,)
        assert [v.value for v in made.examination.values.values()] == [score.value, 0.9]
