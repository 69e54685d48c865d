"""Cleaning of text from outside."""

import pytest

from tieout.report.plain import plain, plain_source


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        ("a\x1b[31mb\x07", "a[31mb"),
        ("two\r\nlines\tand more", "two lines and more"),
        ("gpj\u202efdp.py", "gpjfdp.py"),
        ("bad\udcff.py", "bad\ufffd.py"),
        ("日本語 ü", "日本語 ü"),
        ("\x9b31m\u2028x", "31m x"),
    ],
)
def test_only_what_can_be_shown_is_left(raw: str, shown: str) -> None:
    """Control and reordering characters go, white space folds, words of any script stay."""
    assert plain(raw) == shown


def test_source_keeps_its_indentation() -> None:
    """Tabs become spaces, and runs of spaces stay."""
    assert plain_source("\tx  =  1\x1b \r\n") == "    x  =  1"
