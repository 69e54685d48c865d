"""Tapes for adapter tests: one keeps every call, one fails at every call."""

from __future__ import annotations

import inspect
import os
from typing import Any

from tieout.core.score import Where

HERE = os.path.dirname(os.path.abspath(__file__))


class RecordingTape:
    """Keeps what an adapter told, call by call; files in this folder and `also` count as the user's own."""

    def __init__(self, *also: str) -> None:
        self.user_files = also
        self.calls: list[str] = []
        self.last: str | None = None  # what a meeting without a pass belongs to
        self.forwards: list[dict[str, Any]] = []
        self.passes: list[dict[str, Any]] = []
        self.batches: list[tuple[Any, int, tuple[Any, ...]]] = []
        self.moves: list[object] = []
        self.meets: list[Any] = []
        self.scores: list[dict[str, Any]] = []
        self.steps: list[Any] = []
        self.files: list[Any] = []
        self.drawings: list[Any] = []
        self.reductions: list[tuple[str, Any, Any]] = []
        self.faults: list[tuple[str, BaseException]] = []

    def where(self, skip: int = 1) -> Where | None:
        """Give the innermost line in a test file, `skip` frames above the caller."""
        frame = inspect.currentframe()
        for _ in range(skip + 1):
            frame = frame.f_back if frame is not None else None
        while frame is not None:
            file = frame.f_code.co_filename
            if os.path.dirname(file) == HERE or file in self.user_files:
                return Where(os.path.basename(file), frame.f_lineno)
            frame = frame.f_back
        return None

    def forward(self, handle: Any, inputs: tuple[Any, ...], outputs: Any, **facts: Any) -> None:
        """Keep one batch through a model, the modes as they were told."""
        self.calls.append("forward")
        self.last = f"f{len(self.forwards) + 1}"
        facts["modes"], facts["mode_where"] = dict(facts["modes"]), dict(facts["mode_where"])
        self.forwards.append({"handle": handle, "inputs": inputs, "outputs": outputs, "flags": handle.flags(), **facts})

    def whole_pass(self, handle: Any, batches: Any, **facts: Any) -> str:
        """Keep a pass with the weights the handle gives now."""
        self.calls.append("whole_pass")
        name = self.last = f"p{len(self.passes) + 1}"
        facts["modes"], facts["mode_where"] = dict(facts["modes"]), dict(facts["mode_where"])
        state = handle.state() if facts.get("new_state", True) else None
        self.passes.append({"id": name, "handle": handle, "batches": list(batches), "state": state, **facts})
        return name

    def batch(self, loader: Any, iteration: int, items: tuple[Any, ...]) -> None:
        """Keep one batch of a loader."""
        self.calls.append("batch")
        self.batches.append((loader, iteration, items))

    def moved(self, handle_of: object) -> None:
        """Keep that weights moved."""
        self.calls.append("moved")
        self.moves.append(handle_of)

    def meet(self, meet: Any) -> None:
        """Keep a meeting of predictions and labels."""
        self.calls.append("meet")
        meet.pass_id = meet.pass_id or self.last
        self.meets.append(meet)

    def score(self, name: str, value: float, where: Where | None, *, metric: str, pass_id: str | None = None) -> None:
        """Keep a named score."""
        self.calls.append("score")
        self.scores.append({"name": name, "value": value, "where": where, "metric": metric, "pass_id": pass_id})

    def step(self, step: Any) -> None:
        """Keep a transform."""
        self.calls.append("step")
        self.steps.append(step)

    def loaded(self, loaded: Any) -> None:
        """Keep a file."""
        self.calls.append("loaded")
        self.files.append(loaded)

    def drawn(self, drawn: Any) -> None:
        """Keep where rows were drawn, put together or split."""
        self.calls.append("drawn")
        self.drawings.append(drawn)

    def stack(self, skip: int = 1) -> tuple[Where, ...]:
        """Give the innermost line in a test file as the whole stack."""
        line = self.where(skip)
        return () if line is None else (line,)

    def returns(self, function: Any) -> Where | None:
        """Give the first line of a function in a test file."""
        code = getattr(function, "__code__", None)
        if code is None or os.path.dirname(code.co_filename) != HERE:
            return None
        return Where(os.path.basename(code.co_filename), code.co_firstlineno)

    def reduced(self, name: str, operand: Any, result: Any, where: Where | None) -> None:
        """Keep a reduction."""
        self.calls.append("reduced")
        self.reductions.append((name, operand, result))

    def compared(self, *_: Any) -> None:
        """Ignore: the notes in the user's lines tell this, no adapter does."""

    computed = divided = scalar = shown = compared

    def fault(self, what: str, exc: BaseException) -> None:
        """Keep a fault of a hook."""
        self.faults.append((what, exc))

    def named(self, name: str) -> list[float]:
        """Give the values of every score of this name, in order."""
        return [score["value"] for score in self.scores if score["name"] == name]

    def pass_of(self, pass_id: str) -> dict[str, Any]:
        """Give the pass with this id."""
        return next(p for p in self.passes if p["id"] == pass_id)


class FailingTape(RecordingTape):
    """Fails at everything but hearing of a fault."""

    def _fail(self, *_: Any, **__: Any) -> Any:
        raise RuntimeError("this tape fails on purpose")

    where = forward = whole_pass = batch = moved = meet = score = step = loaded = reduced = _fail
