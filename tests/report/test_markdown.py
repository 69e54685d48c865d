"""The Markdown report: its look, and that nothing in it is read as markup."""

import pytest
from hypothesis import given, settings
from inline_snapshot import snapshot
from markdown_it import MarkdownIt

from report.drawn import STATEMENTS
from report.samples import HOSTILE, SAMPLES, TWO_MISTAKES
from tieout.core.statement import Statement
from tieout.report.markdown import render

READER = MarkdownIt("commonmark").enable("table")


def test_the_statement_as_markdown() -> None:
    """One table, then lists."""
    assert render(TWO_MISTAKES) == snapshot("""\
**The accuracy differs by -0.1278. Main cause: preprocessing.refit (mistake, test.py:14).**

| | where | what | accuracy | ± 95 % |
| --- | --- | --- | ---: | ---: |
| opening | `train.py:31` | fit.val\\_accuracy (run train) | **0.9722** |  |
| mistake | `test.py:14` | scaler fitted again on the test rows `preprocessing.refit` | -0.0917 | 0.0110 |
| mistake | `test.py:22` | model left in training mode: dropout `mode.dropout-active` | -0.0306 | 0.0080 |
| noise |  | other rows (180 against 360): sampling `noise.sampling` | -0.0055 | 0.0130 |
| closing | `test.py:27` | accuracy (run test) | **0.8444** |  |
| unexplained |  |  | 0.0000 |  |

**wrong in both numbers**

- mistake `metrics.py:8`: per-batch values averaged over unequal batches `metric.batch-mean`

**wrong in run train**

- mistake `train.py:12`: the scaler saw the validation rows `data.leakage`

**what to change**

- `test.py:14`: load the scaler that was fitted in training and call transform only
- `test.py:22`: call model.eval() before the loop
- `metrics.py:8`: divide the count of correct rows by the number of rows
- `train.py:12`: fit the scaler on the training rows only

**ruled out**

- `batchnorm.unconverged`, `batchnorm.stale`: same running statistics in both
- `data.order`: same row order
- `state.not-restored`: same weights, file model.pt

**not examined**

- `numerics.nondeterminism`: the pass was not repeated within the budget

**notes**

- 32 events were dropped by the memory budget
""")


@pytest.mark.parametrize("statement", SAMPLES.values(), ids=SAMPLES)
def test_every_row_of_the_table_has_five_cells(statement: Statement) -> None:
    """A pipe in a file name or a text does not start a cell."""
    tokens = READER.parse(render(statement))
    cells = [token.type for token in tokens if token.type in ("tr_open", "td_open", "th_open")]

    rows = cells.count("tr_open")
    assert len(cells) - rows == 5 * rows
    assert rows == (0 if statement.opening is None else len(statement.lines) + rows_beside_lines(statement))


def rows_beside_lines(statement: Statement) -> int:
    """Count the header, opening and closing rows, and one or three for what is unexplained."""
    return 4 if abs(statement.unexplained.between) < 5e-5 else 6


def test_nobody_is_mentioned_and_no_html_gets_through() -> None:
    """A decorator in a text does not notify a stranger, and tags are shown as text."""
    page = READER.render(render(HOSTILE))

    assert "<script" not in page
    assert "<code>@someone</code>" in page
    assert "@someone" not in page.replace("<code>@someone</code>", "").replace("*star* @someone txt", "")


@given(STATEMENTS)
@settings(deadline=None, max_examples=60)
def test_any_statement_is_written(statement: Statement) -> None:
    """Whatever the texts and numbers, the result is Markdown without HTML of its own."""
    text = render(statement)

    text.encode("utf-8")
    kinds = {child.type for token in READER.parse(text) for child in [token, *(token.children or [])]}
    assert not kinds & {"html_block", "html_inline", "image", "link_open"}
