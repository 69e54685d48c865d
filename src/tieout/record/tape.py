"""The tape: everything the hooks saw, in order, bounded in memory. Adapters and notes write, replay reads.

What needs numpy is imported where it is used: a script that has handed over arrays has loaded numpy itself.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from itertools import takewhile
from typing import Any

from tieout.core.passes import Again, Batch, Iteration, Loaded, Loader, Meet, Pass
from tieout.core.score import Where
from tieout.core.trial import ModelHandle
from tieout.core.values import rows_of, same_memory
from tieout.record.budget import KEPT, Budget, size_of
from tieout.record.told import SITE_MEETS, Told

SITE_TRAININGS = 16  # training passes kept for each line, the latest ones
SITE_PASSES = 400  # other passes kept for each line
FLUSH_BYTES = 1 << 20  # row ids are computed for this much input at a time, which a processor's cache holds


class Tape(Told):
    """Collects what a run did. One tape a run; every method is cheap and none keeps more than the budget allows."""

    def __init__(self, budget: Budget | None = None, root: str | None = None) -> None:
        super().__init__(budget or Budget(), root)
        self.passes: list[Pass] = []
        self.meets: dict[Any, deque[Meet]] = {}
        self.scores: list[tuple[int, str, float, Where | None, str, str | None]] = []
        self.files: list[Loaded] = []
        self.iterations: list[Iteration] = []
        self.handles: dict[int, ModelHandle] = {}
        self.loop_key: Any = None  # set by the runner: frame -> key of the innermost loop it is in
        self._open: dict[tuple[Any, ...], Pass] = {}
        self._sites: dict[tuple[int, str, Where | None], list[Pass]] = {}
        self._begun = 0
        self._trained: set[Iteration] = set()  # walks during which weights moved
        self.pending: Callable[[], None] | None = None  # tells of batches that an adapter has not told yet

    @cached_property
    def bindings(self) -> Any:
        """What the recorded sources say of where rows and labels were made."""
        from tieout.record.bindings import Bindings
        from tieout.record.source import text_of

        return Bindings(text_of)

    # --- weights ---------------------------------------------------------------------------------------------------
    def moved(self, handle_of: object) -> None:
        """An optimizer step, a load, or a training-mode forward changed what a model holds (None: any model)."""
        if handle_of is None:
            for key in self._versions:
                self._versions[key] += 1
            last = self._last
            if last is not None:
                last.updates += 1
                if last.iteration is not None:
                    self._trained.add(last.iteration)
        else:
            key = id(handle_of)
            self._versions[key] = self._versions.get(key, 0) + 1

    # --- batches and passes ----------------------------------------------------------------------------------------
    def batch(self, loader: Loader, iteration: int, items: tuple[Any, ...]) -> None:
        """A loader yielded one batch."""
        current = self.iterations[-1] if self.iterations else None
        if current is None or current.number != iteration or current.loader is not loader:
            current = next((i for i in reversed(self.iterations[-8:]) if i.number == iteration), None)
            if current is None:
                current = Iteration(loader, iteration, self.tick())
                self.iterations.append(current)
                self.budget.trim_iterations(self.iterations, self._trained)
        current.items = items
        if items:
            first = items[0]
            current.sizes.append(rows_of(first) or 0)
            current.ids.append(first)
            current.labels.append(items[1] if len(items) > 1 else None)
            if current.flush_every == 0:
                current.flush_every = FLUSH_BYTES // (KEPT + sum(map(size_of, items[:2]))) + 1
            current.waiting += 1
            if current.waiting >= current.flush_every:
                from tieout.record.joining import flush

                flush(current, self.budget.share())

    def forward(
        self,
        handle: ModelHandle,
        inputs: tuple[Any, ...],
        outputs: Any,
        *,
        rows: int,
        training: bool,
        modes: Mapping[tuple[str, str], int],
        mode_where: Mapping[tuple[str, str], Where],
        where: Where | None,
        random: bool = False,
        source: object = None,
        asked: bool = False,
    ) -> None:
        """A model was called from outside: one batch went through; `asked` if the call itself named training mode."""
        if self.pending is not None:
            self.pending()
        model_key = id(handle.model)
        first = inputs[0] if inputs else None
        iteration = self.iterations[-1] if self.iterations else None
        if iteration is None or not iteration.items or iteration.items[0] is not first:  # nearly never
            iteration = self._iteration_for(inputs, rows)
        key = source
        if key is None:
            if iteration is not None:
                key = iteration
            else:
                frame = self.user_frame(2)
                loop = self.loop_key(frame) if self.loop_key is not None and frame is not None else None
                key = ("loop", loop if loop is not None or self.loop_key is None else self.seq)
        last = self._last
        if last is not None and last.where is where and last.handle is handle and last.kind == "forward":
            current: Pass | None = last  # the batch before this one, which spares the look-up
        else:
            current = self._open.get((model_key, where))
        if (
            current is None
            or current.key != key
            or (current is not self._last and self._versions.get(model_key, 0) != current.end_seq)
            or (current.batches and current.batches[0].inputs and current.batches[0].inputs[0] is first)
        ):
            current = self._begin_pass(handle, "forward", where)
            current.key, current.iteration, current.training = key, iteration, training
            current.flags = handle.flags()
            self._open[(model_key, where)] = current
        if modes:
            held = current.modes
            for mode, count in modes.items():
                held[mode] = held.get(mode, 0) + count
            if modes.get(("batchnorm", "batch")):
                self._versions[model_key] = self._versions.get(model_key, 0) + 1
        for mode, line in mode_where.items():
            current.where_of.setdefault(mode, line)
        current.end_seq = self._versions.get(model_key, 0)
        if random:
            current.random = True
        if asked:
            current.asked = True
        current.total_rows += rows
        self._last = current
        self.seq += 1
        labels = None
        if iteration is not None and len(iteration.items) > 1:
            labels = iteration.items[1]
        self._keep_batch(current, rows, inputs, outputs, labels, self.seq)

    def _keep_batch(
        self, current: Pass, rows: int, inputs: tuple[Any, ...], outputs: Any, labels: Any, seq: int
    ) -> None:
        if self.budget.keep_batch(current, inputs, outputs, rows):
            current.batches.append(Batch(rows, inputs, outputs, labels, None, seq))
        else:
            current.complete = False
            if self.budget.keep_outputs(current, outputs):
                from tieout.arrays import row_ids

                first = inputs[0] if inputs else None
                current.batches.append(Batch(rows, None, outputs, labels, row_ids(first), seq))

    def walked(self, handle: ModelHandle, inputs: tuple[Any, ...]) -> tuple[Pass, Iteration] | None:
        """Give the pass and the walk of the batch just told, if the walk has yielded it and all of the pass is kept."""
        last, iteration = self._last, self.iterations[-1] if self.iterations else None
        if last is None or iteration is None or last.iteration is not iteration or last.handle is not handle:
            return None
        fed = bool(iteration.items) and iteration.items[0] is inputs[0]
        return (last, iteration) if fed and last.complete and last.kind == "forward" else None

    def more(
        self,
        current: Pass,
        calls: Sequence[tuple[tuple[Any, ...], Any, Any, int]],
        modes: Mapping[tuple[str, str], int],
        version: int,
    ) -> None:
        """Batches (inputs, outputs, labels, place in the order) went through as the last one told by `forward` did.

        `modes` are those of each, `version` the count of weight changes when the last one did.
        """
        key = id(current.handle.model)
        for mode, count in modes.items():
            current.modes[mode] = current.modes.get(mode, 0) + count * len(calls)
        changed = len(calls) if modes.get(("batchnorm", "batch")) else 0
        if changed:
            self._versions[key] = self._versions.get(key, 0) + changed
        current.end_seq = version + changed
        for inputs, outputs, labels, seq in calls:
            rows = rows_of(inputs[0]) or 1
            current.total_rows += rows
            self._keep_batch(current, rows, inputs, outputs, labels, seq)

    def version(self, model: object) -> int:
        """Give the count of changes to a model's weights."""
        return self._versions.get(id(model), 0)

    def whole_pass(
        self,
        handle: ModelHandle,
        batches: Sequence[tuple[tuple[Any, ...], Any, Any]],
        *,
        kind: str,
        where: Where | None,
        modes: Mapping[tuple[str, str], int],
        mode_where: Mapping[tuple[str, str], Where],
        training: bool = False,
        random: bool = False,
        new_state: bool = True,
        again: Callable[[], Again | None] | None = None,
        in_order: bool = False,
    ) -> str:
        """A framework's own loop ran; keep it as one pass and give its id.

        Calls at one line of one loop, with the weights standing still, are one pass: chunks of rows scored in turn.
        The batches of a fit are those that were fed if they are `in_order`, else only the rows are.
        """
        from tieout.record.joining import as_one_batch, shuffled

        if self.pending is not None:
            self.pending()
        current = None
        if kind == "fit" and not in_order:
            batches = shuffled(batches)
        if not training and kind != "fit-validation":
            batches = as_one_batch(batches)
            current = self._continued(handle, kind, where)
        if current is None:
            current = self._begin_pass(handle, kind, where, snapshot=new_state)
            current.key = self._loop()
            self._open[(id(handle.model), kind, where)] = current
        current.again = again if not current.total_rows else None  # of chunks scored in turn, each has a source
        current.training, current.random = training, current.random or random
        for mode, count in modes.items():
            current.modes[mode] = current.modes.get(mode, 0) + count
        current.where_of.update(mode_where)
        if kind == "fit":
            current.updates = max(1, len(batches))
        current.flags = training
        for inputs, outputs, labels in batches:
            rows = next((n for n in map(rows_of, inputs) if n is not None), 0)
            current.total_rows += rows
            if self.budget.keep_batch(current, inputs, outputs, rows):
                current.batches.append(Batch(rows, inputs, outputs, labels, None, self.tick()))
            else:
                current.complete = False
        current.end_seq = self._versions.get(id(handle.model), 0)
        self._last = current
        return current.id

    def _loop(self) -> Any:
        """Give the key of the loop the user's code is in, None outside of any."""
        frame = self.user_frame(2)
        return self.loop_key(frame) if self.loop_key is not None and frame is not None else None

    def _continued(self, handle: ModelHandle, kind: str, where: Where | None) -> Pass | None:
        """Give the pass that a call at this line goes on with."""
        current = self._open.get((id(handle.model), kind, where))
        if current is None or current.key is None or current.key != self._loop():
            return None
        return current if self._versions.get(id(handle.model), 0) == current.end_seq else None

    def _begin_pass(self, handle: ModelHandle, kind: str, where: Where | None, *, snapshot: bool = True) -> Pass:
        self.handles[id(handle.model)] = handle
        self._begun += 1
        new = Pass(f"p{self._begun}", handle, kind, where, self.tick(), stack=self._stack(where))
        if snapshot:
            new.state = self.snapshot(handle)
        new.config = self._config(handle)
        site = self._sites.setdefault((id(handle), kind, where), [])
        self.budget.retire(site)
        if site and kind == "forward":
            self._forget(site, SITE_TRAININGS if site[-1].updates else SITE_PASSES)
        site.append(new)
        self.passes.append(new)
        return new

    def _forget(self, site: list[Pass], most: int) -> None:
        """Drop the oldest pass of a line that has too many, and its weights if no other pass started with them."""
        if len(site) <= most:
            return
        old = site.pop(0)
        at = self.passes.index(old)
        before = next((p for p in reversed(self.passes[:at]) if p.handle is old.handle), None)
        if before is not None and before.end_state is None:
            before.end_state = old.state  # what the pass after it started with
        del self.passes[at]
        self.budget.drop("passes")
        key = old.state
        if key in self.states and not any(key in {p.state, p.end_state} for p in self.passes):
            self.budget.forget_state(self.states.pop(key))
            del self.state_digests[key]

    def _iteration_for(self, inputs: tuple[Any, ...], rows: int) -> Iteration | None:
        """Find the loader iteration whose latest batch fed these inputs."""
        for iteration in reversed(self.iterations[-4:]):
            if not iteration.items:
                continue
            for value in inputs:
                if any(value is item or same_memory(value, item) for item in iteration.items):
                    return iteration
        for iteration in reversed(self.iterations[-2:]):
            if iteration.items and rows_of(iteration.items[0]) == rows:
                return iteration
        return None

    # --- what adapters tell ------------------------------------------------------------------------------------------
    def meet(self, meet: Meet) -> None:
        """Predictions met labels in a library's function."""
        if self.pending is not None:
            self.pending()
        meet.seq = self.tick()
        if not meet.stack:
            meet.stack = self._stack(meet.where)
        if meet.pass_id is None and self._last is not None:
            meet.pass_id = self._last.id
        self.keep_meet(meet)

    def keep_meet(self, meet: Meet) -> None:
        """Keep what has its place in the order already."""
        key = (meet.where, meet.name, meet.kind)
        site = self.meets.get(key)
        if site is None:
            site = self.meets[key] = deque(maxlen=SITE_MEETS)
        meet.predictions, meet.labels = self.budget.keep_pair(meet.predictions, meet.labels, site)
        site.append(meet)

    def met_since(self, seq: int) -> Iterator[Meet]:
        """Give where predictions met labels, or arrays were compared, after a place in the order."""
        for site in (*self.compares.values(), *self.meets.values()):
            yield from takewhile(lambda meet: meet.seq > seq, reversed(site))

    def score(self, name: str, value: float, where: Where | None, *, metric: str, pass_id: str | None = None) -> None:
        """A framework computed a score by name."""
        self.scores.append((self.tick(), name, float(value), where, metric, pass_id))

    def loaded(self, loaded: Loaded) -> None:
        """A file was saved or loaded."""
        loaded.seq = self.tick()
        loaded.path = self.shown_name(loaded.path)
        loaded.stack = self.stack(2)
        self.files.append(loaded)
