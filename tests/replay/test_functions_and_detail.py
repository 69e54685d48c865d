"""Functions that are known by name, columns beside rows, runs of misses, and images with less detail than others."""

from __future__ import annotations

from collections import deque
from types import SimpleNamespace
from typing import Any

import numpy as np
import pandas as pd
import pytest

from tieout.adapters._settings import by_name
from tieout.causes.data.order import _stands_out
from tieout.core.passes import Loaded, Meet, Step
from tieout.core.score import Where
from tieout.replay.feeding.chain import _absent, same_step, told
from tieout.replay.feeding.duller import of_rows
from tieout.replay.feeding.images import coarser, detail
from tieout.replay.outputs.levels import level_behind
from tieout.replay.rows.rebuild import rebuilt
from tieout.replay.tracing.tabled import columns_beside

RNG = np.random.default_rng(17)
FUNCTIONS = "sklearn.preprocessing._function_transformer"


def step(name: str, **settings: Any) -> Step:
    return Step("estimator", name, "transform", None, None, {"params": settings}, None)


def test_a_function_of_numpy_is_applied_by_its_name() -> None:
    """Of others only the name is known: they are not taken for nothing at all."""
    log = rebuilt(FUNCTIONS, "FunctionTransformer", {"params": {"func": by_name(np.log1p), "kw_args": None}})
    assert log is not None
    assert log([[0.0, np.e - 1.0]]).tolist() == [[0.0, 1.0]]
    assert by_name(np.log1p) == "<numpy.log1p>"
    assert by_name(3) == 3
    for settings in ({"func": by_name(told)}, {}, {"func": "<numpy.add>"}):
        assert rebuilt(FUNCTIONS, "FunctionTransformer", {"params": settings}) is None
    nothing = rebuilt(FUNCTIONS, "FunctionTransformer", {"params": {"func": None}})
    assert nothing is not None
    assert nothing([[1.0]]).tolist() == [[1.0]]


def test_a_step_that_only_training_has_is_the_one_left_out() -> None:
    """The scaler after it has other constants because of that; steps of other kinds tell nothing."""
    log, scaler = step("FunctionTransformer", func="<numpy.log1p>"), step("StandardScaler")
    assert _absent([scaler], [log, scaler]) == [log]
    assert not _absent([step("PCA")], [log, scaler])
    assert not _absent([], [log])
    assert not same_step(log, step("FunctionTransformer", func="<numpy.sqrt>"))
    assert told(log) == "FunctionTransformer numpy.log1p"


def test_the_columns_beside_some_rows_come_in_their_order() -> None:
    """Rows were sorted before they were fed: the label of each is found by what it holds."""
    frame = pd.DataFrame({"a": RNG.normal(size=40), "b": RNG.normal(size=40), "label": np.arange(40) % 3})
    order = RNG.permutation(40)
    loaded = Loaded("t.csv", "d", "loaded", "table", Where("p.py", 1), data=frame, seq=1)
    found = list(columns_beside([loaded], frame[["a", "b"]].to_numpy(np.float32)[order], 5))
    assert [column.tolist() for column in found] == [frame["label"].to_numpy()[order].tolist()]
    assert not list(columns_beside([loaded], RNG.normal(size=(40, 2)), 5))


def test_marks_are_led_back_to_the_numbers_that_were_cut() -> None:
    """The comparison that made just these marks tells the numbers and when it was made."""
    where, values = Where("score.py", 9), RNG.random(50)
    meet = Meet("compare", ">", values, 0.7, None, where, seq=4, op=">")
    tape = SimpleNamespace(compares={where: deque([meet])})
    found = level_behind(tape, values > 0.7, 0)
    assert found is not None
    assert (found[0].at, found[1]) == (0.7, 4)
    assert level_behind(tape, values > 0.6, 0) is None


@pytest.mark.parametrize(("inside", "found"), [(np.arange(31) % 3 > 0, False), (np.arange(120) % 2 > 0, True)])
def test_the_worst_run_of_rows_is_no_mistake(inside: Any, found: bool) -> None:
    """Somewhere among 600 rows there is a stretch with fewer hits by chance."""
    outside = np.arange(569) % 6 > 0
    assert _stands_out(inside, outside) is found


def pictures(rows: int) -> Any:
    rough = RNG.normal(size=(rows, 1, 8, 8)).repeat(2, axis=2).repeat(2, axis=3)
    return (rough + RNG.normal(size=(rows, 1, 16, 16))).astype(np.float32)


def images(fed: Any, harm: float, *, known: bool = True) -> Any:
    """Give scored images for which every answer is right with full detail, and less often with less of it."""
    full, training = pictures(200), pictures(300)
    middle = float(np.median(np.log(detail(training)))) - 0.5

    def answers(table: Any, labels: Any) -> Any:
        dull = np.median(np.log(detail(table))) < middle
        return (np.arange(len(labels)) % 10 >= harm * 10).astype(float) if dull else np.ones(len(labels))

    gain = SimpleNamespace(labels=np.zeros(len(fed)), of_others=answers, sign=1.0)
    return SimpleNamespace(
        training=SimpleNamespace(array=training, labels=None),
        fed=fed,
        scored=[(full.reshape(200, -1), np.zeros(200))] if known else [],
        improves=gain,
        origin=lambda: None,
    )


def test_less_detail_costs_what_it_costs_others() -> None:
    """Where the images of another run answer like these once they are as dull, and else better, that is the cost."""
    fed = coarser(pictures(150), 5).astype(np.float32)
    found = of_rows(images(fed, 0.3))
    assert found is not None
    assert found.way == "resample"
    assert found.extra is not None
    assert found.extra(None).mean() == pytest.approx(0.3)
    assert of_rows(images(fed, 0.0)) is None
    assert of_rows(images(pictures(150), 0.3)) is None
    assert of_rows(images(fed, 0.3, known=False)) is None


def test_the_same_images_smoothed_in_another_way_did_not_come_up_from_fewer_pixels() -> None:
    """Another run scored the very same images: made duller they have to be the scored ones, place by place."""
    labels = np.arange(200) % 2
    for is_the_same in (True, False):
        asked = images(np.zeros(0), 0.3)
        whole = asked.scored[0][0].reshape(200, 1, 16, 16)
        fed = coarser(whole if is_the_same else pictures(200), 5).astype(np.float32)
        asked.fed, asked.scored, asked.improves.labels = fed, [(whole.reshape(200, -1), labels)], labels
        assert (of_rows(asked) is not None) is is_the_same
