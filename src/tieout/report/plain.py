"""Makes text from scripts, data and recordings safe to show on one line."""

from __future__ import annotations

import unicodedata

# Marks that reorder what a terminal or a browser shows, so that a file name could pose as another one.
_REORDERING = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def plain(text: str) -> str:
    """Drop control and reordering characters, replace broken ones, fold white space to single spaces."""
    shown: list[str] = []
    for char in text:
        kind = unicodedata.category(char)
        if char.isspace() or kind in ("Zl", "Zp"):
            shown.append(" ")
        elif kind == "Cs":  # half a surrogate pair: a file name that is not UTF-8; it cannot be written out
            shown.append("\ufffd")
        elif kind != "Cc" and char not in _REORDERING:
            shown.append(char)
    return " ".join("".join(shown).split())


def plain_source(text: str) -> str:
    """Clean one line of source code as `plain` does, with its indentation and inner spaces kept."""
    expanded = text.expandtabs(4)
    return "".join(plain(char) if not char.isspace() else " " for char in expanded).rstrip()
