"""What running a model costs, counted and not timed: every machine and every run then decides the same."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

CALL = {"keras": 6e7}  # what a call of a model costs beside its rows, in multiplications
OTHER = 4e6  # the same for the frameworks whose calls cost next to nothing


def per_row(state: Mapping[str, Any], shape: tuple[int, ...]) -> float:
    """Give about how many multiplications one row takes.

    Args:
        state: the weights of the model.
        shape: of a batch of its inputs. The weights of convolutions work at every place of an image.
    """
    weights = sum(int(np.size(value)) for value in state.values()) or int(np.prod(shape[1:]))
    return float(weights * max(1, int(np.prod(shape[2:]))))


def per_call(framework: str) -> float:
    """Give about how many multiplications one call costs, whatever the number of its rows."""
    return CALL.get(framework, OTHER)
