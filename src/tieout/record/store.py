"""Recordings on disk: one folder a run, JSON beside plain arrays; nothing is pickled and nothing read is run.

FORMAT history:
    1  first format
    2  whole numbers are stored in as few bytes as they need; the type that they have stands behind the array's name
    3  ids of rows have 48 bits instead of 64; zeros and ones are stored as bits
"""

from __future__ import annotations

import dataclasses
import functools
import json
import math
import os
import re
import tempfile
import types
import typing
import zipfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Union, cast, get_args, get_origin, get_type_hints

from tieout.core.recording import Recording
from tieout.errors import TieoutError

FORMAT = 3
FOLDER = ".tieout"
FILE = "recording.json"
ARRAYS = "arrays.npz"
LARGEST_JSON = 64 << 20
LONG_IDS, IDS = 2, "ids-"  # the last format with ids of 64 bits, and how the names of such arrays begin
MOST_MEASURED = 12  # factors of one score; every combination of them has a replayed score


def folder(directory: str | None) -> Path:
    """Give the folder of all recordings."""
    return Path(directory) if directory else Path.cwd() / FOLDER


def free_name(base: Path, wanted: str) -> str:
    """Give a run name that is still free: train, train-2, train-3."""
    stem = re.sub(r"[^\w.-]+", "-", wanted).strip("-.") or "run"
    name, n = stem, 1
    while os.path.lexists(base / name):
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
    if arrays:
        import numpy as np

        from tieout.record.narrow import narrowed

        plain: dict[str, Any] = dict(narrowed(name, np.asarray(array)) for name, array in arrays.items())
        _put(home / ARRAYS, lambda file: np.savez(file, **plain))
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
    if isinstance(value, (str, int, float)):
        return value
    item = getattr(value, "item", None)  # of a numpy number
    return value if item is None else item()


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
            raise _unreadable(path, "larger than any recording")
        data = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise TieoutError(
            "no-such-run", f"no recording named {name!r}", saw=str(path), fix="see `tieout show`"
        ) from None
    except (OSError, ValueError, RecursionError) as exc:
        raise _unreadable(path, str(exc)) from None
    known = data.get("format") if isinstance(data, dict) else None
    if not isinstance(known, int) or known < 1:
        raise _unreadable(path, "no format number")
    if known > FORMAT:
        raise TieoutError(
            "newer-format",
            f"recording {name!r} was made by a newer tieout",
            saw=f"format {known}, known {FORMAT}",
            fix="upgrade tieout, or record the run again",
        )
    try:
        recording: Recording = _typed(Recording, {**data, "directory": str(path.parent), "name": name})
        _sound(recording)
    except (TypeError, ValueError, OverflowError) as exc:
        raise _unreadable(path, str(exc)) from None
    if all(score.run == name for score in recording.scores):
        return recording
    scores = tuple(dataclasses.replace(score, run=name) for score in recording.scores)  # its folder was renamed
    return dataclasses.replace(recording, scores=scores)


def _sound(recording: Recording) -> None:
    """Refuse what fits the types and still is no recording.

    Raises:
        ValueError: with what is wrong.
    """
    for score in recording.scores:
        if not math.isfinite(score.scale) or not score.scale:
            raise ValueError(f"score {score.id} has scale {score.scale}")
    for examination in recording.examinations.values():
        measured = sum(factor.measured for factor in examination.factors)
        if measured > MOST_MEASURED or not set(range(1 << measured)) <= set(examination.values):
            raise ValueError(f"the examination of {examination.score} lacks replayed scores")


def _unreadable(path: Path, saw: str) -> TieoutError:
    return TieoutError(
        "unreadable-recording",
        f"recording {path.parent.name!r} cannot be read",
        saw=f"{path.name}: {saw}"[:200],
        fix=f"it was cut short or edited: remove {path.parent} and record the run again",
    )


class ArrayFile:
    """The arrays of one recording, read when asked for; object arrays and anything packed are refused.

    `write` packs nothing but zeros and ones: a sixty-fourth of what an array takes in memory is on disk at least, so a
    small file cannot become a large array.
    """

    def __init__(self, recording: Recording) -> None:
        self._path = Path(recording.directory) / ARRAYS
        self._format = recording.format
        self._data: Any = None

    def __call__(self, name: str) -> Any:
        """Give an array by name, None if it was not kept.

        Raises:
            TieoutError: the file is damaged.
        """
        import numpy as np

        try:
            if self._data is None:
                self._data = self._opened()
            array = self._read(name)
        except FileNotFoundError:
            return None
        except Exception as exc:  # noqa: BLE001 - a damaged file fails in zipfile and numpy in a dozen ways
            raise _unreadable(self._path, str(exc) or type(exc).__name__) from None
        if array is not None and not isinstance(array, np.ndarray):
            raise _unreadable(self._path, f"{name} is no array")
        return array

    def _read(self, name: str) -> Any:
        """Give an array with the type it has, None if it was not kept."""
        import numpy as np

        from tieout.record.narrow import MARK, widened

        for stored in self._data.files:
            if stored == name or stored.startswith(name + MARK):
                array = widened(stored, self._data[stored])
                return array >> np.uint64(16) if self._format <= LONG_IDS and name.startswith(IDS) else array
        return None

    def _opened(self) -> Any:
        import numpy as np

        with zipfile.ZipFile(self._path) as archive:
            for entry in archive.infolist():
                if entry.compress_type != zipfile.ZIP_STORED or entry.file_size > self._path.stat().st_size:
                    raise ValueError(f"{entry.filename} is packed, which a recording never is")
        return np.load(self._path, allow_pickle=False)


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
        hints = _hints(cast("type", kind))
        given = _expect(dict, value)
        fields = {f.name for f in dataclasses.fields(kind)}
        return kind(**{k: _typed(hints[k], v) for k, v in given.items() if k in fields})  # type: ignore[operator]
    if kind is float:
        return float(_expect((int, float), value))
    return _expect(kind, value)


@functools.cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _expect(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{kind} expected, got {type(value).__name__}")
    return value
