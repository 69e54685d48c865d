"""Counts that a script goes on with from a file: what of a file may be counts, and which number they make."""

from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest

from tieout.adapters._files import counts_in
from tieout.core.passes import Loaded
from tieout.core.score import Where
from tieout.core.trial import Decode, Metric, Settings, Trial
from tieout.core.view import Recipe
from tieout.replay.tracing.tallied import went_on

HELPER, SCRIPT = Where("kit/tally.py", 12), Where("test.py", 8)
OWN, BEFORE = 60, 40  # rows


def _recipe(share: float) -> Recipe | None:
    """Trace the share of hits of the rows at hand, 45 of 60, and nothing else."""
    if share != 45 / OWN:
        return None
    labels = np.repeat([0, 1], [45, 15])
    accuracy = Metric("accuracy", lambda predictions, truth: float(np.mean(predictions == truth)))
    trial = Trial((), Settings(), np.zeros(OWN, dtype=int), labels, Decode("identity", np.asarray), accuracy)
    return Recipe(trial, "accuracy", 1.0, SCRIPT, None)


def _file(counts: list[tuple[int, int]], **told: Any) -> Loaded:
    stack = told.pop("stack", (HELPER, SCRIPT))
    return Loaded("out/counts.txt", "", "loaded", "array", HELPER, seq=1, facts={"counts": counts}, stack=stack)


@pytest.mark.parametrize("scale", [1.0, 100.0])
def test_counts_of_a_file_and_of_the_rows_make_the_number(scale: float) -> None:
    """The number is undone to that of the rows alone; the line is the one that had the helper read the file."""
    number = (10 + 45) / (BEFORE + OWN) * scale
    found = went_on([_file([(10, BEFORE)])], number, 5, [OWN], _recipe)
    assert found is not None
    assert found.scale == scale
    assert found.pooled_at == SCRIPT
    assert found.held is not None
    assert found.held.alone.value(found.trial.outputs, found.trial.labels) == 45 / OWN
    assert found.trial.metric.value(found.trial.outputs, found.trial.labels) == pytest.approx(number / scale)
    assert "40 rows" in found.held.says


def test_a_file_read_by_the_script_itself_is_at_its_own_line() -> None:
    """Where one file holds all, the line that read the counts is the one to mend."""
    found = went_on([_file([(10, BEFORE)], stack=(HELPER,))], 0.55, 5, [OWN], _recipe)
    assert found is not None
    assert found.pooled_at == HELPER


@pytest.mark.parametrize(
    ("counts", "number", "seq"),
    [([(10, BEFORE)], 0.56, 5), ([(10, BEFORE)], 0.55, 0), ([(4, 19)], 49 / 79, 5), ([], 0.75, 5)],
    ids=["another number", "read later", "too few rows", "nothing counted"],
)
def test_other_numbers_are_not_taken_for_it(counts: list[tuple[int, int]], number: float, seq: int) -> None:
    """The hits among the rows at hand have to be those of a pass, and the file has to have been read before."""
    assert went_on([_file(counts)], number, seq, [OWN], _recipe) is None


def test_what_a_file_holds_may_be_counts() -> None:
    """Tables of confusions, also as floats, and pairs of whole numbers; nothing else."""
    table = np.array([[30, 2], [5, 63]])
    assert counts_in(table) == [(93, 100)]
    assert counts_in(table.astype(float)) == [(93, 100)]
    assert counts_in({"right": 7, "seen": 9}) == [(7, 9)]
    assert counts_in({"matrix": table, "done": True}) == [(93, 100)]
    assert counts_in([7, 9]) == [(7, 9)]
    assert counts_in(table / 3) == []
    assert counts_in(np.zeros((3, 2))) == []
    assert counts_in(SimpleNamespace(right=7)) == []
