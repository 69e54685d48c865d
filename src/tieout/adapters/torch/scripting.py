"""Puts the plain primitives back while TorchScript compiles: it reads Python source, and a hook has another one."""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tieout.adapters._base import Patches


class Aside:
    """The hooks over functions that TorchScript may compile, and the time during which they are not there."""

    def __init__(self, torch: Any, patches: Patches) -> None:
        self._torch = torch
        self._patches = patches
        self._hooked: list[tuple[Any, str, Any, Any]] = []
        self._away = False

    def replace(self, target: Any, attribute: str, make: Any) -> None:
        """Put a hook over a function as `Patches.replace` does, and know it as one that has to step aside."""
        plain = getattr(target, attribute)
        self._patches.replace(target, attribute, make)
        self._hooked.append((target, attribute, plain, getattr(target, attribute)))

    def fit(self) -> None:
        """Let the hooks step aside for `torch.jit.script` and for the compilation of script modules."""
        self._patches.replace(self._torch.jit, "script", self._script)
        recursive = getattr(self._torch.jit, "_recursive", None)
        if hasattr(recursive, "create_script_module"):  # also reached from classes written as a ScriptModule
            self._patches.replace(recursive, "create_script_module", self._compile)

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        if self._away:
            yield
            return
        # What the script itself has put over a hook stays.
        moved = [hook for hook in self._hooked if getattr(hook[0], hook[1], None) is hook[3]]
        self._away = True
        for target, attribute, plain, _ in moved:
            setattr(target, attribute, plain)
        try:
            yield
        finally:
            self._away = False
            for target, attribute, plain, tapped in moved:
                if getattr(target, attribute, None) is plain:
                    setattr(target, attribute, tapped)

    def _script(self, original: Any) -> Any:
        @functools.wraps(original)
        def script(obj: Any, optimize: Any = None, _frames_up: int = 0, *args: Any, **kwargs: Any) -> Any:
            with self._plainly():
                # one more frame between the script and the compiler, which looks names up in the script's frame
                return original(obj, optimize, _frames_up + 1, *args, **kwargs)

        return script

    def _compile(self, original: Any) -> Any:
        @functools.wraps(original)
        def create_script_module(*args: Any, **kwargs: Any) -> Any:
            with self._plainly():
                return original(*args, **kwargs)

        return create_script_module
