"""Search for constants that the rows were scaled with, kept in a file, where training had another file of the kind."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from tieout.arrays import as_numpy
from tieout.core.passes import Loaded
from tieout.core.recording import Recording
from tieout.core.values import file_digest
from tieout.replay.feeding.rows import Array, Candidate, Rows

MOST_FILES, MOST_BYTES = 64, 1 << 20
MOST_NUMBERS = 4096  # of one constant
# What is taken off is followed by what divides: a deviation, or the other end of a range.
PAIRS = (
    *(
        (centre, spread, False)
        for centre in ("mean", "center", "centre", "median", "mu", "loc")
        for spread in ("std", "scale", "sigma", "sd", "dev", "iqr", "spread")
    ),
    ("min", "max", True),
    ("low", "high", True),
)


@dataclass(frozen=True)
class Kept:
    """The constants of one file, by name."""

    path: str
    digest: str
    values: Mapping[str, Array]


def constants_of(linked: Sequence[Recording]) -> list[Kept]:
    """Give the constants in small files of runs that trained, as far as the files are still as they were."""
    found: dict[str, Kept] = {}
    for recording in (r for r in linked if r.training):
        for file in recording.files[-MOST_FILES:]:
            path = Path(file.path)
            if not file.digest or file.digest in found or path.suffix not in {".npz", ".json"} or not path.is_file():
                continue
            if path.stat().st_size <= MOST_BYTES and file_digest(file.path) == file.digest:
                found[file.digest] = Kept(file.path, file.digest, _read(path))
    return [kept for kept in found.values() if kept.values]


def _read(path: Path) -> dict[str, Array]:
    """Give the constants that a file of numbers holds; nothing in it is run."""
    try:
        if path.suffix == ".json":
            return _numbers(json.loads(path.read_text(encoding="utf-8")))
        with np.load(path, allow_pickle=False) as archive:
            return _numbers({key: archive[key] for key in archive.files})
    except (OSError, ValueError):
        return {}


def _numbers(data: Any) -> dict[str, Array]:
    if not isinstance(data, Mapping):
        return {}
    found: dict[str, Array] = {}
    for key, value in data.items():
        if isinstance(value, Mapping):
            found.update({f"{key}.{name}": one for name, one in _numbers(value).items()})
            continue
        plain = isinstance(value, (int, float)) and not isinstance(value, bool)
        listed = isinstance(value, list) and all(isinstance(v, (int, float)) for v in value)
        array = np.asarray(value, dtype=np.float64) if plain or listed else as_numpy(value)
        if array is not None and array.dtype.kind in "fiu" and 0 < array.size <= MOST_NUMBERS and array.ndim <= 1:
            found[str(key)] = np.atleast_1d(array.astype(np.float64))
    return found


def candidates(rows: Rows) -> Iterator[Candidate]:
    """Give the rows scaled with the constants of training, for every file of them that is another one here."""
    if not rows.constants or rows.fed.dtype.kind != "f":
        return
    known = {kept.digest for kept in rows.constants}
    for path, loads in _loaded(rows).items():
        if any(load.digest in known for load in loads):
            continue
        own: dict[str, Array] = {}
        for load in loads:
            key = load.facts.get("key")
            own.update(_numbers({key: load.data} if key is not None else load.data))
        saved = any(f.action == "saved" and f.path == path for f in rows.files)
        for kept in rows.constants:
            for centre, spread, ends in _pairs(own):
                corrected = _rescaled(rows.fed, own, kept.values, centre, spread, ends=ends)
                if corrected is None or rows.alike(corrected):
                    continue
                says = f"the rows were scaled with {centre} and {spread} of {path}, the training rows with {kept.path}"
                way = "refit" if saved else "scale"
                where = loads[-1].line(rows.files, rows.lines_elsewhere)
                yield Candidate(way, f"{says}{': worked out again in this run' if saved else ''}", corrected, where)


def _loaded(rows: Rows) -> dict[str, list[Loaded]]:
    """Give what was loaded before the rows were scored from files that may hold constants, file by file."""
    found: dict[str, list[Loaded]] = {}
    for load in rows.files:
        if load.action == "loaded" and load.seq <= rows.passed.seq and Path(load.path).suffix in {".npz", ".json"}:
            found.setdefault(load.path, []).append(load)
    return {path: loads for path, loads in found.items() if loads[-1].digest}


def _pairs(own: Mapping[str, Array]) -> Iterator[tuple[str, str, bool]]:
    """Give the names of two constants that belong together, and whether they are the ends of a range."""
    for name in own:
        for centre, spread, ends in PAIRS:
            other = name.replace(centre, spread)
            if centre in name and other != name and other in own:
                yield name, other, ends


def _rescaled(
    fed: Array, own: Mapping[str, Array], theirs: Mapping[str, Array], centre: str, spread: str, *, ends: bool
) -> Array | None:
    """Give rows brought back with one pair of constants and scaled with another, None where those do not fit them."""
    shapes = {own[centre].shape, own[spread].shape, *(theirs[n].shape for n in (centre, spread) if n in theirs)}
    if centre not in theirs or spread not in theirs or len(shapes) > 1:
        return None
    size = own[centre].size
    if size == 1 or fed.shape[-1] == size:
        form: tuple[int, ...] = (size,)
    elif fed.ndim > 2 and fed.shape[1] == size:  # channels first
        form = (size, *[1] * (fed.ndim - 2))
    else:
        return None
    first, last = (values[centre].reshape(form) for values in (own, theirs))
    one, other = (
        values[spread].reshape(form) - (values[centre].reshape(form) if ends else 0.0) for values in (own, theirs)
    )
    if not (one > 0).all() or not (other > 0).all():
        return None
    return np.asarray((fed * one + first - last) / other)
