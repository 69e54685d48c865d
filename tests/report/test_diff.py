"""The edit of a line, where a statement has one, in every report that shows it."""

from __future__ import annotations

import json
from dataclasses import replace

from report.samples import DROPOUT, TWO_MISTAKES
from tieout.report import html, terminal
from tieout.report.json import render as as_json

DIFF = "--- a/test.py\n+++ b/test.py\n@@ -21,2 +21,3 @@\n total = 0\n+model.eval()\n for x, y in loader:\n"
EDITED = replace(
    TWO_MISTAKES,
    lines=tuple(replace(line, diff=DIFF) if line.cause == DROPOUT.cause else line for line in TWO_MISTAKES.lines),
)


def test_the_terminal_shows_it_below_what_to_change() -> None:
    """Every line of the edit stands under the remedy, and nothing of it where there is none."""
    shown = terminal.render(EDITED, width=80, color=False)
    at = shown.index("call model.eval() before the loop")
    assert "    +model.eval()\n     for x, y in loader:\n" in shown[at:]
    assert "+model.eval()" not in terminal.render(TWO_MISTAKES, width=80, color=False)


def test_the_page_shows_it_escaped() -> None:
    """The edit is text, whatever stands in it."""
    evil = replace(EDITED, lines=(replace(DROPOUT, diff="+<script>x</script>\n"),))
    assert '<pre class="diff">+&lt;script&gt;x&lt;/script&gt;</pre>' in html.render(evil, {})


def test_programs_get_it_as_it_is() -> None:
    """The object has the diff of each line, null where there is none."""
    lines = json.loads(as_json(EDITED))["lines"]
    assert {line["cause"]: line["diff"] for line in lines if line["diff"]} == {DROPOUT.cause: DIFF}
