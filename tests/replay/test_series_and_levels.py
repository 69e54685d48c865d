"""Windows over a series, levels of the script's own numbers, marks of masks, and codes of several inputs."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tieout.causes.preprocessing import resample
from tieout.core.passes import Meet, Step
from tieout.core.score import Where
from tieout.replay.feeding import paired, sequences, windows
from tieout.replay.metrics.standard import Standard
from tieout.replay.outputs.levels import as_recorded
from tieout.replay.rows.tables import rows_fed

RNG = np.random.default_rng(31)
AT = Where("watch.py", 7)


def slid(series: np.ndarray, length: int, step: int, start: int = 0) -> np.ndarray:
    """Give every window of some steps over a series."""
    count = len(series) - start - (length - 1) * step
    return np.stack([series[start + at : start + at + length * step : step] for at in range(count)])


def rows_of(fed: np.ndarray, array: np.ndarray | None, **more: Any) -> Any:
    """Give scored rows beside those of training, which any change improves."""
    return SimpleNamespace(
        fed=fed,
        training=SimpleNamespace(array=array, encoders=more.pop("encoders", ())),
        origin=lambda: AT,
        given_at=lambda: AT,
        improves=lambda inputs: 1.0,
        inputs=lambda rows, reshape=True: rows,
        alike=lambda rows: bool(np.allclose(rows, fed)),
        closer=lambda rows: True,
        **more,
    )


def series(rows: int) -> np.ndarray:
    """Give a slow random walk with a wave on it, in two columns."""
    time = np.arange(rows)
    wave = np.sin(time / 5)[:, None] * [1.0, 2.0]
    return np.asarray(wave + RNG.normal(0, 0.05, (rows, 2)).cumsum(axis=0) * 0.1)


@pytest.mark.parametrize(("own", "theirs"), [(1, 3), (4, 1), (2, 5)])
def test_windows_are_made_again_with_the_steps_of_training(own: int, theirs: int) -> None:
    """The series is put together from the windows, and cut as in training; each window keeps its end."""
    whole = series(900)
    trained = slid(whole[:600], 8, theirs)[RNG.permutation(500)]
    fed = slid(whole[600:], 8, own)
    (found,) = windows.candidates(rows_of(fed, trained))
    assert found.way == "resample"
    first = 7 * theirs - 7 * own
    ends = fed[:, -1]
    assert np.array_equal(np.asarray(found.rows)[:, -1], ends)
    kept = np.asarray(found.rows)[max(first, 0) :]
    wanted = slid(whole[600:], 8, theirs, max(0, -first))
    assert np.array_equal(kept[: len(wanted)], wanted[: len(kept)])


def test_windows_with_the_steps_of_training_stay() -> None:
    """Windows alike, shuffled windows and plain tables give nothing to put right."""
    whole = series(700)
    same, other = slid(whole[:400], 8, 2), slid(whole[400:], 8, 2)
    assert list(windows.candidates(rows_of(other, same))) == []
    mixed = slid(whole[400:], 8, 1)
    assert list(windows.candidates(rows_of(mixed[RNG.permutation(len(mixed))], same))) == []
    assert windows.spacing(RNG.normal(size=(80, 6, 1))) is None
    assert windows.spacing(np.ones((80, 6, 1))) is None


def test_a_level_is_known_by_what_it_marks() -> None:
    """Of the comparisons of as many numbers, the one that gives just these marks counts."""
    errors = RNG.gamma(2.0, 1.0, 200)
    met = [Meet("compare", ">", errors, np.float64(at), None, AT, 5, op=">") for at in (1.0, 2.5)]
    tape = SimpleNamespace(compares={AT: met})
    level = as_recorded(tape, (errors > 2.5).astype(int), 3).level
    assert level is not None
    assert (level.kept, level.where) == ((2.5, 1.0), AT)
    assert np.array_equal(level.marks(1.0), errors > 1.0)
    assert as_recorded(tape, (errors > 2.0).astype(int), 3).level is None
    assert as_recorded(tape, (errors > 2.5).astype(int), 9).level is None, "the comparison came before the pass"
    assert as_recorded(tape, errors, 3).level is None


def test_masks_are_measured_by_what_is_and_what_is_not_marked() -> None:
    """The mean IoU is that of both classes, also of probabilities, and the binary accuracy that of the cells."""
    truth = RNG.random((30, 6, 6, 1)) < 0.3
    shares = np.clip(truth * 0.4 + RNG.random(truth.shape) * 0.6, 0, 1)
    said = shares > 0.5
    found = Standard(shares, shares, truth.astype(np.float32)).values()
    each = [(t & p).sum() / (t | p).sum() for t, p in ((truth, said), (~truth, ~said))]
    assert found["iou"] == pytest.approx(each[0])
    assert found["mean iou"] == pytest.approx(np.mean(each))
    assert found["binary accuracy"] == pytest.approx((truth == said).mean())


def test_codes_one_a_row_are_columns_together() -> None:
    """What users and films are known by is a table of two columns; tokens of a sequence are none."""
    users, films = np.array([3, 1, 2]), np.array([[7], [8], [9]])
    assert np.asarray(rows_fed((users, films, object()))).tolist() == [[3, 7], [1, 8], [2, 9]]
    tokens = np.arange(12).reshape(3, 4)
    assert np.asarray(rows_fed((tokens, tokens > 0))).tolist() == tokens.tolist()


def test_fewer_rows_are_found_again_by_their_other_columns() -> None:
    """A column in another unit is put right where the others tell which row each one is, and not where none does."""
    table = RNG.normal(size=(200, 4)).astype(np.float32)
    fed = table[RNG.permutation(200)[:120]].astype(np.float64)
    wanted = fed.copy()
    fed[:, 2] = fed[:, 2] * 1.8 + 32
    (found,) = paired.candidates(rows_of(fed, table, samples=[(200, table)], own=[]))
    assert found.way == "scale"
    assert np.allclose(found.rows, wanted, atol=1e-4)
    assert list(paired.candidates(rows_of(fed * 2, table, samples=[(200, table)], own=[]))) == []


def test_texts_are_split_as_in_training() -> None:
    """A layer that was used inside of a data set is known by its settings; those are given to the one at hand."""

    class Again:
        def with_settings(self, settings: Any) -> Any:
            return lambda texts: np.array([[len(t.split()) if settings["standardize"] else 0, 1] for t in texts])

    def step(standardize: str | None) -> Step:
        params = {"params": {"standardize": standardize, "output_sequence_length": 2}}
        return Step("estimator", "TextVectorization", "transform", None, None, params, AT, apply=Again())  # type: ignore[arg-type]

    own, theirs = step(None), step("lower")
    theirs.apply = None
    texts = np.array(["a b", "c d e"], dtype=object)
    rows = rows_of(np.zeros((2, 2)), None, encoders=[theirs], own=[own], theirs=[], lineage=SimpleNamespace(raw=texts))
    found = sequences.of_settings(rows)
    assert found is not None
    assert (found.way, found.rows.tolist()) == ("encoding", [[2, 1], [3, 1]])
    rows.improves = lambda inputs: 0.0
    assert sequences.of_settings(rows) is None, "settings alone are no proof"


def test_images_with_less_detail_are_told_from_others() -> None:
    """Counterparts are the likest of one another; noise adds to their deviation, and what is moved is none."""
    means = RNG.normal(size=(60, resample.REDUCED - 1)).cumsum(axis=1)
    spread = np.full((60, 1), 3.0)
    sharp = np.hstack([means, spread])
    dull = np.hstack([means + RNG.normal(0, 0.1, means.shape), spread * 0.8])
    assert resample._counterparts(sharp, dull)
    assert resample._share_with_less_detail(sharp, dull) == 1.0
    assert resample._share_with_less_detail(dull, sharp) == 0.0
    assert not resample._counterparts(sharp, dull[::-1])
    assert not resample._counterparts(sharp, sharp)
