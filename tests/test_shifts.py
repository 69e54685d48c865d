"""Two samples of one source are not told apart; a shift that is there has the amount its closed form gives."""

from math import erf

import numpy as np
import pytest

from tieout.shifts import ALPHA, Sample, apart, class_effect, classes_follow, input_effect, proportions, recoded

SOURCES = 40  # pairs of samples of one source
WRONG = 2  # of them that may be told apart: 0.2 are to be expected


def scored(rng: np.random.Generator, rows: int, positive: float = 0.5, moved: float = 0.0, width: int = 4) -> Sample:
    """Draw rows whose class moves the first column; positives are right 8 times in 10, negatives 19 in 20."""
    labels = (rng.random(rows) < positive).astype(int)
    inputs = rng.normal(size=(rows, width))
    inputs[:, 0] += 2.0 * labels - 1.0
    inputs[:, 1] += moved
    hits = rng.random(rows) < np.where(labels == 1, 0.8, 0.95)
    return Sample(hits.astype(float), labels, inputs.astype(np.float32))


@pytest.mark.parametrize(("rows", "width"), [(60, 3), (150, 40)])
def test_samples_of_one_source_are_one(rows: int, width: int) -> None:
    """Neither inputs nor classes of two samples of one source are called different, but for a rare accident."""
    told = 0
    for seed in range(SOURCES):
        rng = np.random.default_rng(seed)
        one, other = scored(rng, rows, width=width), scored(rng, rows, width=width)
        found = apart(one, other)
        assert found is not None
        table = proportions(one.labels, other.labels)
        assert table is not None
        told += (found.p < ALPHA) + (table.p < ALPHA)
    assert told <= WRONG


def test_more_positives_is_no_change_of_inputs_within_a_class() -> None:
    """Where only the proportions change, inputs differ, and within a class they do not."""
    rng = np.random.default_rng(1)
    one, other = scored(rng, 600), scored(rng, 600, positive=0.8)
    across, inside = apart(one, other), apart(one, other, within=True)
    assert across is not None
    assert inside is not None
    assert across.p < ALPHA <= inside.p
    assert classes_follow(one, other, across) < 0.5


def test_moved_inputs_differ_within_a_class() -> None:
    """A column that moved is seen in each class."""
    rng = np.random.default_rng(2)
    found = apart(scored(rng, 300), scored(rng, 300, moved=0.8), within=True)
    assert found is not None
    assert found.p < ALPHA


def test_the_effect_of_proportions_is_exact_where_a_class_scores_alike() -> None:
    """From half positives to four in five, at 0.5 and 0.9 right, the score moves by 0.3 * (0.5 - 0.9)."""

    def rows(positives: int, negatives: int) -> Sample:
        hits = np.concatenate([np.arange(positives) % 10 < 5, np.arange(negatives) % 10 < 9])
        return Sample(hits.astype(float), np.repeat([1, 0], [positives, negatives]))

    one, other = rows(500, 500), rows(800, 200)
    table = proportions(one.labels, other.labels)
    assert table is not None
    effect = class_effect(one, other, table)
    assert effect.amount == pytest.approx(0.3 * (0.5 - 0.9))
    assert effect.low < effect.amount < effect.high < 0.0


def test_reweighted_rows_score_like_the_others() -> None:
    """Rows right where x > 0, x moved from mean 0 to 0.7: the score rises from a half to the normal integral at 0.7."""
    rng = np.random.default_rng(3)

    def rows(mean: float) -> Sample:
        x = rng.normal(mean, 1.0, 1500)
        return Sample((x > 0).astype(float), None, x[:, None].astype(np.float32))

    one, other = rows(0.0), rows(0.7)
    found = apart(one, other)
    assert found is not None
    effect = input_effect(one, other, found)
    assert effect.amount == pytest.approx(0.5 * erf(0.7 / 2**0.5), abs=0.06)
    assert effect.is_there()
    assert 0.2 * effect.rows < effect.effective < 0.9 * effect.rows


def test_other_names_are_no_other_proportions() -> None:
    """The same counts under other class names are recognised; other counts are not explained by names."""
    one, other = np.repeat([0, 1, 2], [300, 150, 50]), np.repeat([0, 1, 2], [50, 300, 150])
    assert recoded(one, other, ALPHA)
    assert not recoded(one, np.repeat([0, 1, 2], [170, 170, 160]), ALPHA)


def test_numbers_are_no_classes() -> None:
    """Proportions of measured values are not compared, nor those of words and numbers."""
    rng = np.random.default_rng(4)
    assert proportions(rng.normal(size=90), rng.normal(size=90)) is None
    assert proportions(np.repeat(["a", "b"], 40), np.repeat([0, 1], 40)) is None
