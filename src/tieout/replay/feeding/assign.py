"""Which of one set stands for which of another, at the least total cost."""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Array = NDArray[Any]


def cheapest(costs: Array) -> tuple[Array, Array]:
    """Match every row with a column of its own (shape: rows by columns, no more rows than columns).

    Where every row's cheapest column is another one, that is the answer, and scipy's optimizers, which take longer to
    import than to run, are not asked.
    """
    nearest = costs.argmin(axis=1)
    if len(np.unique(nearest)) == len(costs):
        return np.arange(len(costs)), np.asarray(nearest)
    from scipy.optimize import linear_sum_assignment

    rows, columns = linear_sum_assignment(costs)
    return np.asarray(rows), np.asarray(columns)
