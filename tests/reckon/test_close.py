"""A closed statement adds up whatever was measured, and blames nothing that both sides share."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.core.cause import Difference, NotExamined, RuledOut
from tieout.core.pair import Pair, Side
from tieout.core.recording import LEFT, Examination, FactorRecord, Recording, Values
from tieout.core.score import Score, Where
from tieout.core.statement import Acquittal, Statement
from tieout.errors import TieoutError
from tieout.reckon.close import Comparison, close

CAUSES = ("mode.dropout-active", "preprocessing.refit", "metric.batch-mean", "data.order")
SCORE = st.floats(0.0, 1.0, width=32)


def factor(cause: str, mark: str = "", *, measured: bool = True, kind: str = "mistake") -> FactorRecord:
    return FactorRecord(cause, kind, Where("test.py", 3), f"{cause} was seen", "mend it", mark or cause, measured)  # type: ignore[arg-type]


def side(run: str, value: float, factors: tuple[FactorRecord, ...] = (), replayed: tuple[float, ...] = ()) -> Side:
    """Give a scored side; `replayed` holds the replayed score of every set of measured factors undone."""
    score = Score("s1", "accuracy", value, run, Where(f"{run}.py", 9), metric="accuracy")
    values = {mask: Values(v) for mask, v in enumerate(replayed or (value,))}
    examination = Examination("s1", value, factors, values, metric="accuracy", rows=100)
    recording = Recording(1, run, "", "", (), "ok", {}, scores=(score,), examinations={"s1": examination})
    return Side(recording, score, examination, None, Values(value))


@st.composite
def sides(draw: st.DrawFn, run: str) -> Side:
    """Draw a side with a few factors, some of them only seen, and a replayed score for every set undone."""
    causes = draw(st.lists(st.sampled_from(CAUSES), unique=True, max_size=3))
    factors = tuple(
        factor(cause, draw(st.sampled_from([cause, f"{cause}-{run}"])), measured=draw(st.booleans()))
        for cause in causes
    )
    n = sum(f.measured for f in factors)
    resamples = draw(st.integers(0, 3))
    values = {
        mask: Values(draw(SCORE), tuple(draw(st.lists(SCORE, min_size=resamples, max_size=resamples))))
        for mask in range(1 << n)
    }
    recorded = draw(SCORE)
    plain = side(run, recorded)
    examination = replace(plain.examination, factors=factors, values=values)
    return replace(plain, examination=examination)


@st.composite
def comparisons(draw: st.DrawFn) -> Comparison:
    """Draw a cause that compares the references, with any outcome it may have."""
    cause = draw(st.sampled_from(["noise.sampling", "data.subset", "state.wrong-checkpoint"]))
    share, kind = (
        draw(st.floats(-1.5, 1.5, width=32)),
        draw(st.sampled_from(["part", "rest", "ruled", "unseen", "none"])),
    )
    bounds = draw(st.booleans())

    def compare(pair: Pair) -> Difference | RuledOut | NotExamined | None:
        if kind == "ruled":
            return RuledOut("the same")
        if kind == "unseen":
            return NotExamined("not kept")
        if kind == "none":
            return None
        amount = pair.left.value if kind == "rest" else share * pair.left.value
        low, high = (amount - 0.01, amount + 0.01) if bounds else (None, None)
        return Difference(cause, "noise", amount, low, high, None, "other rows", "")

    return cause, compare


@settings(deadline=None, max_examples=200)
@given(sides("train"), sides("test"), st.lists(comparisons(), max_size=3))
def test_a_closed_statement_adds_up(opening: Side, closing: Side, compared: list[Comparison]) -> None:
    """Opening, lines and the three unexplained amounts give the closing score, and every line its interval."""
    statement = close(opening, closing, compared)

    statement.check()
    named = {line.cause for line in statement.lines}
    assert not named & {a.cause for a in statement.ruled_out}
    assert not {a.cause for a in statement.ruled_out} & {a.cause for a in statement.not_examined}
    assert [line.side for line in statement.lines] == sorted(
        (line.side for line in statement.lines), key=["opening", "between", "closing"].index
    )


@given(SCORE, SCORE, SCORE, SCORE)
def test_what_both_sides_share_is_a_hazard_and_no_line(a: float, a_clean: float, b: float, b_clean: float) -> None:
    """The same deviation on both sides explains no difference, and both numbers are wrong alike."""
    shared = (factor("mode.dropout-active", "p=0.5"),)
    opening = side("train", a, shared, (a, a_clean))
    closing = side("test", b, shared, (b, b_clean))

    statement = close(opening, closing, [])

    assert statement.lines == ()
    assert [h.cause for h in statement.hazards] == ["mode.dropout-active"]
    assert "both numbers alike" in statement.hazards[0].says
    assert statement.unexplained.between == pytest.approx(b - a, abs=1e-12)


def test_the_same_cause_in_another_way_is_a_line_on_each_side() -> None:
    """Another mark is another deviation: each side is charged with its own."""
    opening = side("train", 0.80, (factor("mode.dropout-active", "p=0.1"),), (0.80, 0.90))
    closing = side("test", 0.60, (factor("mode.dropout-active", "p=0.5"),), (0.60, 0.90))

    statement = close(opening, closing, [])

    assert [(line.side, round(line.amount, 9)) for line in statement.lines] == [("opening", 0.1), ("closing", -0.3)]
    assert statement.ties_out(1e-9)
    assert statement.hazards == ()


def test_a_shared_factor_stays_in_both_references() -> None:
    """Beside a shared deviation, what only one side has is measured with the shared one left as it was."""
    shared, alone = factor("metric.batch-mean", "mean"), factor("mode.dropout-active")
    opening = side("train", 0.90, (shared,), (0.90, 0.95))
    closing = side("test", 0.70, (shared, alone), (0.70, 0.72, 0.90, 0.95))

    statement = close(opening, closing, [])

    assert [(line.cause, round(line.amount, 9)) for line in statement.lines] == [("mode.dropout-active", -0.2)]
    assert [h.cause for h in statement.hazards] == ["metric.batch-mean"]
    assert statement.ties_out(1e-9)


def test_what_is_by_design_in_both_is_no_hazard() -> None:
    """What the framework does on purpose on both sides is not wrong."""
    shared = (factor("metric.running-average", kind="by-design"),)

    statement = close(side("train", 0.5, shared, (0.5, 0.6)), side("test", 0.5, shared, (0.5, 0.6)), [])

    assert (statement.lines, statement.hazards, statement.verdict) == ((), (), "none")


def test_the_unexplained_amounts_are_kept_apart() -> None:
    """A replay that misses one score and a gap without a cause are not set off against each other."""
    opening = side("train", 0.90, (), (0.88,))
    closing = side("test", 0.70, (), (0.73,))

    left = close(opening, closing, []).unexplained

    assert (round(left.opening, 9), round(left.between, 9), round(left.closing, 9)) == (-0.02, -0.15, -0.03)


def test_a_deviation_that_costs_nothing_is_a_hazard() -> None:
    """It was there and moved nothing: no line, and still worth saying."""
    closing = side("test", 0.7, (factor("mode.dropout-active"),), (0.7, 0.7))

    statement = close(side("train", 0.7), closing, [])

    assert statement.lines == ()
    assert [(h.cause, h.run) for h in statement.hazards] == [("mode.dropout-active", "test")]
    assert statement.verdict == "none"


def test_what_is_seen_and_not_measured_has_no_amount() -> None:
    """A cause that could only be seen is a line without an amount, and the gap stays unexplained."""
    closing = side("test", 0.6, (factor("mode.dropout-active", measured=False),), (0.6,))

    statement = close(side("train", 0.9), closing, [])

    [line] = statement.lines
    assert (line.status, line.amount, line.low) == ("seen", 0.0, None)
    assert statement.unexplained.between == pytest.approx(-0.3)
    assert statement.verdict == "mode.dropout-active"


def test_the_verdict_is_the_largest_amount() -> None:
    """Of several lines the one that moved the score most names the statement."""
    factors = (factor("mode.dropout-active"), factor("preprocessing.refit"))
    closing = side("test", 0.60, factors, (0.60, 0.65, 0.85, 0.90))

    statement = close(side("train", 0.9), closing, [])

    assert statement.verdict == "preprocessing.refit"


def test_nothing_to_compare_is_in_order() -> None:
    """A statement without scores has no gap, and no arithmetic to break."""
    nothing = Statement(None, None, None, ruled_out=(Acquittal("data.order", "same"),))
    nothing.check()

    assert nothing.gap is None
    assert nothing.ties_out()


def test_a_replay_far_away_from_both_scores_still_adds_up() -> None:
    """A loss that explodes without its deviation is off by far more than the scores, and so is its rounding."""
    closing = side("test", 0.3, (factor("mode.dropout-active"),), (0.3, 33554432.1))

    statement = close(side("train", 0.1), closing, [])

    statement.check()
    assert statement.lines[0].amount == pytest.approx(-33554431.8)


@pytest.mark.parametrize("amount", [0.05, float("nan"), float("inf"), -float("inf")])
def test_a_statement_that_does_not_add_up_is_refused(amount: float) -> None:
    """Amounts that do not give the gap, or are no numbers, never leave the program."""
    statement = close(side("train", 0.9), side("test", 0.7), [])
    wrong = replace(statement, unexplained=replace(statement.unexplained, opening=amount))

    with pytest.raises(TieoutError, match="amounts-do-not-add-up"):
        wrong.check()


def test_an_amount_outside_its_interval_is_refused() -> None:
    """An interval that does not hold its own amount is a fault as well."""
    closing = side("test", 0.7, (factor("mode.dropout-active"),), (0.7, 0.9))
    statement = close(side("train", 0.9), closing, [])
    wrong = replace(statement, lines=(replace(statement.lines[0], low=0.0, high=0.1),))

    with pytest.raises(TieoutError, match="amount-outside-interval"):
        wrong.check()


def test_a_helper_that_both_scores_use_is_not_at_fault() -> None:
    """The line named is the innermost one that the other score did not go through; without one, it stays."""
    helper, first, last = Where("helper.py", 5), Where("main.py", 28), Where("main.py", 29)
    found = replace(factor("metric.broadcast"), where=helper, stack=(helper, last))
    opening, closing = side("main", 0.9), side("main", 0.5, (found,), (0.5, 0.9))
    other = replace(opening, examination=replace(opening.examination, lines=(helper, first)))
    assert [line.where for line in close(other, closing, []).lines] == [last]
    assert [line.where for line in close(opening, closing, []).lines] == [helper]
    loop = replace(opening, examination=replace(opening.examination, lines=(helper, last)))
    assert [line.where for line in close(loop, closing, []).lines] == [helper]


def cut(value: float, without: float, mark: str, run: str) -> Side:
    """Give a score with one deviation in its cut."""
    return side(run, value, (factor("metric.threshold", mark),), (value, without))


def test_what_was_left_behind_is_a_line_of_the_score_without_it() -> None:
    """A cut that was chosen, and used by the first score only, costs the mean of what it makes on the rows of both."""
    statement = close(cut(0.9, 0.88, "cut at 0.8", "train"), cut(0.8, 0.84, "cut at 0.8" + LEFT, "test"), ())
    (line,) = statement.lines
    assert (line.side, line.cause) == ("closing", "metric.threshold")
    assert line.amount == pytest.approx(-0.03)
    assert statement.unexplained.between == pytest.approx(-0.07)
    statement.check()


def test_nothing_was_left_behind_where_the_other_score_has_it_not_either() -> None:
    """Against a score that was made with the usual cut, the usual cut is no deviation."""
    statement = close(side("train", 0.85), cut(0.8, 0.84, "cut at 0.8" + LEFT, "test"), ())
    assert statement.lines == ()
    assert statement.unexplained.between == pytest.approx(-0.05)


def test_weights_and_a_deviation_get_the_mean_of_both_orders() -> None:
    """Other weights that do no harm under a deviation and much without it cost the half of both, and so does that."""
    opening, closing = side("train", 0.9), cut(0.5, 0.8, "cut at 0", "test")
    table = {0: Values(0.45), 1: Values(0.9)}
    examination = replace(closing.examination, with_state={"first": table})
    passed = replace(examination, state="last")
    first = replace(opening, examination=replace(opening.examination, state="first"))

    def weights(pair: Pair) -> Difference:
        return Difference("state.wrong-checkpoint", "mistake", -0.1, -0.1, -0.1, None, "other weights", "load them")

    statement = close(first, replace(closing, examination=passed), (("state.wrong-checkpoint", weights),))
    told = {line.cause: line.amount for line in statement.lines}
    assert told == pytest.approx({"metric.threshold": -0.375, "state.wrong-checkpoint": -0.025})
    assert statement.unexplained.total() == pytest.approx(0.0)
    statement.check()
