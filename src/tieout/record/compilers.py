"""Keeps the notes out of what PyTorch compiles: plain bytecode for `torch.compile`, silence for `torch.jit.trace`."""

from __future__ import annotations

import functools
import inspect
from collections.abc import Callable
from typing import Any

import wrapt

from tieout.core.watching import Sink, Undo
from tieout.record.notes import Notes
from tieout.record.source import plain_twin


def show_plain_code(sink: Sink) -> Undo:
    """Wait for the parts of `torch.compile` and let each see plain code; give the function that ends this."""
    undo: list[Undo] = []
    active = [True]

    def fit(change: Callable[[Any], Undo | None], module: Any) -> None:
        if not active[0]:
            return
        try:
            done = change(module)
        except Exception as exc:  # noqa: BLE001 - an unknown version: what it compiles may say so, the rest runs
            sink.fault("torch.compile", exc)
        else:
            if done is not None:
                undo.append(done)

    def remove() -> None:
        active[0] = False
        while undo:
            undo.pop()()

    for name, change in _CHANGES.items():
        wrapt.register_post_import_hook(functools.partial(fit, change), name)
    return remove


def silence_when_traced(notes: Notes) -> None:
    """Let the notes be silent while `torch.jit.trace` watches, which would write down what they look at."""

    def fit(torch: Any) -> None:
        notes.traced = torch._C._get_tracing_state

    wrapt.register_post_import_hook(fit, "torch")


def _skip_notes(eval_frame: Any) -> None:
    for _, method in inspect.getmembers(Notes, inspect.isfunction):
        eval_frame.skip_code(method.__code__)


def _change_entered(convert_frame: Any) -> Undo:
    def entered(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def compiling(code: Any, *args: Any, **named: Any) -> Any:
            return original(_plain(code), *args, **named)

        return compiling

    return _replace(convert_frame, "_compile", entered)


def _change_inlined(functions: Any) -> Undo:
    def inlined(original: Callable[..., Any]) -> Callable[..., Any]:
        @functools.wraps(original)
        def get_code(self: Any) -> Any:
            return _plain(original(self))

        return get_code

    return _replace(functions.UserFunctionVariable, "get_code", inlined)


_CHANGES: dict[str, Callable[[Any], Undo | None]] = {
    "torch._dynamo.eval_frame": _skip_notes,
    "torch._dynamo.convert_frame": _change_entered,
    "torch._dynamo.variables.functions": _change_inlined,
}


def _plain(code: Any) -> Any:
    try:
        return plain_twin(code)
    except Exception:  # noqa: BLE001 - then the compiler sees what there is
        return code


def _replace(owner: Any, name: str, make: Callable[[Callable[..., Any]], Callable[..., Any]]) -> Undo:
    original = getattr(owner, name)
    setattr(owner, name, make(original))
    return lambda: setattr(owner, name, original)
