"""How numbers are shown."""

import math

import pytest

from tieout.report.figures import Figures, figures_for


@pytest.mark.parametrize(
    ("scores", "gap", "shown"),
    [
        ([0.97222, 0.84444], -0.12778, "-0.1278"),
        ([97.222, 84.444], -12.778, "-12.78"),
        ([0.97222, 0.97219], -0.00003, "-0.000030"),
        ([0.5, 0.5], 1e-17, "0.0000"),
        ([2900.0, 3400.0], 500.0, "+500.0"),
        ([3e-6, 5e-6], 2e-6, "+2.000e-06"),
        ([4e12, 5e12], 1e12, "+1.000e+12"),
        ([math.nan, 1.0], math.nan, "n/a"),
        ([math.inf], math.inf, "n/a"),
    ],
)
def test_a_gap_is_shown_with_the_decimals_it_takes(scores: list[float], gap: float, shown: str) -> None:
    """Decimals follow the size of the scores, and a small gap gets more."""
    assert figures_for(scores, gap).amount(gap) == shown


@pytest.mark.parametrize("number", [0.0, -0.0, 0.00004, -0.00004])
def test_what_rounds_to_zero_has_no_sign(number: float) -> None:
    """There is no -0.0000."""
    assert Figures(4).amount(number) == "0.0000"
    assert Figures(4).value(number) == "0.0000"
    assert Figures(4).is_zero(number)


def test_a_score_may_be_negative() -> None:
    """An R2 below zero keeps its sign."""
    assert Figures(4).value(-0.25) == "-0.2500"
