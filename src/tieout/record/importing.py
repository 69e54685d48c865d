"""Loads the modules beside the user's script with notes inserted, and leaves every other import alone."""

from __future__ import annotations

import os
import sys
import sysconfig
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder, SourceFileLoader
from importlib.util import spec_from_file_location
from types import CodeType, ModuleType
from typing import Any

from tieout.record.notes import Notes
from tieout.record.source import noted

_FOREIGN_FOLDERS = frozenset({"site-packages", "dist-packages", "node_modules", "__pypackages__", ".tox", ".nox"})


class NotedLoader(SourceFileLoader):
    """Loads one module from code that is compiled already; neither reads nor writes a cached file."""

    def __init__(self, fullname: str, path: str, code: CodeType) -> None:
        super().__init__(fullname, path)
        self._code = code

    def get_code(self, fullname: str) -> CodeType:
        """Give the module's code with the notes in it."""
        return self._code


class NotedFinder:
    """Finds modules under one folder that are the user's own."""

    def __init__(self, root: str, notes: Notes) -> None:
        self.notes = notes
        self.root = os.path.realpath(root)
        self.cwd = os.getcwd()
        prefixes = {os.path.realpath(path) for path in sysconfig.get_paths().values()}
        prefixes.add(os.path.dirname(os.path.dirname(os.path.realpath(__file__))))
        self._foreign = tuple(prefix + os.sep for prefix in prefixes if not _within(self.root, prefix))
        self._environments: dict[str, bool] = {}
        self._places: dict[str, bool] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """Give the spec of a user's own module, or None, which lets Python look as it always does."""
        try:
            if not self._may_hold(sys.path if path is None else path):
                return None
            spec = PathFinder.find_spec(fullname, path, target)
            if spec is None or type(spec.loader) is not SourceFileLoader or not spec.origin:
                return None
            if not self.is_own(spec.origin):
                return None
            # Compiled here rather than in the loader: a syntax error must come up in Python's own loader, whose frames
            # the interpreter takes out of tracebacks.
            source = spec.loader.get_data(spec.origin)
            code = noted(source, spec.origin, shown_name(spec.origin, self.cwd), self.notes)
            if code is None:
                return None
            return spec_from_file_location(
                fullname,
                spec.origin,
                loader=NotedLoader(fullname, spec.origin, code),
                submodule_search_locations=spec.submodule_search_locations,
            )
        except Exception:  # noqa: BLE001 - a module that cannot be noted is imported plainly
            return None

    def is_own(self, file: str) -> bool:
        """Tell whether a file is under the root and belongs to no installed package or environment."""
        real = os.path.realpath(file)
        if not _within(real, self.root) or real.startswith(self._foreign):
            return False
        inside = os.path.relpath(os.path.dirname(real), self.root)
        folder = self.root
        for part in () if inside == os.curdir else inside.split(os.sep):
            folder = os.path.join(folder, part)
            if part in _FOREIGN_FOLDERS or self._is_environment(folder):
                return False
        return True

    def _may_hold(self, places: Sequence[str]) -> bool:
        """Tell whether any of the folders is under the root: most packages are ruled out by this alone."""
        for place in places:
            if place not in self._places:
                self._places[place] = _within(os.path.realpath(place or self.cwd), self.root)
            if self._places[place]:
                return True
        return False

    def _is_environment(self, folder: str) -> bool:
        known = self._environments.get(folder)
        if known is None:
            known = self._environments[folder] = os.path.exists(os.path.join(folder, "pyvenv.cfg"))
        return known

    def install(self) -> None:
        """Stand in front of Python's own path finder; finders that come before that keep their turn."""
        finders: list[Any] = sys.meta_path
        place = finders.index(PathFinder) if PathFinder in finders else len(finders)
        finders.insert(place, self)

    def remove(self) -> None:
        """Take the finder out again."""
        if self in sys.meta_path:
            sys.meta_path.remove(self)


def shown_name(file: str, cwd: str) -> str:
    """Give a file's name relative to the working directory if it lies under it."""
    real, base = os.path.realpath(file), os.path.realpath(cwd)
    return os.path.relpath(real, base) if _within(real, base) else os.path.abspath(file)


def _within(path: str, folder: str) -> bool:
    return path == folder or path.startswith(folder.rstrip(os.sep) + os.sep)
