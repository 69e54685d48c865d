"""Rows that went through transforms part by part are followed back to where they came from."""

from __future__ import annotations

from typing import Any

import numpy as np

from tieout.arrays import row_ids
from tieout.core.passes import Step
from tieout.core.score import Where
from tieout.replay.rows.lineage import Joined, Tracer

LINE = Where("test.py", 13)


def parts(table: Any, *, own_fit: bool) -> list[Step]:
    """Give a scaling of a table in four parts, each fitted by itself or all alike."""
    found = []
    for at, part in enumerate(np.split(table, 4)):
        mean, scale = (part.mean(0), part.std(0)) if own_fit else (table.mean(0), table.std(0))
        params = {"mean_": mean, "scale_": scale}
        made = (part - mean) / scale
        apply = lambda rows, m=mean, s=scale: (rows - m) / s  # noqa: E731 - what a fitted scaler does
        found.append(Step("estimator", "StandardScaler", "transform", part, made, params, LINE, at, apply, seq=2 * at))
    return found


def test_rows_are_followed_through_parts() -> None:
    """The raw rows are found in the order in which they were scored, and the parts that gave them."""
    table = np.random.default_rng(0).normal(5.0, 2.0, (80, 3))
    steps = parts(table, own_fit=True)
    fed = np.concatenate([step.outputs for step in steps[1:]])[::-1]
    lineage = Tracer(steps).trace(row_ids(fed), by_parts=True)
    (step,) = lineage.steps
    assert isinstance(step, Joined)
    assert step.parts == tuple(steps[1:])
    assert step.apply is None  # four fits are no one transform
    assert np.array_equal(lineage.raw, table[20:][::-1])


def test_parts_of_one_fit_are_one_transform() -> None:
    """Where all parts went through the same numbers, other rows can go through them too."""
    table = np.random.default_rng(1).normal(5.0, 2.0, (80, 3))
    steps = parts(table, own_fit=False)
    (step,) = Tracer(steps).trace(row_ids(np.concatenate([s.outputs for s in steps])), by_parts=True).steps
    assert step.apply is not None
    assert np.allclose(step.apply(table[:7]), (table[:7] - table.mean(0)) / table.std(0))


def test_parts_are_joined_only_where_that_is_asked_for() -> None:
    """The training rows have one transform, or none that is known."""
    steps = parts(np.random.default_rng(2).normal(5.0, 2.0, (80, 3)), own_fit=True)
    fed = row_ids(np.concatenate([step.outputs for step in steps]))
    assert Tracer(steps).trace(fed).steps == []
