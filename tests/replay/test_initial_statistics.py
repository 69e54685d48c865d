"""What is left of the statistics that updates began with, and whether those were the initial ones."""

from __future__ import annotations

import numpy as np
import pytest

from tieout.core.trial import BatchNormFacts
from tieout.replay.running.initial import as_of

FACTS = BatchNormFacts("norm", 0.99, None, None, "norm.moving_mean", "norm.moving_variance")
COUNTED = BatchNormFacts("norm", 0.9, 50, 0.9**50, "norm.running_mean", "norm.running_var")


def updated(variance: float, start: float, updates: int, momentum: float = 0.99) -> np.ndarray:
    """Give running variances after updates with batches of one variance, in single precision as frameworks do."""
    running = np.full(3, start, dtype=np.float32)
    for _ in range(updates):
        running = (running * momentum + np.float32(variance) * (1 - momentum)).astype(np.float32)
    return running


@pytest.mark.parametrize("variance", [0.0, 1e-3, 0.5, 40.0])
@pytest.mark.parametrize("updates", [1, 20, 290])
def test_statistics_that_began_at_one(variance: float, updates: int) -> None:
    """Whatever the batches were, a variance is no less than what is left of the 1."""
    found = as_of(FACTS, {FACTS.variance_key: updated(variance, 1.0, updates)}, updates)
    assert found.initial_left == pytest.approx(0.99**updates)
    assert not found.began_elsewhere


def test_statistics_that_came_out_of_a_file() -> None:
    """One unit that is below what would be left of a 1 is enough."""
    running = updated(0.2, 1.0, 20)
    running[1] = updated(0.2, 0.3, 20)[1]
    found = as_of(FACTS, {FACTS.variance_key: running}, 20)
    assert found.updates == 20
    assert found.began_elsewhere


def test_the_count_kept_with_the_weights_is_that_of_the_pass() -> None:
    """The layer was updated further after the pass."""
    state = {"norm.num_batches_tracked": np.array(3), COUNTED.variance_key: updated(2.0, 1.0, 3, 0.9)}
    found = as_of(COUNTED, state, 7)
    assert (found.updates, found.initial_left) == (3, pytest.approx(0.9**3))


def test_nothing_is_said_of_a_layer_that_was_never_seen_updated() -> None:
    """Its facts stay as they are."""
    assert as_of(FACTS, None, 0) == FACTS
