"""Recording brings no full garbage collection forward, and takes nothing out of the collector's sight."""

from __future__ import annotations

import gc
import weakref

from tieout.record.hooks import _put_off_collection


class Node:
    """Something that refers to itself, so only the collector can free it."""

    def __init__(self) -> None:
        self.itself = self


def test_what_is_old_now_is_still_collected() -> None:
    """A cycle that was garbage before is freed by the next full collection."""
    garbage = weakref.ref(Node())

    _put_off_collection()

    assert garbage() is not None
    assert gc.get_freeze_count() == 0
    assert gc.get_count()[2] == 0
    gc.collect()
    assert garbage() is None


def test_what_the_script_froze_stays_frozen() -> None:
    """Its own freeze is left alone."""
    gc.freeze()
    try:
        frozen = gc.get_freeze_count()
        _put_off_collection()
        assert gc.get_freeze_count() >= frozen > 0
    finally:
        gc.unfreeze()
