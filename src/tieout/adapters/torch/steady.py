"""The middle of a walk through a loader, where batch after batch meets the same model from the same line.

There the hooks only put down what is new in each batch, and tell the tape of many batches at a time. What they no
longer ask (the modes of the primitives inside, the lines further out) was seen to be the same in the batches before; as
soon as anything that they do see differs, the walk is over and the next batch is looked at as the first ones were.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import CodeType, FrameType
from typing import Any

from tieout.adapters.torch.beside import FEWEST, put_side_by_side
from tieout.core.passes import Iteration, Meet, Pass
from tieout.core.score import Where
from tieout.core.watching import Tape

MOST = 64  # batches that wait to be told

Caller = tuple[CodeType, int]  # a place in code: what `f_code` and `f_lasti` of a frame say


class Steady:
    """One such walk.

    Attributes:
        module, training, grad, dtype: what makes the calls of the model alike; half precision shows in the last.
        code, at:  from where it is called.
        iteration: the walk; `current` the pass that its batches belong to.
        modes, lines: what the primitives did in one batch.
        losses:    for each place in code that called a loss, the loss as it was told last.
        scattered: so many batches, and what was met after `since` in the order, have not been put side by side yet.
    """

    __slots__ = (
        "at",
        "calls",
        "code",
        "current",
        "dtype",
        "grad",
        "iteration",
        "lines",
        "losses",
        "meets",
        "modes",
        "module",
        "scattered",
        "since",
        "training",
        "version",
    )

    def __init__(
        self,
        module: Any,
        caller: Caller,
        current: Pass,
        iteration: Iteration,
        modes: Mapping[tuple[str, str], int],
        lines: Mapping[tuple[str, str], Where],
        alike: tuple[bool, Any],
    ) -> None:
        self.module, self.training = module, module.training
        self.code, self.at = caller
        self.current, self.iteration = current, iteration
        self.modes, self.lines = modes, lines
        self.grad, self.dtype = alike
        self.calls: list[tuple[tuple[Any, ...], Any, Any, int]] = []
        self.meets: list[tuple[Meet, Any, Any, Any, int]] = []
        self.losses: dict[Caller, tuple[object, Meet]] = {}
        self.version = 0
        self.scattered = 1  # the batch told last, which has not met its labels yet
        self.since = current.batches[-1].seq if current.batches else current.seq

    def goes_on(self, frame: FrameType, inputs: tuple[Any, ...]) -> bool:
        """Tell whether a call of the model in a frame is the next batch."""
        return (
            frame.f_lasti == self.at
            and frame.f_code is self.code
            and self.module.training is self.training
            and len(inputs) == 1
            and bool(self.iteration.items)
            and self.iteration.items[0] is inputs[0]
        )

    def called(self, tape: Tape, inputs: tuple[Any, ...], outputs: Any) -> bool:
        """Note one more batch; tell whether that was possible."""
        if type(outputs) is not type(inputs[0]) or outputs.dtype is not self.dtype:
            return False
        items = self.iteration.items
        tape.seq += 1
        self.version = tape.version(self.module)
        kept = outputs.detach() if outputs.requires_grad else outputs
        self.calls.append((inputs, kept, items[1] if len(items) > 1 else None, tape.seq))
        return True

    def met(self, tape: Tape, like: Meet, predictions: Any, labels: Any, value: Any) -> None:
        """Note that predictions met labels in a loss, as they did before."""
        if self.calls:
            kept = self.calls[-1][1]
            if predictions.data_ptr() == kept.data_ptr() and predictions.shape == kept.shape:
                predictions = kept
        if predictions.requires_grad:
            predictions = predictions.detach()
        if labels.requires_grad:
            labels = labels.detach()
        tape.seq += 1
        self.meets.append((like, predictions, labels, value, tape.seq))

    def tell(self, tape: Tape) -> None:
        """Tell the tape of the batches that wait."""
        calls, self.calls = self.calls, []
        meets, self.meets = self.meets, []
        if calls:
            tape.more(self.current, calls, self.modes, self.version)
        for like, predictions, labels, value, seq in meets:
            tape.keep_meet(
                Meet(
                    like.kind,
                    like.name,
                    predictions,
                    labels,
                    value,
                    like.where,
                    seq,
                    like.pass_id,
                    like.recompute,
                    like.per_row,
                    definition=like.definition,
                    stack=like.stack,
                )
            )
        self.scattered += len(calls)
        if self.scattered >= FEWEST:
            put_side_by_side(self.current, self.scattered, self.iteration, tape.met_since(self.since))
            self.scattered, self.since = 0, tape.seq
