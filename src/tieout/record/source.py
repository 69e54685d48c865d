"""Compiles the user's source with notes inserted, every line and column where it was."""

from __future__ import annotations

import ast
from types import CodeType

from tieout.record.annotate import annotate

LARGEST = 4_000_000  # bytes of source beyond which a file is data rather than a program

_noted: dict[int, tuple[CodeType, str | bytes, str]] = {}
_lost: list[str] = []


def instrument(source: str | bytes, filename: str, shown: str) -> CodeType:
    """Compile a module with notes inserted, or plainly if that cannot be done.

    Args:
        source:   its text, or its bytes as read from the file.
        filename: the name Python reports in tracebacks.
        shown:    the name used in notes, relative to the working directory.
    """
    code = noted(source, filename, shown)
    return code if code is not None else compile(source, filename, "exec", dont_inherit=True)


def noted(source: str | bytes, filename: str, shown: str) -> CodeType | None:
    """Compile a module with notes inserted; give None if that cannot be done."""
    try:
        if len(source) > LARGEST:
            raise ValueError("too large")
        code = compile(annotate(ast.parse(source, filename), shown), filename, "exec", dont_inherit=True)
    except Exception:  # noqa: BLE001 - whatever is wrong with the source, Python itself shall say so
        _lost.append(shown)
        return None
    _noted[id(code)] = (code, source, filename)
    return code


def lost() -> tuple[str, ...]:
    """Give the files that run without notes because none could be inserted."""
    return tuple(_lost)


def plain_twin(code: CodeType) -> CodeType:
    """Give the code object that Python would have made of the same function, or `code` itself.

    Code leaves the process when a function is pickled by value; what leaves must not call for notes.
    """
    for root, source, filename in _noted.values():
        if root.co_filename == code.co_filename:
            plain = compile(source, filename, "exec", dont_inherit=True)
            found = _beside(root, plain, code)
            if found is not None:
                return found
    return code


def _beside(noted_code: CodeType, plain: CodeType, wanted: CodeType) -> CodeType | None:
    """Walk two trees of code objects in step until the first one reaches `wanted`."""
    if noted_code is wanted:
        return plain
    inner = ([c for c in code.co_consts if isinstance(c, CodeType)] for code in (noted_code, plain))
    for one, other in zip(*inner):
        if (one.co_name, one.co_firstlineno) != (other.co_name, other.co_firstlineno):
            return None
        found = _beside(one, other, wanted)
        if found is not None:
            return found
    return None
