"""Outputs brought to the units of labels, predictions paired with labels by `zip`, and means over a column's groups."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tieout.core.passes import Batch, Loaded, Meet, Pass
from tieout.core.score import Where
from tieout.replay.outputs.decode import matching
from tieout.replay.outputs.passfacts import PassFacts
from tieout.replay.outputs.rescaled import rescaled
from tieout.replay.rows.tables import rows_fed, with_rows
from tieout.replay.tracing.columns import from_columns
from tieout.replay.tracing.paired import paired
from tieout.replay.tracing.unseen import from_standard

RNG = np.random.default_rng(12)
RAW = RNG.normal(size=(150, 1)).astype(np.float32)
GUESS = RAW.ravel() * 301.2 + 328.8
LABELS = np.asarray(GUESS + RNG.normal(0, 40, 150))
AT = Where("test.py", 9)


def met(op: str, left: Any, right: Any) -> Meet:
    return Meet("compare", op, left, right, None, AT, 3, op=op)


def facts(compares: dict[Where, list[Meet]], files: list[Loaded] | None = None) -> PassFacts:
    tape = SimpleNamespace(
        files=files or [], compares=compares, meets={}, drawings=[], divisions=[], reductions=[], passes=[]
    )
    batch = Batch(len(RAW), (RAW,), RAW, None, None)
    return PassFacts(tape, Pass("p1", None, "forward", None, 1, batches=[batch], total_rows=len(RAW)), None)


@pytest.mark.parametrize(
    ("made", "units"),
    [
        (GUESS, (301.2, 328.8, 0.0)),
        (np.exp(RAW.ravel() * 0.5 + 2), (0.5, 2.0, 1.0)),
        (np.expm1(RAW.ravel() * 0.25 + 3), (0.25, 3.0, 2.0)),
    ],
)
def test_what_brought_outputs_to_units_is_found(made: np.ndarray, units: tuple[float, ...]) -> None:
    """Factor, shift and curve are those that were applied, and give the predictions again."""
    decode = matching(RAW, made)
    assert decode is not None
    assert decode.units == pytest.approx(units, rel=1e-4)
    assert decode.apply(RAW) == pytest.approx(made, rel=1e-4)


def test_other_numbers_are_no_units() -> None:
    """Noise, too few rows, and outputs of two columns have no such rule."""
    assert rescaled(RAW, GUESS + RNG.normal(0, 1, 150)) is None
    assert rescaled(RAW[:6], GUESS[:6]) is None
    assert rescaled(np.hstack([RAW, RAW]), GUESS) is None


def test_an_own_r2_of_predictions_in_units_is_traced() -> None:
    """A number made of two sums is the R2 of outputs that were brought back to the units of the labels."""
    known = facts({AT: [met("-", GUESS, LABELS)]})
    value = 1 - ((GUESS - LABELS) ** 2).sum() / ((LABELS - LABELS.mean()) ** 2).sum()
    ((_, recipe),) = from_standard(known.tape, float(value), 9, known)
    assert (recipe.metric, recipe.trial.decode.units[:2]) == ("r2", pytest.approx((301.2, 328.8), rel=1e-4))


def test_zipped_lists_are_compared_one_by_one() -> None:
    """Words are held against words and numbers against numbers; amounts are subtracted as well."""
    words = paired([met("zip", np.array(["a", "b"]), np.array(["a", "c"], dtype=object)), met("==", 1, 2)])
    assert [m.result.tolist() for m in words["=="]] == [[True, False]]
    assert "-" not in words
    amounts = paired([met("zip", np.array([1.5, 2.0]), np.array([1, 2]))])
    assert [m.result.tolist() for m in amounts["-"]] == [[0.5, 0.0]]
    assert paired([met("zip", np.array(["a"]), np.array([1])), met("zip", np.eye(2), np.array([0, 1]))]) == {}


def test_a_mean_over_the_groups_of_a_column_is_traced() -> None:
    """Groups are those of a column of words of the table, each counts alike, and the metric of all rows is known."""
    table = pd.DataFrame({"x": RAW.ravel(), "shop": RNG.choice(["a", "b", "c"], 150, p=[0.7, 0.2, 0.1])})
    known = facts({AT: [met("-", GUESS, LABELS)]}, [Loaded("a.csv", "", "loaded", "table", None, data=table)])
    errors = pd.Series(np.abs(GUESS - LABELS))
    value = float(errors.groupby(table["shop"]).mean().mean())
    ((_, recipe),) = from_columns(known.tape, value, 9, known)
    assert (recipe.metric, recipe.found) == ("mae", "mean of groups")
    assert recipe.grouped is not None
    predictions = recipe.trial.decode.apply(RAW)
    assert recipe.grouped.value(predictions, LABELS) == pytest.approx(errors.mean(), rel=1e-5)
    assert recipe.trial.metric.value(predictions, LABELS, recipe.trial.metric.weights) == pytest.approx(value, rel=1e-5)
    assert list(from_columns(known.tape, float(errors.mean()), 9, known)) == []


def test_codes_beside_a_table_are_a_column_of_it() -> None:
    """Codes for an embedding and a table of numbers are one set of columns; lengths of sequences stay by themselves."""
    codes, table = np.array([3, 1, 2]), np.arange(6.0).reshape(3, 2)
    joined = rows_fed((codes, table))
    assert joined is not None
    assert joined.tolist() == [[3, 0, 1], [1, 2, 3], [2, 4, 5]]
    back = with_rows((codes, table), joined * 2)
    assert (back[0].tolist(), back[0].dtype.kind, back[1].tolist()) == ([6, 2, 4], "i", (table * 2).tolist())
    assert np.shape(rows_fed((table[:, :, None], codes))) == (3, 2, 1)
