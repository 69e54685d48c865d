"""The one exception tieout raises: what went wrong, what was seen, what to do.

Every message has a slug, which is its anchor in `docs/messages.md`.
"""

from __future__ import annotations

DOCS = "docs/messages.md"


class TieoutError(Exception):
    """A failure the user can act on.

    Args:
        slug: short name of the message, its anchor in the docs.
        what: what could not be done, one clause.
        saw:  what was found instead, if that helps.
        fix:  what to do about it.
        code: exit code of the command line, 2 for wrong usage, 3 for nothing to explain
              or an unreadable recording.
    """

    def __init__(self, slug: str, what: str, *, saw: str = "", fix: str, code: int = 3) -> None:
        super().__init__(what)
        self.slug = slug
        self.what = what
        self.saw = saw
        self.fix = fix
        self.code = code

    def __str__(self) -> str:
        saw = f" ({self.saw})" if self.saw else ""
        return f"{self.what}{saw}; {self.fix} [{self.slug}]"
