"""How much a recording may hold: what is kept, what is let go first, and what was dropped."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from tieout.core.passes import Iteration, Pass

MB = 1 << 20
KEPT = 1024  # bytes that a small array takes beside its values
LATEST = 4  # walks through loaders whose last batch is remembered


def size_of(value: Any) -> int:
    """Give the bytes of an array-like, 0 if unknown."""
    if type(value) is tuple:  # first, because it is asked for every batch
        total = 0
        for part in value:
            total += size_of(part)
        return total
    size = getattr(value, "nbytes", None)
    if isinstance(size, int):
        return size
    if isinstance(value, (list, tuple)):
        return sum(map(size_of, value))
    if isinstance(value, dict):
        return sum(map(size_of, value.values()))
    shape = getattr(value, "shape", None)
    if shape is None:
        return 0
    total = 4
    for extent in shape:
        total *= int(extent or 1)
    return total


@dataclass
class Budget:
    """Limits of one run.

    Attributes:
        disk_mb:      size of the recording on disk.
        memory_mb:    inputs, outputs and weights kept alive while the script runs.
        replay_times: replays may take this many times the scored passes.
        exact:        every row is replayed, where a sample of a large pass would do.
        dropped:      what the limits cost, by kind.
    """

    disk_mb: float = 256.0
    memory_mb: float = 512.0
    replay_times: float = 2.0
    exact: bool = False
    dropped: dict[str, int] = field(default_factory=dict)
    _inputs: dict[str, int] = field(default_factory=dict)
    _outputs: dict[str, int] = field(default_factory=dict)
    _pairs: int = 0
    _states: int = 0

    def drop(self, kind: str, count: int = 1) -> None:
        """Count something that was not kept."""
        self.dropped[kind] = self.dropped.get(kind, 0) + count

    def share(self) -> float:
        """Give the bytes that one pass or walk may hold of one kind."""
        return self.memory_mb * MB / 8

    def keep_batch(self, current: Pass, inputs: Any, outputs: Any, rows: int) -> bool:
        """Tell whether one more batch of inputs may be kept alive for this pass."""
        held = self._inputs.get(current.id, 0) + size_of(inputs) + KEPT
        if held > self.share():
            self.drop("input batches")
            return False
        self._inputs[current.id] = held
        return self.keep_outputs(current, outputs)

    def keep_outputs(self, current: Pass, outputs: Any) -> bool:
        """Tell whether one more batch of outputs may be kept for this pass."""
        held = self._outputs.get(current.id, 0) + size_of(outputs) + KEPT
        if held > self.share():
            self.drop("output batches")
            return False
        self._outputs[current.id] = held
        return True

    def retire(self, previous: Sequence[Pass]) -> None:
        """Let go of what earlier passes of the same line hold: inputs first, outputs of training passes too."""
        trainings = [p for p in previous if p.updates and p.batches]
        for old in trainings[:-1]:  # the latest stays: its epoch may have been the last one
            self._let_go(old)
        scored = [p for p in previous if not p.updates]
        held = sum(self._inputs.get(p.id, 0) for p in scored)
        if held > self.memory_mb * MB / 4 or len(scored) > 64:
            for old in scored[:-1]:
                if old.batches and old.batches[0].inputs is not None:
                    for batch in old.batches:
                        batch.inputs = None
                    self._inputs[old.id] = 0
                    old.complete = False
        held = sum(self._outputs.get(p.id, 0) for p in scored)
        for old in scored[:-1]:
            if held <= self.memory_mb * MB / 4:
                break
            held -= self._outputs.pop(old.id, 0)
            old.batches.clear()
            self.drop("output batches")

    def _let_go(self, old: Pass) -> None:
        for batch in old.batches:
            batch.inputs, batch.outputs, batch.labels = None, None, None
        old.batches.clear()
        old.complete = False
        self._inputs.pop(old.id, None)
        self._outputs.pop(old.id, None)

    def keep_pair(self, left: Any, right: Any, site: Any) -> tuple[Any, Any]:
        """Give the operands to keep for a comparison; large ones once the budget is spent are let go."""
        size = size_of(left) + size_of(right)
        if site and len(site) == site.maxlen:  # the next one pushes the oldest out
            self._pairs -= size_of(site[0].predictions) + size_of(site[0].labels)
        if self._pairs + size > self.memory_mb * MB / 4:
            half = len(site) // 2
            for _ in range(half):  # the oldest half of this line's operands goes first
                old = site.popleft()
                self._pairs -= size_of(old.predictions) + size_of(old.labels)
            self.drop("compared arrays", half)
        if self._pairs + size > self.memory_mb * MB / 4:
            self.drop("compared arrays")
            return None, None
        self._pairs += size
        return left, right

    def forget_state(self, arrays: dict[str, Any]) -> None:
        """Take a weight snapshot that was dropped off the account."""
        self._states -= size_of(arrays)

    def keep_state(self, states: dict[str, dict[str, Any]], key: str, arrays: dict[str, Any]) -> None:
        """Drop the oldest weight snapshots when they take more than their share; digests stay."""
        self._states += size_of(arrays)
        for old in list(states):
            if self._states <= self.memory_mb * MB / 2 or old == key:
                return
            self._states -= size_of(states[old])
            states[old] = {}
            self.drop("weight snapshots")

    def trim_iterations(self, iterations: list[Iteration], trained: set[Iteration]) -> None:
        """Let go of what walks yielded when a new one has begun: batches, and rows that many epochs repeat.

        Row ids of a loader that is trained on are worth having for the first two walks (are the rows the same, in
        another order?) and for the one that is going on.
        """
        if len(iterations) > LATEST:
            iterations[-LATEST - 1].items = ()
        loader = iterations[-1].loader
        repeated = [walk for walk in iterations[:-1] if walk.loader is loader and walk.ids and walk in trained]
        for walk in repeated[2:]:
            walk.ids, walk.labels = [], []
            trained.discard(walk)
        if len(iterations) > 256:
            for old in iterations[2:128]:
                old.items, old.ids, old.labels = (), [], []
            trained.difference_update(iterations[2:66])
            del iterations[2:66]
