"""Only the script that tests was recorded, and the opening is a number that was written down: the repaired twins."""

from __future__ import annotations

from typing import Any

import pytest

from causes.harness import Scenes, programs, truth_of

TWINS = (
    "keras_test_alone_pixels",
    "sklearn_test_alone_columns",
    "sklearn_test_alone_compound",
    "sklearn_test_alone_other_scaler",
    "torch_test_alone_buffers",
    "torch_test_alone_levels",
)


def repaired(name: str) -> dict[str, list[list[str]]]:
    """Give the edits that remove everything planted in a program."""
    edits: dict[str, list[list[str]]] = {}
    for line in truth_of(name)["lines"]:
        for file, pairs in line["fixed"].items():
            edits.setdefault(file, []).extend(pairs)
    return edits


@pytest.mark.parametrize("name", programs(lambda truth: "log" in truth))
def test_the_opening_was_written_down_beforehand(name: str) -> None:
    """No training is recorded, and the number stands in a file that the training left."""
    truth: dict[str, Any] = truth_of(name)
    assert [command[0] for command in truth["run"]] == ["test.py"]
    assert truth["dark"]


@pytest.mark.parametrize("name", [p for p in programs(lambda truth: "log" in truth) if p.values[0] in TWINS])
def test_nothing_is_blamed_where_nothing_is_wrong(scenes: Scenes, name: str) -> None:
    """With data and artefacts as they should be, the two numbers agree and no cause is named."""
    statement = scenes.statement(name, repaired(name))
    assert statement["verdict"] in {"none", "noise.sampling"}
    assert [line["cause"] for line in statement["lines"] if line["cause"] != "noise.sampling"] == []
    assert statement["hazards"] == []
