"""Notes the arrays a script saves and loads through numpy."""

from __future__ import annotations

import functools
import os
import sys
import weakref
from collections.abc import Mapping
from typing import Any, ClassVar

from tieout.adapters._base import AbstractAdapter, Patches
from tieout.adapters._calls import observed, replace_everywhere, user_line
from tieout.adapters._files import FileNotes, digests, path_of
from tieout.core.score import Where
from tieout.core.trial import Lever
from tieout.core.watching import Tape, Undo

_READERS = ("load", "loadtxt", "genfromtxt", "fromfile")
_WRITERS = {"save": ".npy", "savez": ".npz", "savez_compressed": ".npz", "savetxt": ""}


class NumpyAdapter(AbstractAdapter):
    """Watches `np.load`, `np.save` and their kin."""

    name: ClassVar[str] = "numpy"
    module: ClassVar[str] = "numpy"
    supports: ClassVar[str] = ">=1.26"
    not_supported: ClassVar[Mapping[Lever, str]] = dict.fromkeys(Lever, "numpy has no models")

    def watch(self, tape: Tape) -> Undo:
        """Wrap the functions that read and write files, and the access to archives they give."""
        return _Watch(tape).fit()


class _Watch:
    def __init__(self, tape: Tape) -> None:
        self.tape = tape
        self.notes = FileNotes(tape)
        self.patches = Patches(tape, "numpy")
        self.archives: dict[int, tuple[weakref.ref[Any], Any, set[str]]] = {}

    def fit(self) -> Undo:
        package: Any = sys.modules["numpy"]
        for name in _READERS:
            replace_everywhere(self.patches, package, name, observed(self.tape, f"numpy.{name}", self.loaded))
        for name, suffix in _WRITERS.items():
            tap = functools.partial(self.saved, suffix)
            replace_everywhere(self.patches, package, name, observed(self.tape, f"numpy.{name}", tap))
        self.patches.after(package.lib.npyio.NpzFile, "__getitem__", self.taken)
        return self.undo

    def undo(self) -> None:
        self.notes.settle()
        self.patches.undo()
        self.archives.clear()

    def loaded(self, given: Mapping[str, Any], result: Any, where: Where) -> None:
        if not self.notes.wanted("loaded", where):
            return
        file = next(iter(given.values()))
        mapped = bool(given.get("mmap_mode"))
        if hasattr(result, "files"):  # an archive: its arrays are read when they are asked for
            key = id(result)
            self.archives[key] = (weakref.ref(result, lambda _: self.archives.pop(key, None)), file, set())
            self.notes.tell(file, "loaded", "array", None, where, facts={"keys": list(result.files)})
        else:
            arrays = {} if mapped else digests(result)
            self.notes.tell(file, "loaded", "array", result, where, arrays=arrays, read=not mapped)

    def taken(self, args: tuple[Any, ...], _kwargs: dict[str, Any], result: Any) -> None:
        ref, file, seen = self.archives.get(id(args[0]), (None, None, set()))
        key = str(args[1])
        if ref is None or ref() is not args[0] or key in seen:
            return
        where = user_line(self.tape)
        if where is None or not self.notes.wanted("loaded", where):
            return
        seen.add(key)
        found = digests(result).get("")
        arrays = {} if found is None else {key: found}
        self.notes.tell(file, "loaded", "array", result, where, arrays=arrays, facts={"key": key})

    def saved(self, suffix: str, given: Mapping[str, Any], _result: Any, where: Where) -> None:
        if not self.notes.wanted("saved", where):
            return
        (_, file), *rest = given.items()
        path = path_of(file)
        if isinstance(file, (str, bytes, os.PathLike)) and path is not None and not path.endswith(suffix):
            file = path + suffix
        if suffix == ".npz":
            arrays = dict(rest)
            positional = arrays.pop("args", ())
            arrays.pop("allow_pickle", None)
            data = {**{f"arr_{at}": value for at, value in enumerate(positional)}, **arrays}
        else:
            data = rest[0][1]
        self.notes.tell(file, "saved", "array", data, where, arrays=digests(data))


ADAPTER = NumpyAdapter()
