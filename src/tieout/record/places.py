"""Where in the user's own files an event happened."""

from __future__ import annotations

import dis
import os
import sys
import sysconfig
from types import CodeType, FrameType
from typing import Any

from tieout.core.score import Where

DEEP = 16  # user lines kept of one stack
MANY_PLACES = 1 << 16  # places in code whose lines are remembered; code made on the fly has new ones for ever
BOTTOM = os.path.join(os.path.dirname(__file__), "runner.py")  # below its frames there is no line of the script's


class Places:
    """Tells user files from library files and gives lines as they are shown. Every answer is kept."""

    def __init__(self, root: str | None = None) -> None:
        self.root = os.path.abspath(root or os.getcwd())
        self._wheres: dict[tuple[int, int], tuple[CodeType, Where]] = {}
        self._lines: dict[tuple[str, int], Where] = {}
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
            if filename == BOTTOM:
                return None
            frame = frame.f_back
        return None

    def where(self, skip: int = 1) -> Where | None:
        """Give the innermost line of the user's own files on the stack, or None."""
        frame = self.user_frame(skip + 1)
        return None if frame is None else self.where_of(frame)

    def stack(self, skip: int = 1) -> tuple[Where, ...]:
        """Give the user's lines on the stack, the innermost first."""
        frame: FrameType | None = sys._getframe(skip)
        known = self._user
        found: list[Where] = []
        while frame is not None and len(found) < DEEP:
            filename = frame.f_code.co_filename
            user = known.get(filename)
            if user or (user is None and self.is_user_file(filename)):
                found.append(self.where_of(frame))
            elif filename == BOTTOM:
                break
            frame = frame.f_back
        return tuple(found)

    def returns(self, function: Any) -> Where | None:
        """Give the line on which a function of the user's own ends, None for a library's."""
        code = getattr(function, "__code__", None)
        if code is None or not self.is_user_file(code.co_filename):
            return None
        line, last = code.co_firstlineno, None
        for step in dis.get_instructions(code):
            line = step.starts_line if type(step.starts_line) is int else getattr(step, "line_number", None) or line
            if step.opname.startswith("RETURN_"):
                last = line
        return Where(self.shown_name(code.co_filename), last or code.co_firstlineno)

    def where_of(self, frame: Any) -> Where:
        """Give the line a frame is at."""
        # The line number is counted from the first line of the code every time it is asked for, and the hash of a code
        # object goes through all its constants; the code is kept with the answer, so that its id stays its own.
        code = frame.f_code
        key = (id(code), frame.f_lasti)
        known = self._wheres.get(key)
        if known is None:
            if len(self._wheres) >= MANY_PLACES:
                self._wheres.clear()
            line = (code.co_filename, frame.f_lineno)
            where = self._lines.get(line)
            if where is None:
                where = self._lines[line] = Where(self.shown_name(line[0]), line[1])
            known = self._wheres[key] = (code, where)
        return known[1]
