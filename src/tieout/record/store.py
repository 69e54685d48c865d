"""Recordings on disk: one folder a run, JSON beside plain arrays; nothing is pickled and nothing read is run.

FORMAT history:
    1  first format
"""

from __future__ import annotations

import dataclasses
import json
import os
import re
import tempfile
import types
import typing
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Union, get_args, get_origin, get_type_hints

import numpy as np

from tieout.core.recording import Recording
from tieout.errors import TieoutError

FORMAT = 1
FOLDER = ".tieout"
FILE = "recording.json"
ARRAYS = "arrays.npz"
LARGEST_JSON = 64 << 20
LARGEST_ARRAYS = 2 << 30


def folder(directory: str | None) -> Path:
    """Give the folder of all recordings."""
    return Path(directory) if directory else Path.cwd() / FOLDER


def free_name(base: Path, wanted: str) -> str:
    """Give a run name that is still free: train, train-2, train-3."""
    stem = re.sub(r"[^\w.-]+", "-", wanted).strip("-.") or "run"
    name, n = stem, 1
    while (base / name).exists():
        n += 1
        name = f"{stem}-{n}"
    return name


def write(base: Path, recording: Recording, arrays: Mapping[str, Any]) -> None:
    """Write a recording; a reader sees the old one or the new one, never a part.

    Raises:
        OSError: the folder cannot be written.
    """
    home = base / recording.name
    home.mkdir(parents=True, exist_ok=True)
    _put(home / ARRAYS, lambda file: np.savez(file, **{k: np.asarray(v) for k, v in arrays.items()}))
    text = json.dumps(_plain(recording), allow_nan=True, separators=(",", ":"))
    _put(home / FILE, lambda file: file.write(text.encode()))


def _put(path: Path, fill: Any) -> None:
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=".writing-")
    try:
        with os.fdopen(handle, "wb") as file:
            fill(file)
        os.replace(name, path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def _plain(value: Any) -> Any:
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return {f.name: _plain(getattr(value, f.name)) for f in dataclasses.fields(value) if f.name != "directory"}
    if isinstance(value, Mapping):
        return {str(k): _plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [_plain(v) for v in value]
    if isinstance(value, np.generic):
        return value.item()
    return value


def names(base: Path) -> list[str]:
    """Give the names of the runs in a folder, oldest first."""
    if not base.is_dir():
        return []
    found = [p.parent for p in base.glob(f"*/{FILE}")]
    return [p.name for p in sorted(found, key=lambda p: ((p / FILE).stat().st_mtime_ns, p.name))]


def read(base: Path, name: str) -> Recording:
    """Read one recording.

    Raises:
        TieoutError: it is missing, truncated, edited, or of a newer format.
    """
    path = base / name / FILE
    try:
        if path.stat().st_size > LARGEST_JSON:
            raise ValueError("larger than any recording")
        data = json.loads(path.read_text(encoding="utf-8"))
        if not isinstance(data, dict) or not isinstance(data.get("format"), int):
            raise ValueError("no format number")
    except FileNotFoundError:
        raise TieoutError("no-such-run", f"no recording named {name!r}", saw=str(path), fix="see `tieout show`") from None
    except (OSError, ValueError, RecursionError) as exc:
        raise _unreadable(name, str(exc)) from None
    if data["format"] > FORMAT:
        raise TieoutError(
            "newer-format", f"recording {name!r} was made by a newer tieout", saw=f"format {data['format']}, known {FORMAT}",
            fix="upgrade tieout, or record the run again",
        )
    try:
        data["directory"] = str(path.parent)
        recording: Recording = _typed(Recording, data)
    except (KeyError, TypeError, ValueError, AttributeError) as exc:
        raise _unreadable(name, f"{type(exc).__name__}: {exc}") from None
    return recording


def _unreadable(name: str, saw: str) -> TieoutError:
    return TieoutError(
        "unreadable-recording", f"recording {name!r} cannot be read", saw=saw[:200],
        fix="it was cut short or edited; record the run again",
    )


class ArrayFile:
    """The arrays of one recording, read when asked for; object arrays and oversized files are refused."""

    def __init__(self, recording: Recording) -> None:
        self._path = Path(recording.directory) / ARRAYS
        self._name = recording.name
        self._data: Any = None

    def __call__(self, name: str) -> Any:
        """Give an array by name, None if it was not kept.

        Raises:
            TieoutError: the file is damaged.
        """
        try:
            if self._data is None:
                with zipfile.ZipFile(self._path) as archive:
                    if sum(entry.file_size for entry in archive.infolist()) > LARGEST_ARRAYS:
                        raise ValueError("arrays larger than any recording")
                self._data = np.load(self._path, allow_pickle=False)
            return self._data[name] if name in self._data.files else None
        except FileNotFoundError:
            return None
        except (OSError, ValueError, zipfile.BadZipFile, EOFError, KeyError) as exc:
            raise _unreadable(self._name, str(exc)) from None


def _typed(kind: Any, value: Any) -> Any:
    """Build `kind` from plain JSON values, refusing anything of another type."""
    origin = get_origin(kind)
    if kind is Any:
        return value
    if origin in (Union, types.UnionType):
        if value is None and type(None) in get_args(kind):
            return None
        return _typed(next(a for a in get_args(kind) if a is not type(None)), value)
    if origin is typing.Literal:
        if value not in get_args(kind):
            raise ValueError(f"{value!r} is none of {get_args(kind)}")
        return value
    if origin is tuple:
        inner = get_args(kind)[0]
        return tuple(_typed(inner, item) for item in _expect(list, value))
    if origin is not None and issubclass(origin, Mapping):
        key, inner = get_args(kind)
        return {(int(k) if key is int else k): _typed(inner, v) for k, v in _expect(dict, value).items()}
    if dataclasses.is_dataclass(kind):
        hints = _hints(kind)
        given = _expect(dict, value)
        fields = {f.name for f in dataclasses.fields(kind)}
        return kind(**{k: _typed(hints[k], v) for k, v in given.items() if k in fields})  # type: ignore[operator]
    if kind is float:
        return float(_expect((int, float), value))
    return _expect(kind, value)


def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind)


def _expect(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{kind} expected, got {type(value).__name__}")
    return value
