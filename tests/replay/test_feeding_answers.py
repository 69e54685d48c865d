"""Codes that stand for other categories are told by the labels that go with them."""

import numpy as np

from tieout.replay.feeding.answers import _levels, matched

RATES = np.array([0.05, 0.2, 0.4, 0.6, 0.8, 0.95])


def drawn(seed: int, rates: np.ndarray = RATES, rows: int = 1500) -> tuple[np.ndarray, np.ndarray]:
    """Give codes and labels, standardised, of rows whose label goes with the code."""
    rng = np.random.default_rng(seed)
    code = rng.choice(6, rows, p=[0.1, 0.1, 0.15, 0.2, 0.2, 0.25])
    label = (rng.random(rows) < rates[code]).astype(float)
    return code.astype(float), ((label - 0.56) / 0.5)[:, None]


def found(own: tuple[np.ndarray, np.ndarray], reference: tuple[np.ndarray, np.ndarray]) -> dict[float, float] | None:
    """Match the codes of two sets of rows."""
    one, other = _levels(*own), _levels(*reference)
    assert one is not None
    assert other is not None
    return matched(one, other)


def test_codes_counted_from_another_day_are_matched() -> None:
    """Codes that have all moved by one, and codes counted from one instead of nought, are told by their labels."""
    code, label = drawn(1)
    turned = (code + 1) % 6
    assert found((turned, label), drawn(2)) == {float(n): float((n - 1) % 6) for n in range(6)}
    assert found((code + 1, label), drawn(2)) == {float(n + 1): float(n) for n in range(6)}


def test_the_same_codes_are_left_alone() -> None:
    """Rows drawn from one source give no match, whatever chance does to their labels."""
    assert all(found(drawn(2 * seed), drawn(2 * seed + 1)) is None for seed in range(20))


def test_another_rule_for_the_labels_is_no_change_of_codes() -> None:
    """A new rule for some codes, and labels that stand for the other class, leave the codes as they are."""
    other = RATES.copy()
    other[3:5] = 0.05
    assert found(drawn(3, other), drawn(4)) is None
    assert found(drawn(3, 1.0 - RATES), drawn(4)) is None
