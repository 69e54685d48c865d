"""Compiles the user's source with notes inserted, every line and column where it was."""

from __future__ import annotations

import ast
import importlib.util
from types import CodeType
from typing import Any

from tieout.record.annotate import STAND_IN, annotate
from tieout.record.notes import Notes

LARGEST = 4_000_000  # bytes of source beyond which a file is data rather than a program

_noted: list[tuple[CodeType, str | bytes]] = []
_twins: dict[int, CodeType] = {}  # by the identity of a code object in `_noted`
_lost: list[str] = []
_shown: dict[str, str | bytes] = {}  # the same sources by the name in notes


def instrument(source: str | bytes, filename: str, shown: str, notes: Notes) -> CodeType:
    """Compile a module with notes inserted, or plainly if that cannot be done.

    Args:
        source:   its text, or its bytes as read from the file.
        filename: the name Python reports in tracebacks.
        shown:    the name used in notes, relative to the working directory.
        notes:    what the inserted calls go to.
    """
    code = noted(source, filename, shown, notes)
    return code if code is not None else _plain(source, filename)


def noted(source: str | bytes, filename: str, shown: str, notes: Notes) -> CodeType | None:
    """Compile a module with notes inserted; give None if that cannot be done."""
    if len(source) > LARGEST:
        _lost.append(shown)
        return None
    try:
        tree = annotate(ast.parse(source, filename), shown)
        code = _connect(compile(tree, filename, "exec", dont_inherit=True), notes)
    except Exception:  # noqa: BLE001 - whatever is wrong with the source, Python itself shall say so
        _lost.append(shown)
        return None
    _noted.append((code, source))
    _shown[shown] = source
    return code


def _connect(code: CodeType, notes: Notes) -> CodeType:
    """Put the notes where the stand-in is.

    They are a constant of the code and no name in any namespace: the script cannot stumble over them, and they are
    there as long as the code is, at exit and in finalizers too.
    """

    def exchange(constant: Any) -> Any:
        if isinstance(constant, CodeType):
            return _connect(constant, notes)
        return notes if isinstance(constant, str) and constant == STAND_IN else constant

    return code.replace(co_consts=tuple(exchange(constant) for constant in code.co_consts))


def _plain(source: str | bytes, filename: str) -> CodeType:
    return compile(source, filename, "exec", dont_inherit=True)


def text_of(shown: str) -> str | None:
    """Give the source that ran under a name in notes, None where none did or it cannot be read."""
    source = _shown.get(shown)
    if not isinstance(source, bytes):
        return source
    try:
        return importlib.util.decode_source(source)
    except (SyntaxError, UnicodeDecodeError):
        return None


def lost() -> tuple[str, ...]:
    """Give the files that run without notes because none could be inserted."""
    return tuple(_lost)


def plain_twin(code: CodeType) -> CodeType:
    """Give the code object that Python would have made of the same function, or `code` itself if it has no notes."""
    for root, source in _noted:
        if root.co_filename == code.co_filename:
            if id(root) not in _twins:
                _twins[id(root)] = _plain(source, root.co_filename)
            found = _beside(root, _twins[id(root)], code)
            if found is not None:
                return found
    return code


def _beside(with_notes: CodeType, plain: CodeType, wanted: CodeType) -> CodeType | None:
    """Walk two trees of code objects in step until the first one reaches `wanted`."""
    if with_notes is wanted:
        same = all(getattr(with_notes, slots) == getattr(plain, slots) for slots in _SLOTS)
        return plain if same else None
    for one, other in zip(_inner(with_notes), _inner(plain), strict=True):
        found = _beside(one, other, wanted)
        if found is not None:
            return found
    return None


_SLOTS = ("co_name", "co_firstlineno", "co_varnames", "co_cellvars", "co_freevars", "co_flags")


def _inner(code: CodeType) -> list[CodeType]:
    return [constant for constant in code.co_consts if isinstance(constant, CodeType)]
