"""What every adapter promises, as tests an adapter's own test class inherits."""

from __future__ import annotations

import inspect
import subprocess
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest

from adapters.tapes import FailingTape, RecordingTape
from tieout.adapters import _base
from tieout.adapters._base import AbstractAdapter


class AdapterContract:
    """Inherit, set `adapter`, and write `script` and `faulty` with the real framework.

    `script` seeds everything itself and gives bytes that hold every result it computed, and a random draw of each
    generator at its end. `faulty` makes a mistake of the user's inside a call that is hooked; it must raise.
    `script` may return equal bytes only if it is deterministic: it is run four times and compared.
    """

    adapter: AbstractAdapter

    def script(self) -> bytes:
        """Give everything a small real script computed."""
        raise NotImplementedError

    def faulty(self) -> None:
        """Raise out of a hooked call."""
        raise NotImplementedError

    @contextmanager
    def watched(self, tape: Any) -> Iterator[Any]:
        """Watch for the length of the block."""
        undo = self.adapter.watch(tape)
        try:
            yield tape
        finally:
            undo()

    def test_results_are_the_same_bytes_with_and_without_recording(self) -> None:
        """Recording changes no result and consumes no random number."""
        plain = self.script()

        with self.watched(RecordingTape()) as tape:
            recorded = self.script()

        assert recorded == plain
        assert tape.faults == []
        assert tape.calls, "nothing was recorded, so nothing was shown"

    def test_a_failing_tape_loses_events_and_nothing_else(self) -> None:
        """The script computes the same bytes although every event fails, and the failures are counted."""
        plain = self.script()

        with self.watched(FailingTape()) as tape:
            recorded = self.script()

        assert recorded == plain
        assert tape.faults

    def test_exceptions_arrive_unchanged(self) -> None:
        """The user's error keeps its type, its words and the lines it came from."""
        plain = self._raised()

        with self.watched(RecordingTape()):
            recorded = self._raised()

        assert (type(recorded), str(recorded)) == (type(plain), str(plain))
        assert _user_lines(recorded) == _user_lines(plain)

    def _raised(self) -> BaseException:
        with pytest.raises(Exception) as info:  # noqa: PT011 - whatever it is, it must be the same twice
            self.faulty()
        return info.value

    def test_no_hook_is_left_after_undo(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """Every attribute that was replaced is the very object it was before, and undoing twice is harmless."""
        before: dict[tuple[int, str], tuple[Any, Any, bool]] = {}
        replace = _base.Patches.replace

        def noted(patches: Any, target: Any, attribute: str, make: Any) -> None:
            known = (target, inspect.getattr_static(target, attribute), attribute in vars(target))
            before.setdefault((id(target), attribute), known)
            replace(patches, target, attribute, make)

        monkeypatch.setattr(_base.Patches, "replace", noted)
        undo = self.adapter.watch(RecordingTape())
        self.script()
        undo()
        undo()

        assert before
        for (_, attribute), (target, raw, own) in before.items():
            assert inspect.getattr_static(target, attribute) is raw, f"{target!r}.{attribute} is still hooked"
            assert (attribute in vars(target)) == own

    def test_wrappers_keep_the_signature(self, monkeypatch: pytest.MonkeyPatch) -> None:
        """A hooked function still shows the arguments of the original."""
        shown: list[tuple[Any, str, Any]] = []
        replace = _base.Patches.replace

        def noted(patches: Any, target: Any, attribute: str, make: Any) -> None:
            shown.append((target, attribute, _signature(getattr(target, attribute))))
            replace(patches, target, attribute, make)

        monkeypatch.setattr(_base.Patches, "replace", noted)
        with self.watched(RecordingTape()):
            changed = [f"{t!r}.{a}" for t, a, s in shown if _signature(getattr(t, a)) != s]

        assert changed == []

    def test_the_adapter_can_be_imported_without_its_framework(self) -> None:
        """Importing the adapter imports no framework."""
        module = type(self.adapter).__module__
        code = f"import sys; import {module}; sys.exit({self.adapter.module!r} in sys.modules)"

        assert subprocess.run([sys.executable, "-c", code], timeout=120).returncode == 0


def _signature(function: Any) -> str | None:
    try:
        return str(inspect.signature(function))
    except (TypeError, ValueError):
        return None


def _user_lines(error: BaseException) -> list[tuple[str, int | None]]:
    """Give the lines of a traceback that stand in test files, this one's aside."""
    frames = traceback.extract_tb(error.__traceback__)
    return [(f.filename, f.lineno) for f in frames if "/tests/" in f.filename and f.filename != __file__]
