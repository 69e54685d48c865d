"""The tape groups what it is told into passes, keeps the order, and holds no more than its budget."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from tieout.core.passes import Loaded, Loader, Meet, Step
from tieout.core.score import Where
from tieout.core.trial import BatchNormFacts, Settings
from tieout.core.values import digest_of, same_memory
from tieout.record.budget import Budget
from tieout.record.tape import Tape
from tieout.record.told import SITE_NUMBERS, SITE_PARTS, SITE_SCALARS, SITE_STEPS

HERE = Where("test.py", 3)
THERE = Where("test.py", 9)


class Linear:
    """A model of one matrix."""

    def __init__(self) -> None:
        self.weights = np.ones((2, 1))


class Handle:
    """The least that a live model is to the tape."""

    name, framework, levers = "Linear", "none", frozenset()

    def __init__(self, model: Linear) -> None:
        self.model = model

    def state(self) -> dict[str, Any]:
        return {"weights": self.model.weights.copy()}

    def version(self) -> int:
        return 0

    def config(self) -> dict[str, Any]:
        return {}

    def buffers(self) -> frozenset[str]:
        return frozenset()

    def flags(self) -> bool:
        return False

    def forward(self, batches: Any, settings: Settings) -> list[Any]:
        return [inputs @ self.model.weights for (inputs,) in batches]

    def batchnorm(self) -> list[BatchNormFacts]:
        return []

    def recalibrated(self, batches: Any, settings: Settings) -> dict[str, Any]:
        return {}


@pytest.fixture
def tape() -> Tape:
    return Tape()


@pytest.fixture
def handle() -> Handle:
    return Handle(Linear())


def rows(n: int = 4) -> Any:
    return np.arange(2.0 * n).reshape(n, 2)


def through(tape: Tape, handle: Handle, inputs: Any, *, where: Where = HERE, source: object = "loop") -> None:
    """Tell the tape of one batch that went through the model."""
    [outputs] = handle.forward([(inputs,)], Settings())
    tape.forward(
        handle, (inputs,), outputs, rows=len(inputs), training=False, modes={("dropout", "inactive"): 1},
        mode_where={}, where=where, source=source,
    )  # fmt: skip


def test_batches_of_one_loop_are_one_pass(tape: Tape, handle: Handle) -> None:
    """A loop over batches at one line is a pass; the same line in another loop is another one."""
    for source in ("first", "second"):
        for _ in range(3):
            through(tape, handle, rows(), source=source)

    assert [(len(p.batches), p.total_rows, p.sizes()) for p in tape.passes] == [(3, 12, (4, 4, 4))] * 2
    assert [p.modes for p in tape.passes] == [{("dropout", "inactive"): 3}] * 2


def test_another_line_is_another_pass(tape: Tape, handle: Handle) -> None:
    """Two calls of a model at two lines are two passes of the same weights."""
    through(tape, handle, rows())
    through(tape, handle, rows(), where=THERE)

    assert [p.where for p in tape.passes] == [HERE, THERE]
    assert tape.passes[0].state == tape.passes[1].state


def test_weights_are_known_by_what_they_are(tape: Tape, handle: Handle) -> None:
    """An optimizer step gives other weights, and weights that are put back are the old ones again."""
    through(tape, handle, rows(), source=1)
    handle.model.weights += 1
    tape.moved(None)
    through(tape, handle, rows(), source=2)
    handle.model.weights -= 1
    tape.moved(handle.model)
    through(tape, handle, rows(), source=3)

    first, second, third = (p.state for p in tape.passes)
    assert first == third != second
    assert tape.passes[0].updates == 1
    assert np.array_equal(tape.states[str(first)]["weights"], np.ones((2, 1)))


def test_a_pass_finds_the_loader_that_fed_it(tape: Tape, handle: Handle) -> None:
    """Labels come with the batch that the loader gave."""
    loader, labels = Loader(1, HERE), np.array([0, 1, 0, 1])
    inputs = rows()
    tape.batch(loader, 1, (inputs, labels))
    through(tape, handle, inputs, source=None)

    [passed] = tape.passes
    assert passed.iteration is tape.iterations[0]
    assert passed.batches[0].labels is labels
    assert tape.iterations[0].sizes == [4]


def test_a_meeting_belongs_to_the_pass_before_it(tape: Tape, handle: Handle) -> None:
    """Predictions that meet labels are taken to come from the model that ran last."""
    through(tape, handle, rows())
    tape.meet(Meet("function", "accuracy_score", np.ones(4), np.ones(4), 1.0, THERE))
    tape.compared("==", np.ones(4), np.ones(4), np.ones(4, bool), HERE)

    [[met], [compared]] = [list(site) for site in (*tape.meets.values(), *tape.compares.values())]
    assert met.pass_id == compared.pass_id == tape.passes[0].id
    assert compared.op == "=="


def test_events_are_told_in_order(tape: Tape) -> None:
    """Every event has a position, and later is larger."""
    tape.scalar("acc", 0.5, HERE)
    tape.divided(3, 4, 0.75, HERE)
    tape.reduced("mean", [1, 2], 1.5, HERE)
    tape.shown(0.75, HERE)
    tape.score("fit.loss", 0.1, HERE, metric="loss")

    order = [
        tape.scalars[HERE, "acc"][0][0],
        tape.divisions[0].seq,
        tape.reductions[0][0],
        tape.shown_values[0][0],
        tape.scores[0][0],
    ]
    assert order == sorted(set(order))


def test_counts_are_no_scores(tape: Tape) -> None:
    """A printed count is not kept, and neither is a mean that is still an array."""
    tape.shown(7, HERE)
    tape.reduced("mean", rows(), rows().mean(axis=0), HERE)

    assert not tape.shown_values
    assert not tape.reductions


def test_arithmetic_on_rows_is_a_transform(tape: Tape) -> None:
    """Rows divided by a constant, or by one row of constants, are a transform; by other rows they are not."""
    x = rows()
    tape.computed("/", x, 255.0, x / 255.0, HERE)
    tape.computed("-", x, x.mean(axis=0), x - x.mean(axis=0), HERE)
    tape.computed("*", x, x, x * x, HERE)
    tape.computed("-", x[:, 0], 1.0, x[:, 0] - 1.0, HERE)

    assert [(s.name, s.action) for s in tape.steps] == [("/", "compute"), ("-", "compute")]


def test_a_line_keeps_a_bounded_number_of_values(tape: Tape) -> None:
    """A number that is assigned a million times does not fill the memory, and the last ones are kept."""
    for at in range(10 * SITE_SCALARS):
        tape.scalar("loss", float(at), HERE)
    for at in range(5 * SITE_STEPS):
        tape.step(Step("arithmetic", "/", "compute", rows(), rows(), {"at": at}, HERE))

    kept = tape.scalars[HERE, "loss"]
    assert len(kept) == SITE_SCALARS
    assert kept[-1][1] == 10.0 * SITE_SCALARS - 1
    assert [s.params["at"] for s in tape.steps] == [*range(SITE_STEPS - 1), 5 * SITE_STEPS - 1]


def test_an_estimator_may_transform_a_table_part_by_part(tape: Tape) -> None:
    """Small parts are kept, up to a number of them; of large ones as many as of any transform."""
    for at in range(SITE_PARTS + 10):
        tape.step(Step("estimator", "StandardScaler", "transform", rows(), rows(), {"at": at}, HERE))
    large = np.broadcast_to(np.float32(0.0), (SITE_NUMBERS, 2))
    for _ in range(2 * SITE_STEPS):
        tape.step(Step("estimator", "MinMaxScaler", "transform", large, large, {}, HERE))

    names = [s.name for s in tape.steps]
    counts = {name: names.count(name) for name in names}
    assert counts == {"StandardScaler": SITE_PARTS, "MinMaxScaler": SITE_STEPS}


def test_a_budget_without_room_says_what_it_dropped(handle: Handle) -> None:
    """With no memory to spend the pass is still there: rows are counted, inputs are not kept, and that is said."""
    tape = Tape(Budget(memory_mb=0.0))
    through(tape, handle, rows())

    [passed] = tape.passes
    assert (passed.total_rows, passed.complete) == (4, False)
    assert not any(batch.inputs for batch in passed.batches)
    assert tape.budget.dropped


def test_faults_are_counted_and_bounded(tape: Tape, monkeypatch: pytest.MonkeyPatch) -> None:
    """A fault of ours is kept as a line, and not more than a few hundred of them."""
    monkeypatch.delenv("TIEOUT_DEBUG", raising=False)
    for _ in range(1000):
        tape.fault("torch.save", ValueError("x" * 1000))

    assert len(tape.faults) == 200
    assert tape.faults[0].startswith("torch.save: ValueError: xxx")
    assert max(map(len, tape.faults)) <= 300


def test_files_are_shown_from_the_working_directory(tmp_path: Path) -> None:
    """A path under the working directory is shown relative to it, one outside as it is."""
    tape = Tape(root=str(tmp_path))
    for path in (tmp_path / "out" / "net.pt", tmp_path.parent / "other.pt"):
        tape.loaded(Loaded(str(path), "", "saved", "checkpoint", HERE))

    assert [f.path for f in tape.files] == [os.path.join("out", "net.pt"), str(tmp_path.parent / "other.pt")]


def test_the_users_line_is_the_innermost_one_of_their_own(tmp_path: Path) -> None:
    """A line of a library is passed over, this package's own too."""
    tape = Tape(root=str(Path(__file__).parent))

    def called(function: Any) -> Any:
        return function()

    here = called(lambda: tape.where(0))

    assert here is not None
    assert here.file == "test_tape.py"
    assert tape.is_user_file(__file__)
    assert not tape.is_user_file(np.__file__)
    assert not tape.is_user_file("<string>")
    assert not tape.is_user_file(sys.modules[Tape.__module__].__file__ or "")


def test_a_digest_is_of_names_and_contents() -> None:
    """The order of the arrays does not matter, their names do."""
    assert digest_of({"a": "1", "b": "2"}) == digest_of({"b": "2", "a": "1"})
    assert digest_of({"a": "1"}) != digest_of({"b": "1"})


def test_only_tensors_can_be_views_of_the_same_memory() -> None:
    """Arrays without a data pointer are not compared by it."""
    assert not same_memory(np.ones(2), np.ones(2))


@pytest.mark.torch
def test_reading_a_loss_warns_nobody(tmp_path: Path) -> None:
    """A number that still has its gradient is noted without the warning PyTorch has for that."""
    source = """
    import json, torch
    from tieout.core.score import Where
    from tieout.record.tape import Tape, same_memory
    tape, here = Tape(), Where("train.py", 1)
    weight = torch.ones(3, requires_grad=True)
    loss = (weight * 2).mean()
    tape.reduced("mean", weight, loss, here)
    tape.divided(loss, 2, loss / 2, here)
    tape.shown(loss, here)
    tape.scalar("loss", loss, here)
    data = torch.arange(6.0)
    print(json.dumps([tape.reductions[0][2], tape.divisions[0].value, tape.shown_values[0][1]]))
    print(tape.scalars[here, "loss"][0][1].requires_grad, same_memory(data, data.view(6)), same_memory(data, data + 0))
    """
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", textwrap.dedent(source)], capture_output=True, text=True, cwd=tmp_path
    )

    assert done.stderr == ""
    numbers, others = done.stdout.splitlines()
    assert json.loads(numbers) == [2.0, 1.0, 2.0]
    assert others == "False True False"
