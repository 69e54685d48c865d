"""A metric function that gives one number a call is averaged over batches; the number has to come out."""

from typing import Any

import numpy as np
import pytest

from tieout.core.passes import PLAIN, Definition, Meet
from tieout.core.trial import Decode, Metric, Settings, Trial
from tieout.replay.metrics.batched import by_batches, gives_one_number, of_calls
from tieout.replay.metrics.held import over_sums

OUTPUTS = np.array([0.0, 1.0, 2.0, 4.0, 8.0])
LABELS = np.array([0.0, 1.0, 1.0, 1.0, 1.0])


def largest(predictions: Any, labels: Any) -> Any:
    """Give the largest error of a call, as one number."""
    return np.abs(np.asarray(predictions) - np.asarray(labels)).max()


def errors(predictions: Any, labels: Any) -> Any:
    """Give the error of each row."""
    return np.abs(np.asarray(predictions) - np.asarray(labels))


def trial(each: Any, sizes: tuple[int, ...] = (2, 2, 1)) -> Trial:
    """Give a trial of five rows in three batches."""
    metric = Metric("error", lambda p, y: float(np.mean(each(p, y))), each)
    decode = Decode("as they are", lambda outputs: outputs)
    return Trial((), Settings(), OUTPUTS, LABELS, decode, metric, batch_sizes=sizes)


def meet(definition: Definition = PLAIN) -> Meet:
    """Give the meeting of a metric object that was fed inside a compiled loop."""
    recompute = lambda p, y: float(errors(p, y).mean())  # noqa: E731 - as short as the function it stands for
    return Meet("object", "error", None, LABELS, None, None, recompute=recompute, per_row=errors, definition=definition)


def test_one_number_a_call_is_averaged_over_batches() -> None:
    """Batches of 2, 2 and 1 rows with largest errors 0, 3 and 7 come to a mean of 10/3, all rows to 7."""
    whole = trial(largest)
    assert gives_one_number(meet(), whole)
    found = of_calls(whole, 10 / 3, moved=False)
    assert found is not None
    assert by_batches(found, OUTPUTS, LABELS).tolist() == [0.0, 3.0, 7.0]
    assert found.metric.value(OUTPUTS, LABELS) == 7.0
    assert found.metric.per_row is None


def test_a_number_that_does_not_come_out_is_not_taken() -> None:
    """Another number is refused, but for a pass whose weights moved, which cannot be made again."""
    assert of_calls(trial(largest), 3.0, moved=False) is None
    assert of_calls(trial(largest), 3.0, moved=True) is not None


def test_a_function_of_rows_is_none_of_these() -> None:
    """One number a row is a mean over rows, however the batches are cut."""
    assert not gives_one_number(meet(), trial(errors))


def test_an_object_fed_unseen_is_made_again_from_its_sums() -> None:
    """Five rows with a mean error of 2.2 after fifteen that added up to 15 give (15 + 11) / 20."""
    found = over_sums(meet(Definition(earlier=(15.0, 15.0))), trial(errors), 1.3)
    assert found is not None
    metric, held = found
    assert metric.value(OUTPUTS, LABELS) == pytest.approx(1.3)
    assert held is not None
    assert "15 earlier rows" in held.says
    assert held.alone.value(OUTPUTS, LABELS) == pytest.approx(2.2)


@pytest.mark.parametrize(("value", "expected"), [(2.2, True), (1.9, False)])
def test_an_empty_object_held_nothing(value: float, expected: bool) -> None:
    """Nothing was held before: the number is that of the rows, or it is not this object's."""
    found = over_sums(meet(Definition(earlier=(0.0, 0.0))), trial(errors), value)
    assert (found is not None) is expected
    assert found is None or found[1] is None
