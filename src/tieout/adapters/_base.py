"""What every adapter is, and how it hooks a framework without being able to hurt the host."""

from __future__ import annotations

import functools
import inspect
from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

Tap = Callable[..., Any]


class AbstractAdapter(ABC):
    """Watches one framework from the moment the script has imported it.

    Attributes:
        name:      file, test and page carry this word.
        module:    the import that starts it.
        supports:  version range, as in packaging.
        levers:    what its model handles can set.
        not_supported: for every other lever, why not.
    """

    name: ClassVar[str]
    module: ClassVar[str]
    supports: ClassVar[str]
    levers: ClassVar[frozenset[Lever]] = frozenset()
    not_supported: ClassVar[Mapping[Lever, str]] = {}

    @abstractmethod
    def watch(self, tape: Tape) -> Undo:
        """Fit the hooks; give the function that takes every one of them off again."""


class Patches:
    """Wrappers put over attributes of a framework, each with its undo.

    A tap runs before or after the original; it can neither change arguments nor results, and whatever it raises is
    reported to the tape and goes no further.
    """

    def __init__(self, tape: Tape, owner: str) -> None:
        self.tape = tape
        self.owner = owner
        self._undo: list[tuple[Any, str, Any, bool]] = []

    def after(self, target: Any, attribute: str, tap: Callable[[tuple[Any, ...], dict[str, Any], Any], None]) -> None:
        """Call `tap(args, kwargs, result)` after the original has returned."""
        tape, what = self.tape, f"{self.owner}.{attribute}"

        def make(original: Any) -> Any:
            @functools.wraps(original)
            def tapped(*args: Any, **kwargs: Any) -> Any:
                result = original(*args, **kwargs)
                try:
                    tap(args, kwargs, result)
                except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                    tape.fault(what, exc)
                return result

            return tapped

        self.replace(target, attribute, make)

    def replace(self, target: Any, attribute: str, make: Callable[[Any], Any]) -> None:
        """Put `make(original)` in place of `target.attribute`."""
        raw = inspect.getattr_static(target, attribute)
        own = attribute in vars(target)
        if isinstance(raw, staticmethod):
            new: Any = staticmethod(make(raw.__func__))
        elif isinstance(raw, classmethod):
            new = classmethod(make(raw.__func__))
        else:
            new = make(raw)
        setattr(target, attribute, new)
        self._undo.append((target, attribute, raw, own))

    def undo(self) -> None:
        """Put every original back, last one first."""
        while self._undo:
            target, attribute, raw, own = self._undo.pop()
            if own:
                setattr(target, attribute, raw)
            else:
                delattr(target, attribute)


def caller_outside(module_prefixes: tuple[str, ...], start: int = 2, deep: int = 12) -> Any:
    """Give the nearest frame whose module name starts with none of `module_prefixes`, or None."""
    frame = inspect.currentframe()
    for _ in range(start):
        frame = frame.f_back if frame is not None else None
    for _ in range(deep):
        if frame is None:
            return None
        if not str(frame.f_globals.get("__name__", "")).startswith(module_prefixes):
            return frame
        frame = frame.f_back
    return None
