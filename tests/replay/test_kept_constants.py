"""Constants in files, lists of classes, and sequences that are cut: what another run tells of the rows."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tieout.core.passes import Loaded, Step
from tieout.core.score import Where
from tieout.core.trial import Metric
from tieout.core.values import file_digest
from tieout.replay.feeding.codes import Codes
from tieout.replay.feeding.constants import candidates, constants_of
from tieout.replay.feeding.paired import _codes
from tieout.replay.feeding.shortened import of_rows
from tieout.replay.history.listed import _moved

RNG = np.random.default_rng(9)
HERE, HELPER = Where("predict.py", 4), Where("series.py", 20)


def linked(path: Path) -> list[Any]:
    """Give a run that trained and went through a file."""
    file = SimpleNamespace(path=str(path), digest=file_digest(str(path)))
    return [SimpleNamespace(training=(1,), files=(file,))]


@pytest.mark.parametrize("suffix", [".json", ".npz"])
def test_rows_are_scaled_with_the_constants_of_training(tmp_path: Path, suffix: str) -> None:
    """Windows that were scaled with one file's constants are given those of the file that training had."""
    mean, std = np.array([1.0, 5.0, 20.0]), np.array([2.0, 0.5, 7.0])
    kept = tmp_path / f"train{suffix}"
    if suffix == ".json":
        kept.write_text(json.dumps({"scaler": {"mean": mean.tolist(), "std": std.tolist()}}))
    else:
        np.savez(kept, **{"scaler.mean": mean, "scaler.std": std})
    raw = RNG.normal(size=(30, 8, 3)) * std + mean
    own = {"scaler.mean": mean + 1.0, "scaler.std": 3.0 * std}
    loads = [
        Loaded("test.npz", "d", "loaded", "array", HELPER, data=own[k], facts={"key": k}, stack=(HELPER, HERE))
        for k in own
    ]
    rows: Any = SimpleNamespace(
        constants=constants_of(linked(kept)),
        fed=(raw - own["scaler.mean"]) / own["scaler.std"],
        files=loads,
        passed=SimpleNamespace(seq=9),
        lines_elsewhere={HELPER},
        alike=lambda _: False,
    )

    (found,) = candidates(rows)

    assert (found.way, found.where) == ("scale", HERE)
    assert np.allclose(found.rows, (raw - mean) / std)
    rows.files = [*loads, Loaded("test.npz", "d", "saved", "array", HELPER)]
    assert next(candidates(rows)).way == "refit"


def test_a_file_that_changed_since_tells_nothing(tmp_path: Path) -> None:
    """The constants of a run are those that it read, and no others."""
    path = tmp_path / "stats.json"
    path.write_text('{"mean": [1.0], "std": [2.0]}')
    runs = linked(path)
    path.write_text('{"mean": [9.0], "std": [2.0]}')
    assert constants_of(runs) == []


def listed(words: Sequence[str]) -> Codes:
    step = Step("estimator", "map", "transform", None, None, {}, None)
    return Codes(step, tuple(words), tuple(range(len(words))))


def test_labels_get_the_numbers_of_the_list_of_training() -> None:
    """Only numbers that occur count, and a class that training did not know leaves all as it is."""
    labels = np.array([0, 1, 2, 2, 1])
    assert _moved(listed("abc"), listed("acb"), labels) == {1: 2, 2: 1}
    assert _moved(listed("abcde"), listed("abced"), labels) == {}
    assert _moved(listed("abx"), listed("abc"), labels) == {}


def test_values_of_two_series_in_windows_are_no_codes() -> None:
    """Each value goes with one other in every window that holds it; whole numbers may be codes all the same."""
    one, other = RNG.normal(size=(2, 90))
    at = np.arange(60)[:, None] + np.arange(20)
    assert _codes(one[at], other[at]) is None
    numbers = RNG.permutation(90)
    assert _codes(np.arange(90)[at], numbers[at]) == dict(enumerate(numbers[:79]))


class Gains:
    """Counts a row as right as long as its word stands in it."""

    sign, labels = 1.0, np.zeros(200)
    metric = Metric("accuracy", lambda p, y: float((p == y).mean()), lambda p, y: (p == y).astype(float))

    def names(self, inputs: Any) -> dict[int, int]:
        return {}

    def of_others(self, rows: np.ndarray, labels: np.ndarray) -> np.ndarray:
        return (rows == 9).any(axis=1).astype(float)


def test_what_a_cut_costs_is_told_by_rows_scored_whole() -> None:
    """Rows that are full as often as training rows are long were cut; the mean of what others lost is what it costs."""
    lengths = RNG.integers(5, 30, 400)
    whole = np.where(np.arange(30) < lengths[:, None], RNG.integers(1, 9, (400, 30)), 0)
    whole[np.arange(400), lengths - 1] = 9
    rows: Any = SimpleNamespace(
        training=SimpleNamespace(array=whole[:200]),
        fed=whole[200:, :12],
        improves=Gains(),
        scored=[(whole[200:], np.zeros(200))],
        origin=lambda: HERE,
    )

    found = of_rows(rows)

    assert found is not None
    assert found.way == "padding"
    assert found.inputs is None
    assert found.extra is not None
    assert found.extra(Gains.labels).mean() == pytest.approx((lengths[200:] > 12).mean())
    trial = SimpleNamespace(metric=Gains.metric, with_=lambda metric: metric)
    moved: Any = found.put_right(trial)  # type: ignore[arg-type]
    assert moved.per_row(np.zeros(200), np.ones(200)).mean() == pytest.approx((lengths[200:] > 12).mean())
    rows.fed = np.where(np.arange(12) < np.minimum(lengths[200:], 6)[:, None], whole[200:, :12], 0)
    assert of_rows(rows) is None, "rows that are short were not cut"
