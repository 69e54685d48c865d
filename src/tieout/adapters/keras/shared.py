"""What the watchers of Keras share: the tape, the patches, one handle a model, and the pass that is running."""

from __future__ import annotations

import functools
import sys
import weakref
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from types import FrameType
from typing import Any

from tieout.adapters._base import Patches
from tieout.adapters.keras.handle import KerasHandle
from tieout.adapters.keras.modes import NOW, ModeLog
from tieout.core.score import Where
from tieout.core.watching import Tape

KEEP_STATE = 50_000_000  # larger models are copied at the start of the last epoch only


@dataclass(eq=False)
class Running:
    """A loop of Keras' own that is running: fit, evaluate, predict, or one of the `_on_batch` methods.

    Attributes:
        function: which compiled function runs the steps: "train", "test" or "predict".
        eager:    modes seen in steps that ran line by line.
        traced:   modes seen while the compiled function was traced, and the graph it was traced into.
        source:   the `EpochIterator` that feeds it.
        logs:     the metrics as the callbacks were told.
        epoch:    number of the epoch of a fit, from 1; `start` are the weights it began with, `labels` its labels,
                  `weights` those of its rows, `told` whether the tape knows of its pass, `validation` the pass and logs
                  of its validation.
        one_told: whether the tape knows of the batch of an `_on_batch` method.
        final:    the scores of the last epoch.
        not_reset: sum and count of what metric objects of the model hold that the loop does not reset, by name.
    """

    kind: str
    function: str
    model: Any
    where: Where | None
    eager: ModeLog = field(default_factory=ModeLog)
    traced: ModeLog | None = None
    graph: Any = None
    source: Any = None
    logs: dict[str, Any] = field(default_factory=dict)
    epoch: int = 0
    epochs: int = 0
    start: dict[str, Any] | None = None
    told: bool = True
    pass_id: str | None = None
    labels: Any = None
    weights: Any = None
    one_told: bool = False
    not_reset: dict[str, tuple[float, float]] = field(default_factory=dict)
    validation: tuple[str | None, dict[str, Any]] | None = None
    final: list[tuple[str, float, str, str | None]] = field(default_factory=list)


class Shared:
    """State of one watch."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.patches = Patches(tape, "keras")
        self.running: list[Running] = []
        self.handles: weakref.WeakKeyDictionary[Any, KerasHandle] = weakref.WeakKeyDictionary()
        self.traced: weakref.WeakKeyDictionary[Any, dict[str, ModeLog]] = weakref.WeakKeyDictionary()

    def handle_of(self, model: Any) -> KerasHandle:
        """Give the one handle of a model."""
        handle = self.handles.get(model)
        if handle is None:
            handle = self.handles[model] = KerasHandle(model)
        return handle

    def idle(self) -> bool:
        """Tell whether the user's own code is in charge: no replay of ours, no layer, no loop of Keras' runs."""
        return not (NOW.muted or NOW.depth or self.running)

    def guarded(self, what: str, tap: Callable[[], Any]) -> Any:
        """Run a tap; what it raises goes to the tape and no further."""
        try:
            return tap()
        except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
            self.tape.fault(f"keras.{what}", exc)
            return None

    def around(
        self,
        owner: Any,
        name: str,
        before: Callable[[tuple[Any, ...], dict[str, Any]], Any],
        after: Callable[[Any, tuple[Any, ...], dict[str, Any], Any], None],
        failed: Callable[[Any], None] | None = None,
    ) -> None:
        """Call `before(args, kwargs)`, the original, then `after(note, args, kwargs, result)`; note None: leave it."""

        def make(original: Any) -> Any:
            @functools.wraps(original)
            def tapped(*args: Any, **kwargs: Any) -> Any:
                note = None if NOW.muted else self.guarded(name, lambda: before(args, kwargs))
                if note is None:
                    return original(*args, **kwargs)
                try:
                    result = original(*args, **kwargs)
                except BaseException:
                    if failed is not None:
                        self.guarded(name, lambda: failed(note))
                    raise
                self.guarded(name, lambda: after(note, args, kwargs, result))
                return result

            return tapped

        self.patches.replace(owner, name, make)

    def modes_of(self, running: Running, batches: int) -> ModeLog:
        """Give the modes of a loop's steps: as they ran, or as its compiled function was traced."""
        known = self.traced.setdefault(running.model, {})
        if running.traced is not None:
            # A later loop may run the same function from another line.
            lines = running.traced.lines.items()
            running.traced.lines = {key: line for key, line in lines if line != running.where}
            known[running.function] = running.traced
        log = ModeLog()
        if running.eager.counts:
            log.merge(running.eager)
        elif running.function in known:
            log.merge(known[running.function], max(batches, 1))
        return log


def frames_to_script() -> int | None:
    """Give how many frames above the caller the innermost line of the entry script itself is, None if it is not."""
    frame: FrameType | None = sys._getframe(1)
    deep = 0
    while frame is not None:
        if frame.f_globals.get("__name__") == "__main__":
            return deep
        frame, deep = frame.f_back, deep + 1
    return None


def owner_of(kind: type, name: str) -> type:
    """Give the class in the method resolution order that defines an attribute."""
    return next(base for base in kind.__mro__ if name in vars(base))


def numbers(logs: Mapping[str, Any] | None) -> dict[str, float]:
    """Give the entries of Keras' logs that are single numbers."""
    found: dict[str, float] = {}
    for name, value in (logs or {}).items():
        try:
            found[str(name)] = float(value)
        except (TypeError, ValueError):
            continue
    return found
