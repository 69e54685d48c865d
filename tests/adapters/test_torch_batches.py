"""Batches of every form are told as inputs and labels, and calls that name their arguments as if they did not."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import torch
from torch.utils.data import DataLoader, Dataset

from tieout.adapters.torch.batches import items_of, set_apart
from tieout.adapters.torch.watch import TorchAdapter
from tieout.core.passes import Iteration, Loader
from tieout.core.trial import Settings
from tieout.record.tape import Tape

ROWS, MASK, LABELS = torch.arange(12.0).reshape(4, 3), torch.ones(4, 3), torch.tensor([0, 1, 0, 1])
BATCHES: dict[str, tuple[Any, list[torch.Tensor]]] = {
    "pair": ((ROWS, LABELS), [ROWS, LABELS]),
    "mask between": ((ROWS, MASK, LABELS), [ROWS, LABELS, MASK]),
    "lengths between": ((ROWS, torch.tensor([3, 2, 3, 1]), LABELS), [ROWS, torch.tensor([3, 2, 3, 1]), LABELS]),
    "labels first": ({"labels": LABELS, "input_ids": ROWS, "attention_mask": MASK}, [ROWS, LABELS, MASK]),
    "named label": ({"image": ROWS, "label": LABELS, "id": ["a", "b", "c", "d"]}, [ROWS, LABELS]),
    "nested": (({"a": ROWS, "b": MASK}, LABELS), [ROWS, LABELS, MASK]),
    "rows alone": (ROWS, [ROWS]),
}


@pytest.mark.parametrize("name", BATCHES)
def test_the_labels_come_second(name: str) -> None:
    """They are known by their name, or by what has the form of the first input not being them."""
    batch, expected = BATCHES[name]

    found = items_of(batch)

    assert len(found) == len(expected)
    assert all(torch.equal(one, other) for one, other in zip(found, expected, strict=True))


class Named(Dataset[dict[str, torch.Tensor]]):
    def __len__(self) -> int:
        return len(ROWS)

    def __getitem__(self, index: int) -> dict[str, torch.Tensor]:
        return {"labels": LABELS[index], "rows": ROWS[index], "mask": MASK[index]}


class Masked(torch.nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.layer = torch.nn.Linear(3, 2)

    def forward(self, rows: Any, mask: Any = None, extra: Any = None, labels: Any = None) -> Any:
        outputs = self.layer(rows if mask is None else rows * mask)
        return outputs if labels is None else {"loss": outputs.sum(), "logits": outputs}


def test_a_call_with_names_is_replayed_with_its_rows(tmp_path: Path) -> None:
    """Rows come first, what cannot be put in order keeps its name, and the replay gives the same outputs."""
    tape = Tape(root=str(tmp_path))
    undo = TorchAdapter().watch(tape)
    try:
        model = Masked().eval()
        with torch.no_grad():
            for batch in DataLoader(Named(), batch_size=2):
                outputs = model(labels=batch["labels"], mask=batch["mask"], rows=batch["rows"])
    finally:
        undo()

    (passed,) = tape.passes
    inputs = passed.batches[-1].inputs
    assert inputs is not None
    assert torch.equal(inputs[0], ROWS[2:])
    assert torch.equal(inputs[1], MASK[2:])
    assert set(inputs[2]) == {"labels"}
    assert torch.equal(passed.batches[-1].labels, LABELS[2:])
    again = passed.handle.forward([inputs], Settings())
    assert torch.allclose(torch.from_numpy(again[0]), outputs["logits"])


@pytest.mark.parametrize(
    ("named", "expected"),
    [({}, LABELS), ({"labels": MASK}, MASK)],
    ids=["lengths were given to the model", "labels were given by name"],
)
def test_what_the_model_was_given_is_no_label(named: dict[str, torch.Tensor], expected: torch.Tensor) -> None:
    """The item that stands second gives way to one that the model was not given, unless it was asked for as labels."""
    walk = Iteration(Loader(1, None), 1, 1, labels=[MASK], items=(ROWS, MASK, LABELS))

    set_apart(walk, (ROWS, MASK) if not named else (ROWS,), named)

    assert walk.items[0] is ROWS
    assert walk.items[1] is expected
    assert walk.labels == [expected]
