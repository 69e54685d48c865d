"""The same rows met elsewhere: images made in another way, predictions out of a file, rows of earlier epochs."""

from __future__ import annotations

from types import SimpleNamespace

import numpy as np
import pandas as pd

from tieout.core.passes import Batch, Loaded, Pass
from tieout.replay.feeding.paired import _as_images
from tieout.replay.history.training import _earlier
from tieout.replay.tracing.filed_rows import ids_of

RNG = np.random.default_rng(12)
LARGE = RNG.normal(size=(80, 16, 16)).cumsum(axis=1).cumsum(axis=2)
MEANS = LARGE.reshape(80, 8, 2, 8, 2).mean(axis=(2, 4))
PICKED = LARGE[:, ::2, ::2]


def rows(fed: np.ndarray) -> SimpleNamespace:
    return SimpleNamespace(
        fed=fed, alike=lambda other: np.allclose(other, fed.reshape(len(fed), -1)), origin=lambda: None
    )


def test_images_made_in_another_way_are_found_in_any_order() -> None:
    """Each image is the likest of one of those that were scored before, and takes its form."""
    order = RNG.permutation(80)
    (found,) = _as_images(rows(PICKED), PICKED.reshape(80, -1), MEANS[order].reshape(80, -1))
    assert found.way == "resample"
    assert np.array_equal(found.rows, MEANS.reshape(80, -1))


def test_other_images_and_other_orders_of_pixels_are_not_taken_for_the_same() -> None:
    """Other rows, the same values times a factor, and mirrored images are none made in another way."""
    flat = PICKED.reshape(80, -1)
    for theirs in (RNG.normal(size=(80, 64)), flat * 255.0, PICKED[:, :, ::-1].reshape(80, -1)):
        assert not list(_as_images(rows(PICKED), flat, theirs))


def test_predictions_of_a_file_are_of_the_rows_that_made_it() -> None:
    """The rows whose keys a merge found again are known by the ids they were scored under."""
    ids = np.arange(100, 140, dtype=np.uint64)
    keys = np.array([f"k{n}" for n in RNG.permutation(40)])
    labels = np.array(["no", "yes"])[RNG.integers(0, 2, 25)]
    answers = pd.DataFrame({"key": keys, "yes": RNG.random(40)})
    register = pd.DataFrame({"key": keys[:25], "label": labels})
    files = [
        Loaded("answers.csv", "d1", "loaded", "table", None, data=answers),
        Loaded("register.csv", "d2", "loaded", "table", None, data=register),
    ]
    record = SimpleNamespace(id="p1", seq=3, training=False, ids="ids")
    run = SimpleNamespace(passes=[record], files=[SimpleNamespace(action="saved", digest="d1", seq=5)])
    met = Pass(
        "predictions 1", None, "predictions", None, 9, batches=[Batch(25, None, labels, None, None)], total_rows=25
    )

    assert ids_of(files, [run], lambda _run, _name: ids, met, labels).tolist() == ids[:25].tolist()
    assert ids_of(files, [run], lambda _run, _name: ids[1:], met, labels) is None
    assert ids_of(files, [], lambda _run, _name: ids, met, labels) is None


def epoch(number: int, handle: object, ids: np.ndarray) -> Pass:
    batch = Batch(len(ids), None, None, None, ids)
    return Pass(
        f"p{number}",
        handle,
        "fit",
        None,
        number,
        batches=[batch],
        updates=1,
        state=f"w{number}",
        end_state=f"w{number + 1}",
    )


def test_rows_that_only_earlier_epochs_had_are_known() -> None:
    """A split that is drawn anew each epoch trains on all rows; epochs with rows of their own are augmented."""
    handle, all_rows = object(), np.arange(30, dtype=np.uint64)
    anew = [epoch(1, handle, all_rows[:20]), epoch(2, handle, all_rows[10:])]
    assert _earlier(SimpleNamespace(passes=anew), anew[-1], all_rows[10:]).tolist() == list(range(10))
    fixed = [epoch(1, handle, all_rows[:20]), epoch(2, handle, all_rows[:20])]
    assert _earlier(SimpleNamespace(passes=fixed), fixed[-1], all_rows[:20]) is None
    changing = [epoch(n, handle, all_rows[:20] + np.uint64(100 * n)) for n in (1, 2, 3)]
    assert _earlier(SimpleNamespace(passes=changing), changing[-1], all_rows[:20] + np.uint64(300)) is None
