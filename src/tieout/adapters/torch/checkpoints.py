"""What is noted of checkpoints: files saved and loaded, states that a module or an optimizer took over."""

from __future__ import annotations

import functools
import os
from collections.abc import Mapping
from typing import Any

from tieout.arrays import as_numpy, digest
from tieout.core.passes import Loaded
from tieout.core.values import file_digest, rows_of
from tieout.core.watching import Tape

MOST_PARTS = 8  # tensors of a file that may be inputs and labels
DEEPEST = 2  # mappings inside one another that lists of words are looked for in


class Checkpoints:
    """Tells the tape of every file and every state."""

    def __init__(self, tape: Tape) -> None:
        self._tape = tape

    def save_tap(self, original: Any) -> Any:
        """Give what stands in for `torch.save`."""
        tape = self._tape

        @functools.wraps(original)
        def save(obj: Any, f: Any, *args: Any, **kwargs: Any) -> Any:
            result = original(obj, f, *args, **kwargs)
            try:
                path = _path(f)
                if path is not None:
                    if hasattr(f, "flush"):
                        f.flush()
                    tape.loaded(
                        Loaded(path, file_digest(path), "saved", "checkpoint", tape.where(1), arrays=_digests(obj))
                    )
            except Exception as exc:  # noqa: BLE001 - our fault must not become the script's
                tape.fault("torch.save", exc)
            return result

        return save

    def file_loaded(self, args: Any, kwargs: Any, result: Any) -> None:
        """Note a call of `torch.load`."""
        path = _path(args[0] if args else kwargs.get("f"))
        if path is None:
            return
        rows = hasattr(result, "detach") and rows_of(result) is not None
        data = result if rows or _holds_rows(result) else _words_in(result)  # weights are kept as digests alone
        held = "array" if rows else "checkpoint"
        arrays = {} if rows else _digests(result)
        self._tape.loaded(
            Loaded(path, file_digest(path), "loaded", held, self._tape.where(2), arrays=arrays, data=data)
        )

    def optimizer_loaded(self, args: Any, kwargs: Any, result: Any) -> None:
        """Note that an optimizer took over a saved state."""
        where = self._tape.where(2)
        if where is not None:
            self._tape.loaded(Loaded("", "", "loaded", "optimizer", where))

    def state_loaded(self, args: Any, kwargs: Any, result: Any) -> None:
        """Note that a module took over saved weights."""
        module = args[0]
        self._tape.moved(module)
        state = args[1] if len(args) > 1 else kwargs.get("state_dict")
        where = self._tape.where(2)
        if where is None or state is None:
            return
        self._tape.loaded(
            Loaded(
                "",
                "",
                "loaded",
                "state",
                where,
                arrays=_digests(dict(state)),
                facts={
                    "missing": list(result.missing_keys),
                    "unexpected": list(result.unexpected_keys),
                    "strict": kwargs.get("strict", args[2] if len(args) > 2 else True),
                    "model": id(module),
                },
            )
        )


def _path(target: Any) -> str | None:
    name = target if isinstance(target, (str, os.PathLike)) else getattr(target, "name", None)
    return os.fspath(name) if isinstance(name, (str, os.PathLike)) else None


def _holds_rows(obj: Any) -> bool:
    """Tell whether a loaded object is a few tensors with one entry a row, such as inputs and labels."""
    parts = list(obj.values()) if isinstance(obj, dict) else obj if isinstance(obj, tuple) else []
    counts = {rows_of(part) for part in parts} if 2 <= len(parts) <= MOST_PARTS else set()
    return len(counts) == 1 and None not in counts and counts != {1}


def _words_in(obj: Any, deep: int = 0) -> dict[str, Any] | None:
    """Give the lists of words beside the weights in a checkpoint, and what gives words their numbers; None if none."""
    found: dict[str, Any] = {}
    for key, value in obj.items() if isinstance(obj, dict) else ():
        first = next(iter(value.values() if isinstance(value, dict) else value), None) if _is_plain(value) else None
        if isinstance(first, str) or (isinstance(value, dict) and type(first) is int):
            found[str(key)] = value
        elif deep < DEEPEST and isinstance(value, dict) and (inner := _words_in(value, deep + 1)) is not None:
            found[str(key)] = inner
    return found or None


def _is_plain(value: Any) -> bool:
    return type(value) in {dict, list, tuple}


def _digests(obj: Any, prefix: str = "", deep: int = 0) -> dict[str, str]:
    """Give digests of the tensors in a saved or loaded object by key, nested mappings with their prefix."""
    if hasattr(obj, "state_dict") and not isinstance(obj, Mapping) and rows_of(obj) is None:
        obj = obj.state_dict()
    found: dict[str, str] = {}
    if isinstance(obj, Mapping) and deep < 4:
        for key, value in obj.items():
            if hasattr(value, "detach"):
                array = as_numpy(value)
                if array is not None:
                    found[f"{prefix}{key}"] = digest(array)
            elif isinstance(value, Mapping):
                found.update(_digests(value, f"{prefix}{key}/", deep + 1))
    return found
