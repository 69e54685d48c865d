"""The searches that know nothing of the training, on arrays whose right form is known."""

from __future__ import annotations

import numpy as np
import pytest

from tieout.core.passes import Step
from tieout.renaming import agreement_by_any_names
from tieout.replay.feeding.known import _elementwise
from tieout.replay.feeding.levels import _assigned, _mapped
from tieout.replay.feeding.remembered import _by_arithmetic

RNG = np.random.default_rng(5)


def test_codes_are_taken_for_the_categories_they_score_best_as() -> None:
    """Every row is scored with its column set to each code in turn; the assignment that scores best is the naming."""
    right = np.array([2.0, 0.0, 1.0, 3.0])  # what each code should have been
    codes = RNG.integers(0, 4, 400).astype(float)
    scored = np.stack([(right[codes.astype(int)] == value) | (RNG.random(400) < 0.2) for value in range(4)])
    onto = _assigned(codes, np.arange(4.0), scored.astype(float))
    assert onto == {0.0: 2.0, 1.0: 0.0, 2.0: 1.0}
    table = np.stack([RNG.normal(size=400), codes], axis=1)
    assert _mapped(1, onto, table)[:, 1].tolist() == right[codes.astype(int)].tolist()


def test_a_code_of_few_rows_keeps_its_number() -> None:
    """Two rows do not say what their code stands for."""
    codes = np.array([0.0] * 50 + [1.0] * 50 + [2.0] * 2)
    scored = np.zeros((3, 102))
    scored[0, :50] = scored[1, 50:100] = 1.0
    scored[0, 100:] = 1.0
    assert _assigned(codes, np.arange(3.0), scored) == {}


def test_agreement_by_other_names() -> None:
    """Classes under other names agree; random answers gain nothing from names that were found on other rows."""
    labels = RNG.integers(0, 6, 600)
    assert agreement_by_any_names((labels + 1) % 6, labels).mean() == 1.0
    assert agreement_by_any_names(RNG.integers(0, 6, 600), labels).mean() == pytest.approx(1 / 6, abs=0.06)
    with pytest.raises(ValueError, match="no classes"):
        agreement_by_any_names(np.array(["a"] * 600), labels)


def test_names_are_looked_for_only_where_they_could_do() -> None:
    """Where the best names cannot agree as often as asked no row is told to agree, elsewhere nothing is different."""
    labels = RNG.integers(0, 6, 600)
    for share in (0.0, 0.3, 0.6, 0.9):
        guesses = np.where(RNG.random(600) < share, (labels + 2) % 6, RNG.integers(0, 6, 600))
        plain = agreement_by_any_names(guesses, labels)
        for least in (0.1, 0.3, 0.5, 0.8):
            bounded = agreement_by_any_names(guesses, labels, least)
            assert np.array_equal(bounded, plain) or (not bounded.any() and plain.mean() < least)
    assert not agreement_by_any_names(np.zeros(600, dtype=int), labels, 0.5).any()


def test_a_scaler_by_hand_remembers() -> None:
    """A subtraction of one number a column and a division by another are a scaler; single numbers are none."""

    def step(name: str, constant: object) -> Step:
        return Step("arithmetic", name, "compute", None, None, {"constant": constant, "reverse": False}, None)

    mean, scale = np.array([1.0, 2.0]), np.array([3.0, 4.0])
    found = _by_arithmetic([step("-", mean), step("/", scale)], 0)
    assert found is not None
    assert (found.mean.tolist(), found.std.tolist()) == ([1.0, 2.0], [3.0, 4.0])
    assert _by_arithmetic([step("-", 1.0), step("/", 2.0)], 0) is None
    assert _by_arithmetic([step("/", scale), step("-", mean)], 0) is None


@pytest.mark.parametrize(("high", "names"), [(1.0, []), (9.0, ["expm1", "square"]), (900.0, ["log1p", "sqrt"])])
def test_functions_are_tried_where_they_make_sense(high: float, names: list[str]) -> None:
    """A logarithm is left out of counts and amounts, and undone in what may have been through one."""
    assert [name for name, _ in _elementwise(np.array([[0.0], [high]]))] == names
    assert [name for name, _ in _elementwise(np.array([[-1.0], [high]]))] == []
