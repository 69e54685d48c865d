"""The smallest edit of a source: found where the line leaves no doubt, and nothing where it does."""

from __future__ import annotations

import textwrap

import pytest

from tieout.core.score import Where
from tieout.record.edits import smallest_edit

LOOP = """
    model = Net()
    model.load_state_dict(torch.load("net.pt"))
    with torch.no_grad():
        for x, y in loader:
            right += (model(x).argmax(1) == y).sum()
"""
TRAINING = """
    model = Net()
    for epoch in range(9):
        for x, y in loader:
            criterion(model(x), y).backward()
        for x, y in held:
            right += (model(x).argmax(1) == y).sum()
    print(model.parameters())
"""
TRAINING_AGAIN = TRAINING.replace("    for x, y in loader", "    model.train()\n        for x, y in loader", 1)
MODULE = """
    class Net(nn.Module):
        def forward(self, x):
            return F.dropout(x, 0.5)
"""
SCALER = """
    x = scaler.fit_transform(x)
    z = scaler.fit_transform(z)
"""
LOADER = """
    loader = DataLoader(rows, batch_size=9, shuffle=True)
    print(right / len(loader))
"""


def edited(cause: str, source: str, line: int) -> list[str]:
    """Give the lines that an edit takes away and puts in."""
    text = textwrap.dedent(source).lstrip("\n")
    diff = smallest_edit(cause, Where("test.py", line), text)
    return [part for part in diff.splitlines()[2:] if part[:1] in {"+", "-"}]


@pytest.mark.parametrize(
    ("cause", "source", "line", "wanted"),
    [
        ("mode.dropout-active", LOOP, 5, ["+model.eval()"]),
        ("mode.batchnorm-batch-statistics", LOOP, 5, ["+model.eval()"]),
        ("mode.dropout-active", TRAINING_AGAIN, 7, ["+    model.eval()"]),
        (
            "mode.dropout-active",
            "p = model(x, training=True)",
            1,
            ["-p = model(x, training=True)", "+p = model(x, training=False)"],
        ),
        (
            "mode.dropout-active",
            MODULE,
            3,
            ["-        return F.dropout(x, 0.5)", "+        return F.dropout(x, 0.5, training=self.training)"],
        ),
        (
            "preprocessing.refit",
            SCALER,
            2,
            ["-z = scaler.fit_transform(z)", "+z = scaler.transform(z)"],
        ),
        (
            "data.order",
            LOADER,
            1,
            [
                "-loader = DataLoader(rows, batch_size=9, shuffle=True)",
                "+loader = DataLoader(rows, batch_size=9, shuffle=False)",
            ],
        ),
        (
            "metric.denominator",
            LOADER,
            2,
            ["-print(right / len(loader))", "+print(right / len(loader.dataset))"],
        ),
        (
            "mode.dropout-active",
            'é = model("ü", training=True)',
            1,
            ['-é = model("ü", training=True)', '+é = model("ü", training=False)'],
        ),
    ],
)
def test_an_edit_that_is_certain(cause: str, source: str, line: int, wanted: list[str]) -> None:
    """One place is changed, and nothing around it."""
    assert edited(cause, source, line) == wanted


@pytest.mark.parametrize(
    ("cause", "source", "line"),
    [
        ("mode.dropout-active", TRAINING, 6),  # nothing would bring the training mode back
        ("mode.dropout-active", LOOP.replace("with torch", "model.train()\n    with torch").replace("for", "while"), 9),
        ("mode.dropout-active", "y = predict(x)", 1),  # whatever that is
        ("mode.dropout-active", "y = [f(x) for f in models]", 1),
        ("mode.dropout-active", "y = F.dropout(x, 0.5)", 1),  # no module whose mode could be followed
        ("preprocessing.refit", SCALER, 1),  # the first fit is the training's
        ("preprocessing.refit", "x = StandardScaler().fit_transform(x)", 1),
        ("metric.denominator", "print(right / len(loader) / 9)", 1),
        ("metric.denominator", "print(right / len(loader))", 1),  # a loader or not
        ("data.leakage", LOADER, 1),
        ("data.order", "this is no Python", 1),
    ],
)
def test_no_edit_where_there_is_doubt(cause: str, source: str, line: int) -> None:
    """A guess is worse than none."""
    assert edited(cause, source, line) == []
