"""Which line of the user's made a call, wrappers for functions the user calls, and quiet for our own calls."""

from __future__ import annotations

import functools
import inspect
import os
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from tieout.adapters._base import Patches, caller_outside
from tieout.core.score import Where
from tieout.core.watching import Tape

_OURS = ("tieout.",)


class _Quiet(threading.local):
    depth: int = 0


_quiet = _Quiet()


@contextmanager
def quiet() -> Iterator[None]:
    """Make every tap of this thread deaf while we call the framework ourselves."""
    _quiet.depth += 1
    try:
        yield
    finally:
        _quiet.depth -= 1


def is_quiet() -> bool:
    """Tell whether the call at hand is one of our own."""
    return _quiet.depth > 0


def user_line(tape: Tape) -> Where | None:
    """Give the user's innermost line on the stack, also when a library stands between; None for our own calls."""
    return None if _quiet.depth else tape.where()


def direct_line(tape: Tape) -> Where | None:
    """Give the user's line if the user's own code made this call, None if a library made it."""
    if _quiet.depth:
        return None
    line = tape.where()
    if line is None:
        return None
    frame = caller_outside(_OURS)
    if frame is None or frame.f_lineno != line.line:
        return None
    return line if os.path.basename(frame.f_code.co_filename) == os.path.basename(line.file) else None


def observed(tape: Tape, what: str, tap: Callable[[Mapping[str, Any], Any, Where], None]) -> Callable[[Any], Any]:
    """Give `make(original)` for a function the user calls directly; the tap gets arguments by name, result and line."""

    def make(original: Any) -> Any:
        try:
            signature: inspect.Signature | None = inspect.signature(original)
        except (TypeError, ValueError):
            signature = None

        @functools.wraps(original)
        def tapped(*args: Any, **kwargs: Any) -> Any:
            result = original(*args, **kwargs)
            try:
                line = direct_line(tape)
                if line is not None:
                    tap(_by_name(signature, args, kwargs), result, line)
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                tape.fault(what, exc)
            return result

        return tapped

    return make


def _by_name(signature: inspect.Signature | None, args: tuple[Any, ...], kwargs: dict[str, Any]) -> dict[str, Any]:
    if signature is None:
        return {**{str(at): value for at, value in enumerate(args)}, **kwargs}
    given = signature.bind(*args, **kwargs).arguments
    for parameter in signature.parameters.values():
        if parameter.kind is parameter.VAR_KEYWORD:
            given.update(given.pop(parameter.name, {}))
    return dict(given)


def replace_everywhere(patches: Patches, place: Any, attribute: str, make: Callable[[Any], Any]) -> None:
    """Put one wrapper over a function where a package shows it and where it is defined.

    pickle finds a function by its module and name, and wants the very same object there.
    """
    original = vars(place).get(attribute)
    if original is None:
        return
    wrapper = make(original)
    for module in (place, sys.modules.get(getattr(original, "__module__", None) or "")):
        if module is not None and vars(module).get(attribute) is original:
            patches.replace(module, attribute, functools.partial(_instead, wrapper))


def _instead(wrapper: Any, _original: Any) -> Any:
    return wrapper
