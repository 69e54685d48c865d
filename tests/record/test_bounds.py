"""However long a run is, the tape holds the latest passes, the walks worth knowing and what the budget allows."""

from __future__ import annotations

from collections import deque
from typing import Any

import numpy as np

from tieout.core.passes import Loader, Meet
from tieout.core.score import Where
from tieout.record.budget import Budget
from tieout.record.tape import FLUSH_BYTES, SITE_TRAININGS, Tape

HERE = Where("train.py", 3)


class Linear:
    """A model of one matrix."""

    def __init__(self) -> None:
        self.weights = np.ones((2, 1))


class Handle:
    """The least that a live model is to the tape while the script runs."""

    name, framework = "Linear", "none"

    def __init__(self, model: Linear) -> None:
        self.model = model

    def state(self) -> dict[str, Any]:
        return {"weights": self.model.weights.copy()}

    def version(self) -> int:
        return 0

    def flags(self) -> bool:
        return False


def one_batch(tape: Tape, handle: Handle, inputs: Any, *, trains: bool, source: object = None) -> None:
    tape.forward(
        handle, (inputs,), inputs @ handle.model.weights, rows=len(inputs), training=trains, modes={}, mode_where={},
        where=HERE, source=source,
    )  # fmt: skip
    if trains:
        handle.model.weights = handle.model.weights + 1.0
        tape.moved(None)


def test_full_batch_training_keeps_its_latest_steps() -> None:
    tape, handle, inputs = Tape(), Handle(Linear()), np.ones((4, 2))

    for step in range(100):
        one_batch(tape, handle, inputs, trains=True, source=step)

    assert len(tape.passes) == SITE_TRAININGS + 1
    assert tape.passes[-1].id == "p100"
    assert set(tape.states) == {p.state for p in tape.passes}
    assert set(tape.state_digests) == set(tape.states)
    assert tape.budget.dropped["passes"] == 100 - len(tape.passes)


def test_a_dropped_step_leaves_the_pass_before_it_its_end() -> None:
    """What an evaluation's weights became is read off the next pass, which may be gone by then."""
    tape, handle, inputs = Tape(), Handle(Linear()), np.ones((4, 2))
    tape.forward(
        handle, (inputs,), inputs, rows=4, training=False, modes={}, mode_where={}, where=None, source="evaluation"
    )
    handle.model.weights = handle.model.weights + 1.0
    tape.moved(None)

    for step in range(40):
        one_batch(tape, handle, inputs, trains=True, source=step)

    evaluation = tape.passes[0]
    assert evaluation.end_state is not None
    assert tape.states[evaluation.end_state]["weights"].tolist() == [[2.0], [2.0]]


def test_epochs_of_a_training_loader_are_let_go() -> None:
    tape, handle = Tape(), Handle(Linear())
    train, other = Loader(1, HERE), Loader(2, HERE)

    for epoch in range(8):
        for loader, trains in ((train, True), (other, False)):
            for _ in range(3):
                inputs = np.random.default_rng(epoch).normal(size=(4, 2))
                tape.batch(loader, 10 * epoch + loader.key, (inputs, np.zeros(4)))
                one_batch(tape, handle, inputs, trains=trains)

    kept = {loader.key: [bool(w.ids) for w in tape.iterations if w.loader is loader] for loader in (train, other)}
    assert kept[train.key] == [True, True, False, False, False, False, False, True]
    assert kept[other.key] == [True] * 8
    assert sum(bool(walk.items) for walk in tape.iterations) <= 5


def test_outputs_of_old_evaluations_go_first() -> None:
    tape, handle = Tape(Budget(memory_mb=1.0)), Handle(Linear())
    inputs = np.ones((8000, 2))  # 62 kB of outputs

    for epoch in range(12):
        one_batch(tape, handle, inputs + epoch, trains=False, source=epoch)

    held = [bool(passed.batches) for passed in tape.passes]
    assert held[-1]
    assert not held[0]
    assert sum(b.outputs.nbytes for p in tape.passes for b in p.batches) <= 5 * inputs.nbytes // 2


def test_a_line_that_forgets_gives_its_room_back() -> None:
    budget = Budget(memory_mb=1.0)  # 256 kB for compared arrays
    site: deque[Meet] = deque(maxlen=4)
    arrays = np.zeros(1000), np.zeros(1000)

    for _ in range(100):
        left, right = budget.keep_pair(*arrays, site)
        site.append(Meet("compare", "==", left, right, None, HERE))

    assert budget.dropped == {}
    assert all(meet.labels is not None for meet in site)


def test_a_walk_without_end_lets_its_rows_and_labels_go() -> None:
    tape, loader = Tape(Budget(memory_mb=1.0)), Loader(1, HERE)

    for _ in range(20_000):
        tape.batch(loader, 1, (np.ones((4, 64), dtype=np.float32), np.zeros((4, 64), dtype=np.int64)))

    walk = tape.iterations[0]
    held = sum(part.nbytes for part in (*walk.ids, *walk.labels) if part is not None)
    assert held < 2 * FLUSH_BYTES
    assert len(walk.sizes) == 20_000
