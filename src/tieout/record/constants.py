"""Remembers the lines that put constants into the script's own objects, so that a transform names who chose them."""

from __future__ import annotations

import linecache
import os
from collections import deque
from typing import Any

from tieout.core.score import Where

MOST = 64  # values remembered for one attribute
NAMES = 512  # attributes remembered


class Constants:
    """Numbers set as attributes (`self.std = std`), with the lines that led there."""

    def __init__(self, root: str) -> None:
        self._root = root
        self._set: dict[tuple[str, str], deque[tuple[float, tuple[Where, ...]]]] = {}

    def is_attribute(self, name: str) -> bool:
        """Tell whether a number's name is that of an object's attribute."""
        return "." in name and len(self._set) < NAMES

    def keep(self, name: str, value: Any, stack: tuple[Where, ...]) -> None:
        """Remember a number that was set as an attribute at the first line of `stack`."""
        if stack:
            key = (stack[0].file, name.rpartition(".")[2])
            self._set.setdefault(key, deque(maxlen=MOST)).append((float(value), stack))

    def set_at(self, value: float) -> tuple[Where, ...]:
        """Give the lines that last set an attribute to a number, innermost first; the number may have been rounded."""
        near = 1e-6 * abs(value)
        found = [stack for values in self._set.values() for known, stack in values if abs(known - value) <= near]
        return found[-1] if found and value else ()

    def made(self, constant: Any, where: Where) -> tuple[Where, ...]:
        """Give the lines that set a constant which the expression at `where` takes from an attribute, innermost first.

        Only an attribute that this very line names, set in the same file to this very value, is meant.
        """
        if not self._set or not isinstance(constant, (int, float)):
            return ()
        text = linecache.getline(os.path.join(self._root, where.file), where.line)
        for (file, name), values in self._set.items():
            if file == where.file and f".{name}" in text:
                for value, stack in reversed(values):
                    if value == float(constant):
                        return stack
        return ()
