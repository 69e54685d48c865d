"""Where in the user's own files an event happened."""

from __future__ import annotations

import os
import sys
import sysconfig
from types import FrameType
from typing import Any

from tieout.core.score import Where

DEEP = 16  # user lines kept of one stack


class Places:
    """Tells user files from library files and gives lines as they are shown. Every answer is kept."""

    def __init__(self, root: str | None = None) -> None:
        self.root = os.path.abspath(root or os.getcwd())
        self._wheres: dict[tuple[str, int], Where] = {}
        self._user: dict[str, bool] = {}
        self._names: dict[str, str] = {}
        self._foreign = tuple(
            {os.path.realpath(p) + os.sep for p in sysconfig.get_paths().values()}
            | {os.path.dirname(os.path.dirname(os.path.realpath(__file__))) + os.sep}
        )

    def is_user_file(self, filename: str) -> bool:
        """Tell whether a code object's file is the user's own, not a library's."""
        known = self._user.get(filename)
        if known is None:
            real = os.path.realpath(filename)
            foreign = real.startswith(self._foreign) or f"{os.sep}site-packages{os.sep}" in real
            known = not filename.startswith("<") and not foreign and os.path.exists(filename)
            if filename.startswith(("<ipython", "/tmp/ipykernel")):  # noqa: S108 - where notebooks say their cells are
                known = True
            self._user[filename] = known
        return known

    def shown_name(self, filename: str) -> str:
        """Give a file's name relative to the working directory where that is shorter."""
        name = self._names.get(filename)
        if name is None:
            path = os.path.abspath(filename)
            relative = os.path.relpath(path, self.root)
            name = path if relative.startswith("..") else relative
            self._names[filename] = name
        return name

    def user_frame(self, skip: int = 1) -> Any:
        """Give the innermost frame in the user's files, or None."""
        frame: FrameType | None = sys._getframe(skip + 1)
        known = self._user
        while frame is not None:
            filename = frame.f_code.co_filename
            user = known.get(filename)
            if user or (user is None and self.is_user_file(filename)):
                return frame
            frame = frame.f_back
        return None

    def where(self, skip: int = 1) -> Where | None:
        """Give the innermost line of the user's own files on the stack, or None."""
        frame = self.user_frame(skip + 1)
        return None if frame is None else self.where_of(frame)

    def stack(self, skip: int = 1) -> tuple[Where, ...]:
        """Give the user's lines on the stack, the innermost first."""
        frame: FrameType | None = sys._getframe(skip)
        found: list[Where] = []
        while frame is not None and len(found) < DEEP:
            if self.is_user_file(frame.f_code.co_filename):
                found.append(self.where_of(frame))
            frame = frame.f_back
        return tuple(found)

    def where_of(self, frame: Any) -> Where:
        """Give the line a frame is at."""
        # By name and not by code object: the hash of a code object goes through all its constants every time.
        key = (frame.f_code.co_filename, frame.f_lineno)
        where = self._wheres.get(key)
        if where is None:
            where = self._wheres[key] = Where(self.shown_name(key[0]), key[1])
        return where
