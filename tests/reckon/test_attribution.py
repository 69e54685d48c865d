"""Shapley values share out an effect completely, alike among the alike, and give nothing to what does nothing."""

from __future__ import annotations

import itertools
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tieout.core.pair import difference
from tieout.core.recording import Values
from tieout.reckon.attribution import amounts, interval, shapley, spread

SCORE = st.floats(-2.0, 2.0, allow_nan=False, width=32)


@st.composite
def games(draw: st.DrawFn, most: int = 5) -> tuple[list[int], list[float]]:
    """Draw players and the score of every set of them undone."""
    n = draw(st.integers(1, most))
    return list(range(n)), draw(st.lists(SCORE, min_size=1 << n, max_size=1 << n))


@given(games())
def test_the_shares_add_up_to_the_whole_effect(game: tuple[list[int], list[float]]) -> None:
    """Nothing is lost and nothing added: the sum is none undone minus all undone."""
    players, scores = game

    shares = shapley(players, scores.__getitem__)

    assert sum(shares.values()) == pytest.approx(scores[0] - scores[-1], abs=1e-9)


@given(games(), st.data())
def test_what_acts_alike_gets_alike(game: tuple[list[int], list[float]], data: st.DataObject) -> None:
    """Two players that may change places in every set have the same share."""
    players, scores = game
    one, other = data.draw(st.sampled_from(players)), data.draw(st.sampled_from(players))

    def even(mask: int) -> float:
        kept = mask & ~(1 << one) & ~(1 << other)
        count = (mask >> one & 1) + (mask >> other & 1 if one != other else 0)
        return scores[kept] + 0.25 * count

    shares = shapley(players, even)

    assert shares[one] == pytest.approx(shares[other], abs=1e-9)


@given(games(), st.data())
def test_what_does_nothing_gets_nothing(game: tuple[list[int], list[float]], data: st.DataObject) -> None:
    """A player whose undoing never changes the score has no share."""
    players, scores = game
    idle = data.draw(st.sampled_from(players))

    shares = shapley(players, lambda mask: scores[mask & ~(1 << idle)])

    assert shares[idle] == pytest.approx(0.0, abs=1e-9)


@given(games(4))
def test_a_share_is_the_average_over_all_orders(game: tuple[list[int], list[float]]) -> None:
    """The weights by size of the set are the same thing as undoing the players in every order."""
    players, scores = game
    orders = list(itertools.permutations(players))
    walked = dict.fromkeys(players, 0.0)
    for order in orders:
        undone = 0
        for player in order:
            walked[player] += (scores[undone] - scores[undone | 1 << player]) / len(orders)
            undone |= 1 << player

    assert shapley(players, scores.__getitem__) == pytest.approx(walked, abs=1e-9)


@settings(deadline=None)
@given(games(3), st.data())
def test_an_interval_holds_its_amount(game: tuple[list[int], list[float]], data: st.DataObject) -> None:
    """Whatever the resamples say, also where some are no numbers, an amount lies in its own interval."""
    players, scores = game
    resamples = data.draw(st.integers(0, 6))
    numbers = st.floats(-2.0, 2.0) | st.just(math.nan)
    values = {
        mask: Values(score, tuple(data.draw(st.lists(numbers, min_size=resamples, max_size=resamples))))
        for mask, score in enumerate(scores)
    }

    found = amounts(players, values)

    assert set(found) == set(players)
    for amount, low, high in found.values():
        assert low <= amount <= high


@given(st.lists(SCORE, min_size=1), SCORE)
def test_an_interval_stays_among_the_draws_and_the_point(draws: list[float], point: float) -> None:
    """An interval reaches no further than what was drawn, or the point itself."""
    low, high = interval(draws, point)

    assert min(*draws, point) <= low <= point <= high <= max(*draws, point)


def test_without_draws_an_interval_is_the_point() -> None:
    """No resamples, no spread."""
    assert interval([], 0.5) == (0.5, 0.5)
    assert interval([math.nan], 0.5) == (0.5, 0.5)
    assert spread(Values(0.5)) == 0.0


def test_paired_resamples_cancel_what_both_share() -> None:
    """The same rows on both sides move both scores alike; unpaired ones do not cancel."""
    draws = tuple(math.sin(at) for at in range(200))
    one, other = Values(0.5, draws), Values(0.75, tuple(d + 0.25 for d in draws))

    together, apart = difference(one, other, paired=True), difference(one, other, paired=False)

    assert together.value == apart.value == 0.25
    assert spread(together) == pytest.approx(0.0, abs=1e-12)
    assert spread(apart) > spread(one)


@given(st.lists(SCORE, min_size=2, max_size=20))
def test_the_spread_is_the_standard_deviation(draws: list[float]) -> None:
    """The standard error of a replayed score is the standard deviation of its resamples."""
    mean = sum(draws) / len(draws)
    expected = math.sqrt(sum((d - mean) ** 2 for d in draws) / (len(draws) - 1))

    assert spread(Values(draws[0], tuple(draws))) == pytest.approx(expected, abs=1e-12)
