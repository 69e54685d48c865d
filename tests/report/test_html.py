"""The HTML report: self-contained, escaped, with the chart and the source lines."""

import re
from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from report.drawn import STATEMENTS, TEXT
from report.samples import AGREE, EVIL, HOSTILE, SAMPLES, SEEN_ONLY, TWO_MISTAKES, UNEXPLAINED
from tieout.core.statement import Statement
from tieout.report.html import excerpts, render
from tieout.report.waterfall import waterfall

SOURCE = "\n".join(f"line_{number} = {number}" for number in range(1, 41))
REFERENCES = {"src", "href", "srcset", "action", "data", "poster", "style", "background"}
VOID = {"meta", "br", "hr", "img", "link", "input"}


class Page(HTMLParser):
    """Reads a page: its tags, its attributes and its text, and whether every tag is closed in order."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.text = ""
        self.open: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if not self.open or self.open[-1] != "style":
            self.text += data


@pytest.mark.parametrize("statement", SAMPLES.values(), ids=SAMPLES)
def test_the_page_needs_nothing_from_elsewhere(statement: Statement) -> None:
    """No script, no reference, no address; and the page forbids itself to fetch any."""
    text = render(statement, {"test.py": SOURCE})
    page = Page(text)

    assert page.open == []
    assert not page.tags & {"script", "link", "img", "iframe", "object", "embed", "form", "base"}
    assert not page.attributes & REFERENCES
    assert not any(name.startswith("on") for name in page.attributes)
    assert not re.search(r"https?:|url\(|@import", text)
    assert "default-src 'none'" in text
    assert len(text) < 200_000


def test_text_from_scripts_is_text() -> None:
    """Tags in names, file names, texts and sources are shown and not read."""
    text = render(HOSTILE, {EVIL: "<script>alert(2)</script>\n" * 9})

    assert "<script" not in text
    assert "<b" not in text.replace("<body", "")
    assert "<script>alert(2)</script>" in Page(text).text
    assert "<script>alert(1)</script>" in Page(text).text


def test_everything_the_statement_says_is_on_the_page() -> None:
    """Lines, hazards, changes, acquittals and notes are all there."""
    text = Page(render(TWO_MISTAKES, {})).text

    for line in TWO_MISTAKES.lines:
        assert line.cause in text
        assert line.says in text
        assert line.fix in text
    for each in (*TWO_MISTAKES.ruled_out, *TWO_MISTAKES.not_examined):
        assert each.cause in text
        assert each.why in text
    for hazard in TWO_MISTAKES.hazards:
        assert hazard.says in text
        assert hazard.fix in text
    assert TWO_MISTAKES.notes[0] in text


def test_a_place_shows_three_lines_around_it() -> None:
    """Near places share an excerpt; the named lines are marked with what is said about them."""
    (first, second) = excerpts(TWO_MISTAKES, {"test.py": SOURCE})

    assert [line.number for line in first.lines] == list(range(11, 18))
    assert [line.number for line in second.lines] == list(range(19, 31))
    marked = {line.number: line.why for line in (*first.lines, *second.lines) if line.why}
    assert marked == {14: ("preprocessing.refit",), 22: ("mode.dropout-active",), 27: ("closing: accuracy",)}


def test_a_place_beyond_the_end_of_the_file_has_no_excerpt() -> None:
    """A script that has become shorter since is pointed at, not shown wrongly."""
    assert excerpts(TWO_MISTAKES, {"test.py": "one line"}) == ()


def test_bars_lead_from_opening_to_closing() -> None:
    """Each bar starts where the one before ended, the last ends at the closing score, whiskers span the interval."""
    chart = waterfall(TWO_MISTAKES)
    assert chart is not None

    ends = [bar.end for bar in chart.bars]
    for before, bar in zip(ends, chart.bars[1:], strict=False):
        assert min(abs(bar.x - before), abs(bar.x + bar.width - before)) <= 0.11
    assert [bar.label for bar in chart.bars] == [
        "opening",
        *(line.cause for line in TWO_MISTAKES.lines),
        "closing",
    ]
    assert all(bar.low < bar.end < bar.high for bar in chart.bars if bar.low is not None and bar.high is not None)
    assert all(chart.left <= bar.x and bar.x + bar.width <= chart.right for bar in chart.bars)


def test_unexplained_amounts_have_bars_and_unmeasured_causes_have_none() -> None:
    """The chart shows what adds up."""
    with_rest, seen = waterfall(UNEXPLAINED), waterfall(SEEN_ONLY)
    assert with_rest is not None
    assert seen is not None

    assert [bar.label for bar in with_rest.bars if bar.style == "unexplained"] == [
        "opening not reproduced",
        "no cause found",
        "closing not reproduced",
    ]
    assert [bar.label for bar in seen.bars] == ["opening", "no cause found", "closing"]


def test_two_equal_scores_have_no_chart() -> None:
    """There is no way from a number to itself."""
    assert waterfall(AGREE) is None
    assert "svg" not in Page(render(AGREE, {})).tags


@given(STATEMENTS, st.dictionaries(TEXT, TEXT, max_size=2), TEXT)
@settings(deadline=None, max_examples=60)
def test_any_statement_is_drawn(statement: Statement, sources: dict[str, str], code: str) -> None:
    """Whatever the texts, numbers and sources, the page is well-formed and encodable."""
    files = {line.where.file: code for line in statement.lines if line.where}
    text = render(statement, sources | files)

    text.encode("utf-8")
    assert Page(text).open == []
