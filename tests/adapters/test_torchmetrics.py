"""The torchmetrics adapter against real metrics."""

from __future__ import annotations

import copy
import pickle
from collections.abc import Iterator
from typing import Any

import pytest

from adapters.contract import AdapterContract
from adapters.tapes import RecordingTape
from tieout.adapters.torchmetrics import ADAPTER, plain_name

torch = pytest.importorskip("torch")
torchmetrics = pytest.importorskip("torchmetrics")

pytestmark = pytest.mark.torch
P = torch.tensor([[0.9, 0.1], [0.2, 0.8], [0.6, 0.4], [0.3, 0.7], [0.8, 0.2]])
Y = torch.tensor([0, 1, 1, 0, 0])


@pytest.fixture
def tape() -> Iterator[RecordingTape]:
    tape = RecordingTape()
    undo = ADAPTER.watch(tape)
    yield tape
    undo()
    assert tape.faults == []


def accuracy(**options: Any) -> Any:
    return torchmetrics.Accuracy(task="multiclass", num_classes=2, **options)


class TestContract(AdapterContract):
    adapter = ADAPTER

    def script(self) -> bytes:
        torch.manual_seed(0)
        metric = accuracy()
        values = [metric(P[:3], Y[:3]), metric(P[3:], Y[3:]), metric.compute()]
        metric.reset()
        metric.update(P, Y)
        both = torchmetrics.MetricCollection([metric, torchmetrics.classification.MulticlassF1Score(2)])
        both.update(P, Y)
        both.update(P[:2], Y[:2])
        values += [*both.compute().values(), *both(P, Y).values()]
        copied = pickle.loads(pickle.dumps(copy.deepcopy(metric)))
        values += [copied.compute(), torchmetrics.functional.accuracy(P, Y, task="multiclass", num_classes=2)]
        return repr([*(float(v) for v in values), torch.rand(1).item(), len(pickle.dumps(metric))]).encode()

    def faulty(self) -> None:
        accuracy().update(P, Y[:2])


def test_updates_computes_and_resets_belong_to_their_object(tape: RecordingTape) -> None:
    metric = accuracy()
    metric.update(P[:3], Y[:3])
    metric.update(preds=P[3:], target=Y[3:])
    value = metric.compute()
    metric.reset()

    update, second, compute, reset = tape.meets
    key = id(metric)
    assert [m.op for m in tape.meets] == [f"update:{key}", f"update:{key}", f"compute:{key}", f"reset:{key}"]
    assert {m.name for m in tape.meets} == {"accuracy"}
    assert {m.kind for m in tape.meets} == {"object"}
    assert torch.equal(update.predictions, P[:3])
    assert torch.equal(second.labels, Y[3:])
    assert (update.value, compute.value, reset.value) == (None, float(value), None)
    assert compute.recompute(P.numpy(), Y.numpy()) == pytest.approx(float(value))
    assert compute.recompute(P, P.argmax(1)) == 1.0
    assert len(tape.meets) == 4, "recomputing is not told"
    assert float(metric.update_count) == 0


def test_what_a_checkpoint_brought_counts_until_the_next_reset(tape: RecordingTape) -> None:
    earlier, metric = accuracy(average="micro"), accuracy(average="micro")
    for one in (earlier, metric):
        one.persistent(True)
    earlier.update(P.argmax(1), P.argmax(1))
    metric.load_state_dict(earlier.state_dict())
    metric.update(P, Y)
    value = metric.compute()
    loaded = tape.meets[-1].definition.loaded
    assert loaded is not None
    assert loaded(P, Y) == pytest.approx(float(value))
    assert tape.meets[-1].recompute(P, Y) < float(value)
    metric.reset()
    metric.update(P, Y)
    metric.compute()
    assert tape.meets[-1].definition.loaded is None


def test_a_call_is_one_update_with_the_value_of_its_batch(tape: RecordingTape) -> None:
    metric = accuracy(average="micro")
    value = metric(P[:3], Y[:3])
    torchmetrics.MeanSquaredError()(P[:, 0].requires_grad_(), Y.float())

    first, second = tape.meets
    assert (first.op, first.value) == (f"update:{id(metric)}", float(value))
    assert second.name == "mse"
    assert not second.predictions.requires_grad


def test_metrics_of_a_collection_are_told_each_although_they_share_a_state(tape: RecordingTape) -> None:
    both = torchmetrics.MetricCollection([accuracy(), torchmetrics.classification.MulticlassF1Score(2)])
    both.update(P[:3], Y[:3])
    both.update(P[3:], Y[3:])
    both.compute()

    updates = [m for m in tape.meets if m.op.startswith("update")]
    computes = [m for m in tape.meets if m.op.startswith("compute")]
    assert sorted(m.name for m in updates) == ["accuracy", "accuracy", "f1", "f1"]
    assert sorted(m.name for m in computes) == ["accuracy", "f1"]
    keys = {m.op.partition(":")[2] for m in updates}
    assert {m.op.partition(":")[2] for m in computes} == keys


def test_functions_are_told_once_under_their_plain_name(tape: RecordingTape) -> None:
    value = torchmetrics.functional.f1_score(P, Y, task="multiclass", num_classes=2, average="macro")
    torchmetrics.functional.classification.binary_auroc(P[:, 1], Y)

    f1, auc = tape.meets
    assert (f1.kind, f1.name, f1.value) == ("function", "f1", float(value))
    assert f1.recompute(P.numpy(), Y.numpy()) == float(value)
    assert auc.name == "auc"


def test_objects_made_while_recording_work_afterwards_and_tell_nothing() -> None:
    tape = RecordingTape()
    undo = ADAPTER.watch(tape)
    metric = accuracy()
    undo()
    metric.update(P, Y)

    assert float(metric.compute()) == pytest.approx(0.6)
    assert tape.calls == []


@pytest.mark.parametrize(
    ("name", "plain"),
    [
        ("MulticlassF1Score", "f1"),
        ("BinaryAUROC", "auc"),
        ("multilabel_accuracy", "accuracy"),
        ("MeanMetric", "meanmetric"),
    ],
)
def test_names_are_plain(name: str, plain: str) -> None:
    assert plain_name(name) == plain
