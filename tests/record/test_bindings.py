"""The line that made rows or labels is found by following names through the source, or not named at all."""

from __future__ import annotations

import pytest

from tieout.core.score import Where
from tieout.record.bindings import Bindings

SCRIPT = """import torch
from data import load

def evaluate(model, loader, device):
    hits = 0
    for step, (xb, yb) in enumerate(loader):
        xb, yb = xb.to(device), yb.to(device)
        out = model(xb)
        hits += (out.argmax(1) == yb).sum().item()
    return hits / len(loader.dataset)

x_test, y_test = load("test")
labels = torch.tensor([NAMES.index(v) for v in y_test])
loader = DataLoader(TensorDataset(torch.tensor(x_test), labels), batch_size=4)
print(evaluate(net, loader, "cpu"))
acc = (net(x_test).argmax(1) == labels).float().mean()
pred = clf.predict(x_test)
print(accuracy_score(y_test, pred))
print(model.evaluate(x_test, labels, verbose=0))
print(accuracy_score(first(), second()))
"""


def lines(*numbers: int) -> list[Where]:
    return [Where("test.py", number) for number in numbers]


@pytest.fixture
def bindings() -> Bindings:
    return Bindings({"test.py": SCRIPT}.get)


@pytest.mark.parametrize(("stack", "made"), [((8, 15), 12), ((16,), 12), ((17,), 12), ((19,), 12)])
def test_rows_are_followed_to_the_line_that_made_them(bindings: Bindings, stack: tuple[int, ...], made: int) -> None:
    """Through a loop, a loader, a parameter and casts."""
    assert bindings.rows_at(lines(*stack)) == Where("test.py", made)


@pytest.mark.parametrize(
    ("stack", "model", "made"), [((9, 15), 8, 13), ((16,), 16, 13), ((18,), 17, 12), ((19,), 19, 13)]
)
def test_labels_are_followed_to_the_line_that_made_them(
    bindings: Bindings, stack: tuple[int, ...], model: int, made: int
) -> None:
    """What the model's own line made are predictions."""
    assert bindings.labels_at(lines(*stack), Where("test.py", model)) == Where("test.py", made)


def test_what_is_not_sure_is_not_named(bindings: Bindings) -> None:
    """Calls have no name to follow, a source may be missing, and one may be broken."""
    assert bindings.labels_at(lines(20), None) is None
    assert bindings.rows_at([]) is None
    assert bindings.rows_at([Where("other.py", 3)]) is None
    assert Bindings({"test.py": "def ("}.get).rows_at(lines(1)) is None
