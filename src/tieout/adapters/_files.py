"""What is told about a file: its path, a digest of its content once it is closed, what was in it."""

from __future__ import annotations

import os
import sys
import weakref
from collections.abc import Mapping
from typing import Any, Literal

from tieout.core.passes import Loaded
from tieout.core.score import Where
from tieout.core.values import file_digest, is_estimator
from tieout.core.watching import Tape

_LARGE = 512 << 20  # larger contents get no digest: reading them again would be felt
_FEW = 12  # entries of a file that may be counts
_CLASSES = 64  # of a table of confusions
_PER_LINE = 64  # files told in full for one line of the script; a data set of many small files has thousands


def path_of(file: Any) -> str | None:
    """Give the path of what a load or save function was given: a path, an open file, or None for a buffer."""
    if isinstance(file, (str, bytes, os.PathLike)):
        return os.fsdecode(file)
    name = getattr(file, "name", None)
    return name if isinstance(name, str) else None


def content_digest(path: str) -> str:
    """Give the digest of a file's content, "" if it is too large, remote or gone."""
    try:
        return file_digest(path) if os.path.getsize(path) <= _LARGE else ""
    except OSError:
        return ""


def digests(value: Any) -> dict[str, str]:
    """Give digests of the arrays in `value`: an array, a mapping or list of them, an estimator."""
    if "numpy" not in sys.modules:
        return {}  # then there is no array yet, and loading numpy before the script does would show
    from tieout.adapters._fitted import numbers
    from tieout.arrays import digest

    if is_estimator(value):
        found = numbers(value)
    elif isinstance(value, Mapping):
        found = {str(key): array for key, item in value.items() if (array := _array(item)) is not None}
    elif isinstance(value, (list, tuple)):
        found = {str(at): array for at, item in enumerate(value[:64]) if (array := _array(item)) is not None}
    else:
        array = _array(value)
        found = {} if array is None else {"": array}
    return {key: digest(array) for key, array in found.items() if array.nbytes <= _LARGE}


def _array(value: Any) -> Any:
    if not hasattr(value, "shape") or not hasattr(value, "dtype"):
        return None
    from tieout.arrays import as_numpy

    array = as_numpy(value)
    return None if array is None or array.dtype == object else array


def counts_in(value: Any) -> list[tuple[int, int]]:
    """Give what may be counts of hits and rows in what a file held: two whole numbers, or a table of confusions."""
    parts = list(value.values()) if isinstance(value, Mapping) else [value]
    found = [pair for part in parts[:_FEW] if (pair := _confusions(part)) is not None]
    numbers = parts if isinstance(value, Mapping) else value if isinstance(value, (list, tuple)) else []
    whole = [n for n in numbers if isinstance(n, int) and not isinstance(n, bool)] if len(numbers) <= _FEW else []
    return found + [(hits, rows) for hits in whole for rows in whole if 0 <= hits < rows]


def _confusions(value: Any) -> tuple[int, int] | None:
    """Give hits and rows of a square table of counts, None for anything else."""
    if not hasattr(value, "shape") or not hasattr(value, "dtype") or len(value.shape) != 2:
        return None
    array = _array(value)
    if array is None or not 1 < array.shape[0] == array.shape[1] <= _CLASSES or array.dtype.kind not in "fiu":
        return None
    whole = bool((array >= 0).all() and (array % 1 == 0).all())
    return (int(array.trace()), int(array.sum())) if whole else None


def kind_of(value: Any) -> str:
    """Give one word for what a file holds."""
    if hasattr(value, "shape") and hasattr(value, "dtype"):
        return "array"
    if type(value).__module__.partition(".")[0] in {"pandas", "polars"}:
        return "table"
    return "estimator" if is_estimator(value) else "object"


class FileNotes:
    """Tells a tape of saved and loaded files; a file still open gets its digest when it has been closed."""

    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self._open: list[tuple[weakref.ref[Any], Loaded]] = []
        self._counts: dict[tuple[str, Where], int] = {}
        self._known: dict[tuple[str, int, int], str] = {}

    def wanted(self, action: Literal["saved", "loaded"], where: Where) -> bool:
        """Count a file at this line; tell whether to look at it. Ask before reading anything."""
        count = self._counts[action, where] = self._counts.get((action, where), 0) + 1
        return count <= _PER_LINE

    def tell(
        self,
        file: Any,
        action: Literal["saved", "loaded"],
        holds: str,
        data: Any,
        where: Where,
        *,
        arrays: Mapping[str, str] | None = None,
        facts: Mapping[str, Any] | None = None,
        read: bool = True,
    ) -> None:
        """Tell of one file; `read=False` leaves its content alone."""
        self.settle()
        path = path_of(file)
        if path is None:
            return
        counts = counts_in(data) if action == "loaded" else []
        if counts:
            facts = {**(facts or {}), "counts": counts}  # the script may go on counting in the very same object
        unfinished = action == "saved" and not isinstance(file, (str, bytes, os.PathLike))
        loaded = Loaded(
            path,
            "" if unfinished or not read else self._digest(path),
            action,
            holds,
            where,
            arrays=arrays if arrays is not None else {},
            data=data,
            facts=facts if facts is not None else {},
        )
        if unfinished:
            absolute = os.path.abspath(path)
            try:
                self._open.append((weakref.ref(file, lambda _: _fill(loaded, absolute)), loaded))
            except TypeError:  # a file object of the user's own that cannot be referred to weakly
                loaded.facts = {**loaded.facts, "unfinished": True}
        self.tape.loaded(loaded)

    def _digest(self, path: str) -> str:
        """Give a content digest, read once for as long as the file stays the same."""
        try:
            about = os.stat(path)
        except OSError:
            return ""
        key = (os.path.abspath(path), about.st_size, about.st_mtime_ns)
        if key not in self._known:
            self._known[key] = content_digest(path)
        return self._known[key]

    def settle(self) -> None:
        """Fill in the digests of files that have been closed since."""
        still = []
        for ref, loaded in self._open:
            file = ref()
            if file is None:
                continue
            if getattr(file, "closed", False):
                _fill(loaded, path_of(file) or loaded.path)
            else:
                still.append((ref, loaded))
        self._open = still


def _fill(loaded: Loaded, path: str) -> None:
    if not loaded.digest:
        loaded.digest = content_digest(path)
