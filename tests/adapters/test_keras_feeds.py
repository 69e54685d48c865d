"""What Keras' loops are fed is told to the walk it was for."""

from __future__ import annotations

import pytest

pytest.importorskip("keras")

from tieout.adapters.keras.feeds import Seen

pytestmark = pytest.mark.keras


def test_rows_read_ahead_of_a_limited_walk_are_not_its_own() -> None:
    """A walk of so many steps leaves what was read ahead to the next one, if that goes on, and forgets it if not."""
    for goes_on, second in ((True, [3, 4, 5]), (False, [5])):
        seen = Seen()
        seen.steps, seen.goes_on = 3, goes_on
        for element in range(5):
            seen.add(element)
        assert seen.take() == [0, 1, 2]
        seen.add(5)
        assert seen.take() == second
