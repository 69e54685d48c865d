"""The short way through the middle of a walk tells the tape what the long way tells it."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from tieout.adapters.torch import beside
from tieout.adapters.torch.steady import Steady
from tieout.adapters.torch.watch import TorchAdapter, _Watcher
from tieout.core.values import same_memory
from tieout.record.tape import Tape

ROWS = 1000
Walk = Callable[[nn.Module, DataLoader[Any]], None]


def train(model: nn.Module, loader: DataLoader[Any]) -> None:
    optimizer, loss = torch.optim.SGD(model.parameters(), lr=0.1), nn.CrossEntropyLoss()
    model.train()
    for _ in range(3):
        for rows, labels in loader:
            optimizer.zero_grad()
            loss(model(rows), labels).backward()
            optimizer.step()


def evaluate(model: nn.Module, loader: DataLoader[Any]) -> None:
    model.eval()
    with torch.no_grad():
        for rows, labels in loader:
            nn.functional.cross_entropy(model(rows), labels)
            nn.functional.nll_loss(model(rows.flip(0)).log_softmax(1), labels.flip(0))


def evaluate_once(model: nn.Module, loader: DataLoader[Any]) -> None:
    model.eval()
    with torch.inference_mode():
        for rows, _ in loader:
            model(rows)


def forgets_the_mode_for_some_batches(model: nn.Module, loader: DataLoader[Any]) -> None:
    with torch.no_grad():
        for number, (rows, _) in enumerate(loader):
            model.train(10 <= number < 20)
            model(rows)


def goes_over_to_half_precision(model: nn.Module, loader: DataLoader[Any]) -> None:
    model.eval()
    with torch.no_grad():
        for number, (rows, _) in enumerate(loader):
            with torch.autocast("cpu", enabled=number >= 10):
                model(rows)


def evaluates_within_an_epoch(model: nn.Module, loader: DataLoader[Any]) -> None:
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    for number, (rows, labels) in enumerate(loader):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(rows), labels).backward()
        optimizer.step()
        if number % 20 == 19:
            evaluate_once(model, loader)
            model.train()


def from_two_lines(model: nn.Module, loader: DataLoader[Any]) -> None:
    model.eval()
    with torch.no_grad():
        for number, (rows, _) in enumerate(loader):
            if number % 15 == 14:
                model(rows)
            else:
                model(rows)


def beside_another_model(model: nn.Module, loader: DataLoader[Any]) -> None:
    other = nn.Linear(5, 3)
    model.eval()
    with torch.no_grad():
        for number, (rows, _) in enumerate(loader):
            model(rows)
            if number > 20:
                other(rows)


def changes_labels_in_place(model: nn.Module, loader: DataLoader[Any]) -> None:
    model.eval()
    with torch.no_grad():
        for rows, labels in loader:
            outputs = model(rows)
            labels.add_(1)
            nn.functional.mse_loss(outputs, outputs.flip(0) + labels[:, None])


WALKS = [
    train,
    evaluate,
    evaluate_once,
    forgets_the_mode_for_some_batches,
    goes_over_to_half_precision,
    evaluates_within_an_epoch,
    from_two_lines,
    beside_another_model,
    changes_labels_in_place,
]


def recorded(walk: Walk) -> Tape:
    """Give the tape of a walk over a small model with everything that has a mode."""
    tape = Tape(root=str(Path(__file__).parent))
    undo = TorchAdapter().watch(tape)
    try:
        torch.manual_seed(0)
        rows, labels = torch.randn(ROWS, 5), torch.arange(ROWS) % 3
        model = nn.Sequential(nn.Linear(5, 8), nn.BatchNorm1d(8), nn.ReLU(), nn.Dropout(0.5), nn.Linear(8, 3))
        walk(model, DataLoader(TensorDataset(rows, labels), batch_size=8, shuffle=True))
    finally:
        undo()
    assert tape.faults == []
    return tape


def content(value: Any) -> Any:
    """Give what a tensor holds."""
    return value.tolist() if hasattr(value, "tolist") else value


def told(tape: Tape) -> dict[str, Any]:
    """Give what a tape was told, as plain values."""
    return {
        "passes": [
            (p.modes, p.where, p.total_rows, p.updates, p.end_seq, p.random, p.training, p.complete)
            for p in tape.passes
        ],
        "batches": [
            (p.id, b.seq, b.rows, content(b.inputs[0]) if b.inputs else None, content(b.outputs), content(b.labels))
            for p in tape.passes
            for b in p.batches
        ],
        "meets": [
            (m.seq, m.pass_id, m.where, m.stack, m.value, content(m.predictions), content(m.labels), m.definition.name)
            for site in tape.meets.values()
            for m in site
        ],
        "walks": [([content(i) for i in w.ids], [content(i) for i in w.labels], w.sizes) for w in tape.iterations],
    }


@pytest.mark.parametrize("worth", [beside.WORTH, 1], ids=["as-they-are", "side-by-side"])
@pytest.mark.parametrize("walk", WALKS, ids=lambda walk: walk.__name__)
def test_the_same_is_told(walk: Walk, worth: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Batches, their order and their modes, losses and the line of each, wherever they are kept."""
    monkeypatch.setattr(beside, "WORTH", worth)
    ways = []
    for stand_in in (_Watcher._settle_down, lambda *_: None):
        monkeypatch.setattr(_Watcher, "_settle_down", stand_in)
        ways.append(told(recorded(walk)))

    short, long = ways
    for part, expected in long.items():
        assert short[part] == expected, part


def one_loss(model: nn.Module, loader: DataLoader[Any]) -> None:
    model.eval()
    with torch.no_grad():
        for rows, labels in loader:
            nn.functional.cross_entropy(model(rows), labels)


def test_small_tensors_are_kept_side_by_side(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few pieces of memory hold them, and predictions still lie where the outputs do."""
    monkeypatch.setattr(beside, "WORTH", 1)

    tape = recorded(one_loss)

    batches = tape.passes[0].batches
    for held in ([b.outputs for b in batches], [b.labels for b in batches], [b.inputs[0] for b in batches]):
        assert len({tensor.untyped_storage().data_ptr() for tensor in held}) < len(batches) / 4
    met = [meet for meet in next(iter(tape.meets.values())) if meet.pass_id == tape.passes[0].id]
    shared = [any(same_memory(meet.predictions, batch.outputs) for batch in batches) for meet in met]
    assert len(met) == len(batches)
    assert all(shared)


@pytest.mark.parametrize("walk", [train, evaluate_once])
def test_the_middle_of_a_walk_goes_the_short_way(walk: Walk, monkeypatch: pytest.MonkeyPatch) -> None:
    """So the test above compares two ways."""
    called, short = Steady.called, []
    monkeypatch.setattr(Steady, "called", lambda self, *args: (short.append(1), called(self, *args))[1])

    tape = recorded(walk)

    batches, walks = tape.passes[-1].batches, len(tape.iterations)
    assert len(batches) == ROWS // 8
    assert len(short) > walks * len(batches) * 0.9


def test_an_error_in_the_middle_takes_nothing_away() -> None:
    """The model raises; what it was called with before is told at the end."""

    def stops(model: nn.Module, loader: DataLoader[Any]) -> None:
        for number, (rows, _) in enumerate(loader):
            if number == 30:
                model.train(not model.training)
                with pytest.raises(RuntimeError):
                    model(rows[:, :4])
                return
            model(rows)

    tape = recorded(stops)

    assert [one.total_rows for one in tape.passes] == [30 * 8]
    assert len(tape.passes[0].batches) == 30
