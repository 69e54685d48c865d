"""Remembers where rows were drawn, copied, joined or split, so that copies can be followed to their line."""

from __future__ import annotations

from tieout.core.passes import Drawn
from tieout.record.budget import size_of
from tieout.record.places import Places

MOST = 64  # drawings remembered, the first ones: copies are made before the split
LARGEST = 64 << 20  # bytes of rows that one drawing may keep alive


class Drawings(Places):
    """Keeps the drawings of a run in order."""

    seq: int = 0

    def __init__(self, root: str | None = None) -> None:
        super().__init__(root)
        self.drawings: list[Drawn] = []

    def drawn(self, drawn: Drawn) -> None:
        """Rows were drawn from others, put together or split."""
        self.seq += 1
        if len(self.drawings) < MOST and sum(map(size_of, (*drawn.inputs, *drawn.outputs))) <= LARGEST:
            drawn.seq = self.seq
            drawn.stack = self.stack(2)
            self.drawings.append(drawn)
