"""What scored rows share with training rows: the same owners, and their labels inside a column."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tieout.core.passes import Loaded
from tieout.replay.rows.keys import groups_of
from tieout.replay.rows.rates import of_labels

RNG = np.random.default_rng(9)
PATIENTS = RNG.integers(0, 30, 200)
ILL = (RNG.random(30) < 0.5).astype(int)
FRAME = pd.DataFrame(RNG.normal(size=(200, 3)), columns=["a", "b", "c"]).assign(patient=PATIENTS, ill=ILL[PATIENTS])


def loaded(frame: pd.DataFrame) -> Loaded:
    return Loaded("a.csv", "", "loaded", "table", None, data=frame)


def rows(columns: list[str]) -> np.ndarray:
    return np.asarray(FRAME[columns].to_numpy(), dtype=float)


def test_rows_of_one_owner_are_found() -> None:
    """The column that tells whose rows they are is named, in the order of the rows, though it was never fed."""
    order = RNG.permutation(200)
    found = list(groups_of([loaded(FRAME)], rows(["a", "b", "c"])[order], FRAME["ill"].to_numpy()[order], before=1))
    ((name, owners),) = found
    assert name == "patient"
    assert np.array_equal(np.unique(PATIENTS.astype(str), return_inverse=True)[1][order], owners)


def test_owners_with_several_labels_or_fed_ones_are_none() -> None:
    """Rows that share a town are not one case, and what was fed is no secret of the split."""
    other = FRAME.assign(ill=RNG.integers(0, 2, 200))
    assert list(groups_of([loaded(other)], rows(["a", "b", "c"]), other["ill"].to_numpy(), before=1)) == []
    fed = rows(["a", "b", "c", "patient"])
    assert list(groups_of([loaded(FRAME)], fed, FRAME["ill"].to_numpy(), before=1)) == []


def test_a_column_of_mean_labels_is_made_of_training_labels_alone() -> None:
    """The column is recognised by its values; put right, it no longer holds the labels of the scored rows."""
    label = RNG.integers(0, 2, 200)
    frame = FRAME.drop(columns="ill").assign(label=label)
    fed = np.column_stack([rows(["a", "b"]), frame.groupby("patient")["label"].transform("mean")])
    found = of_labels([loaded(frame)], (fed[:120], label[:120]), (fed[120:], label[120:]), before=1)
    assert found is not None
    assert found.key == "patient"
    own = frame[:120].groupby("patient")["label"].mean()
    wanted = frame["patient"].map(own).fillna(label[:120].mean()).to_numpy()
    assert np.allclose(np.concatenate([found.training, found.scored])[:, 2], wanted)
    assert np.array_equal(found.scored[:, :2], fed[120:, :2])


def test_rates_of_the_training_rows_alone_are_no_leak() -> None:
    """Where only training labels were used, there is nothing to put right."""
    label = RNG.integers(0, 2, 200)
    frame = FRAME.drop(columns="ill").assign(label=label)
    rate = frame["patient"].map(frame[:120].groupby("patient")["label"].mean()).fillna(0.5)
    fed = np.column_stack([rows(["a", "b"]), rate])
    assert of_labels([loaded(frame)], (fed[:120], label[:120]), (fed[120:], label[120:]), before=1) is None


def test_stretches_of_time_are_owners_of_amounts() -> None:
    """Rows between two pauses of the clock belong together where their amounts hardly change, and not where they do."""
    start = np.repeat(np.arange(20), 10)
    clock = pd.Timestamp("2026-03-01") + pd.to_timedelta(start * 24 * 60 + np.tile(np.arange(10), 20), unit="min")
    level = RNG.normal(0, 3, 20)[start]
    frame = FRAME[["a", "b", "c"]].assign(clock=clock.astype(str), amount=level + RNG.normal(0, 0.1, 200))
    ((name, owners),) = groups_of([loaded(frame)], rows(["a", "b", "c"]), frame["amount"].to_numpy(), before=1)
    assert name == "stretch of clock without a pause"
    assert np.array_equal(owners, start)
    loose = frame.assign(amount=RNG.normal(0, 3, 200))
    assert list(groups_of([loaded(loose)], rows(["a", "b", "c"]), loose["amount"].to_numpy(), before=1)) == []
