"""Parts of a file, orders of names and vocabularies by column, on small arrays."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tieout.core.passes import Loaded
from tieout.replay.feeding.codes import Codes, _vocabularies, _written
from tieout.replay.feeding.items import _choices, _way
from tieout.replay.feeding.parts import _part, best_run
from tieout.replay.rows.keys import labels_by_name

RNG = np.random.default_rng(0)
ORDER = np.arange(200)
CLASSES = RNG.integers(0, 4, 200)


def test_the_run_with_the_largest_sum() -> None:
    """It begins and ends where rows gain."""
    assert best_run(np.array([-1.0, 1.0, -0.5, 1.0, -2.0, 1.0])) == (1, 4, 1.5)


def test_a_part_that_was_turned_is_found() -> None:
    """Half of the rows are wrong as they are and right when turned; the others the reverse."""
    wrong = (ORDER >= 60) & (ORDER < 140)
    at = _part(ORDER, (~wrong).astype(float), wrong.astype(float), CLASSES)
    assert at is not None
    assert at.tolist() == np.flatnonzero(wrong).tolist()


def test_gains_that_are_spread_over_the_file_are_no_part() -> None:
    """Rows that happen to gain here and there do not follow one another."""
    wrong = RNG.random(200) < 0.4
    assert _part(ORDER, (~wrong).astype(float), wrong.astype(float), CLASSES) is None


def test_one_class_that_lies_together_is_no_part() -> None:
    """In a file that is sorted by class, one class may gain by looking like another when it is turned."""
    labels = np.repeat(np.arange(4), 50)
    wrong = labels == 2
    assert _part(ORDER, (~wrong).astype(float), wrong.astype(float), labels) is None


def test_labels_in_the_order_of_file_names() -> None:
    """A folder gives scan_10 before scan_9; the table of labels counts."""
    names = [f"scan_{n}" for n in range(8, 13)]
    frame = pd.DataFrame({"scan": names, "digit": [8, 9, 0, 1, 1]})
    loaded = Loaded("scans.csv", "", "loaded", "table", None, data=frame, seq=1)
    found = [own.tolist() for own in labels_by_name([loaded], frame["digit"].to_numpy(), before=2)]
    assert found == [[0, 1, 1, 8, 9]]
    again = frame.sort_values("scan")
    sorted_by_text = Loaded("scans.csv", "", "loaded", "table", None, data=again, seq=1)
    assert [8, 9, 0, 1, 1] in [o.tolist() for o in labels_by_name([sorted_by_text], again["digit"].to_numpy(), 2)]


def test_one_file_may_hold_a_vocabulary_for_each_column() -> None:
    """Columns are written in other numbers one by one, where they hold the numbers of the list."""
    words = {"shop": {"a": 0, "b": 1, "c": 2}, "kind": {"x": 0, "y": 1}, "version": 3}
    assert dict(_vocabularies(words)) == {"shop": words["shop"], "kind": words["kind"]}
    own, other = (Codes(None, ("a", "b", "c"), numbers) for numbers in ((0, 1, 2), (2, 0, 1)))  # type: ignore[arg-type]
    fed = np.array([[0.0, 0.5], [1.0, 0.1], [2.0, 0.9]])
    written = list(_written(fed, own, other))
    assert len(written) == 1
    assert written[0].tolist() == [[2.0, 0.5], [0.0, 0.1], [1.0, 0.9]]


def test_settings_that_differ_are_tried_together_and_each_by_itself() -> None:
    """Only what both sides have counts."""
    own = {"Rows": {"centre": False, "width": 3, "name": "a"}}
    theirs = {"Rows": {"centre": True, "width": 4, "seed": 1}}
    assert list(_choices(own, theirs)) == [
        {"Rows": {"centre": True, "width": 4}},
        {"Rows": {"centre": True}},
        {"Rows": {"width": 4}},
    ]
    assert not list(_choices(own, {"Other": {"centre": True}}))


def test_what_a_setting_did_is_told_by_the_rows() -> None:
    """Rows scaled by themselves, rows turned, a transform left out, and padding."""
    table = RNG.normal(3.0, 2.0, (50, 8))
    alone = (table - table.mean(1, keepdims=True)) / table.std(1, keepdims=True)
    tokens = RNG.integers(1, 9, (50, 8))
    cut = tokens * (np.arange(8) < 5)
    assert _way(alone, (table - 3.0) / 2.0, switched=False)[0] == "refit"
    assert _way(table[:, ::-1], table, switched=False)[0] == "axis-order"
    assert _way(table, table / 2.0 - 1.5, switched=True)[0] == "missing"
    assert _way(table, table / 2.0 - 1.5, switched=False)[0] == "scale"
    assert _way(cut, tokens, switched=False)[0] == "padding"
    assert _way((tokens + 3) % 9 + 1, tokens, switched=False)[0] == "encoding"
