"""Where the constants of a transform were set, on a real file."""

from __future__ import annotations

from pathlib import Path

import pytest

from tieout.core.score import Where
from tieout.record.constants import Constants

SOURCE = """class Scale:
    def __init__(self, mean):
        self.mean = mean

    def __call__(self, rows):
        return rows - self.mean

    def doubled(self, rows):
        return rows * 2.0
"""
SET = (Where("scale.py", 3), Where("main.py", 10))


@pytest.fixture
def constants(tmp_path: Path) -> Constants:
    (tmp_path / "scale.py").write_text(SOURCE)
    found = Constants(str(tmp_path))
    found.keep("self.mean", 4.5, SET)
    found.keep("self.size", 2.0, (Where("scale.py", 3), Where("main.py", 11)))
    return found


def test_a_constant_names_the_lines_that_set_it(constants: Constants) -> None:
    """The line that made the object is among them."""
    assert constants.made(4.5, Where("scale.py", 6)) == SET


def test_only_an_attribute_that_the_line_names_is_meant(constants: Constants) -> None:
    """Another value, another file, and a literal of the same value are not taken for it."""
    assert constants.made(4.0, Where("scale.py", 6)) == ()
    assert constants.made(4.5, Where("other.py", 6)) == ()
    assert constants.made(2.0, Where("scale.py", 9)) == ()
