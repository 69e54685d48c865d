"""The numbered places in the user's source that carry a note."""

from __future__ import annotations

from dataclasses import dataclass

from tieout.core.score import Where


@dataclass(frozen=True, slots=True)
class Site:
    """One noted place.

    Attributes:
        where: file and line, as shown to the user.
        col:   column of the noted expression.
        op:    operator or call that is noted: `==`, `/`, `mean`; "" for a value.
        names: what the value is assigned to; several for `a, b = f()`.
    """

    where: Where
    col: int
    op: str = ""
    names: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """Give the name of a site that has one name."""
        return self.names[0] if self.names else ""


WARM: list[bool] = []  # per site: whether its line is to be noted; see `Notes.warm`
SITES: list[Site] = []  # a note carries an index into this list, so that hot lines pass one small number


def add_site(site: Site) -> int:
    """Give a site its number."""
    WARM.append(True)
    SITES.append(site)
    return len(SITES) - 1
