"""Fixtures of the adapter tests."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from adapters.tapes import RecordingTape

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")


@pytest.fixture
def keras_tape() -> Iterator[RecordingTape]:
    """Give a tape that Keras is told to for the length of a test; no hook may fail."""
    from tieout.adapters.keras import ADAPTER

    recording = RecordingTape()
    undo = ADAPTER.watch(recording)
    yield recording
    undo()
    assert recording.faults == []
