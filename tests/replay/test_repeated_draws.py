"""A pass with random numbers in it is replayed several times, each time with other numbers."""

import numpy as np
import pytest
import torch

from tieout.adapters.torch.handle import TorchHandle
from tieout.core.trial import Settings, Trial
from tieout.replay.metrics.by_hand import ACCURACY
from tieout.replay.outputs.decode import ARGMAX
from tieout.replay.running.evaluate import REPEATS, Evaluator

ROWS = 400


def noisy() -> Trial:
    """Give a trial that scores random rows with dropout on."""
    rng = np.random.default_rng(0)
    rows, labels = rng.normal(size=(ROWS, 3)).astype(np.float32), rng.integers(0, 3, ROWS)
    half = ROWS // 2
    return Trial(
        inputs=((rows[:half],), (rows[half:],)),
        settings=Settings(training=True),
        outputs=None,
        labels=labels,
        decode=ARGMAX,
        metric=ACCURACY,
        random=True,
    )


def evaluator() -> Evaluator:
    """Give an evaluator of a model that drops half of its outputs."""
    torch.manual_seed(0)
    return Evaluator(TorchHandle(torch.nn.Sequential(torch.nn.Linear(3, 3), torch.nn.Dropout(0.5)).train()), {})


def test_each_repeat_draws_other_numbers() -> None:
    """The score of a random pass is the mean over several draws, run once however often it is asked for."""
    trial, found = noisy(), evaluator()
    first = found.value(trial)

    assert found.rows_run == REPEATS * ROWS
    assert found.value(trial) == first
    assert found.rows_run == REPEATS * ROWS
    assert len({np.sum(found._forward(trial, n)) for n in range(REPEATS)}) == REPEATS


def test_what_was_recorded_is_one_draw_among_others() -> None:
    """The resamples of a recorded random pass spread by what other draws would have given, around its own value."""
    trial, found = noisy(), evaluator()
    recorded = trial.with_(outputs=found.forward(trial))
    fixed = found.values(recorded.with_(random=False))
    drawn = found.values(recorded)

    assert drawn.value == fixed.value
    assert np.std(drawn.resampled) > np.std(fixed.resampled)


def test_a_pass_without_random_numbers_is_run_once() -> None:
    """With dropout off there is nothing to repeat."""
    found = evaluator()
    found.value(noisy().run_with(dropout="off").with_(random=False))

    assert found.rows_run == ROWS


def test_luck_stays_with_the_random_numbers() -> None:
    """Moving something else changes a random score by what it changes on average, not by the luck of one draw."""
    trial, found = noisy(), evaluator()
    recorded = trial.with_(outputs=found.handle.forward(trial.inputs, trial.settings)[0].repeat(2, axis=0))
    same = trial.with_(settings=Settings(training=True, state={}))
    drawn = found.as_drawn(recorded, same, found.values(same))

    assert drawn.value == pytest.approx(found.values(recorded).value)
    steady = trial.run_with(dropout="off").with_(random=False)
    assert found.as_drawn(recorded, steady, found.values(steady)) == found.values(steady)
