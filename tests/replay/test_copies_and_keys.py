"""Copies followed to their line, and labels joined by key, on small tables."""

from __future__ import annotations

import numpy as np
import pandas as pd

from tieout.core.passes import Drawn, Loaded
from tieout.core.score import Where
from tieout.replay.rows.copies import copied_at
from tieout.replay.rows.keys import labels_by_key, labels_of_predictions, lines_by_content

RNG = np.random.default_rng(0)
ROWS = RNG.normal(size=(40, 3))
FRAME = pd.DataFrame(ROWS, columns=["a", "b", "c"]).assign(label=RNG.integers(0, 2, 40))


def drawn(name: str, inputs: list[object], outputs: list[object], line: int) -> Drawn:
    return Drawn(name, tuple(inputs), tuple(outputs), Where("main.py", line), seq=line)


def test_copies_are_followed_to_the_line_that_made_them() -> None:
    """The join that repeats rows is named, not the harmless ones before it and not the split after it."""
    grown = pd.concat([FRAME, FRAME[:10], FRAME[:10]])
    lines = [
        drawn("sample", [FRAME], [FRAME.sample(frac=1.0, random_state=0)], 1),
        drawn("concat", [FRAME, FRAME[:10]], [grown], 2),
        drawn("train_test_split", [grown], [grown[::2], grown[1::2]], 3),
    ]
    leaked = np.arange(40) < 10
    assert copied_at(lines, ROWS, leaked, before=9) == Where("main.py", 2)
    assert copied_at(lines, ROWS, leaked, before=2) is None


def test_copies_that_were_there_before_are_the_splits_fault() -> None:
    """Where no line made the copies, the one that split them is named."""
    grown = np.concatenate([ROWS, ROWS[:10]])
    lines = [drawn("train_test_split", [grown], [grown[:40], grown[40:]], 5)]
    assert copied_at(lines, ROWS, np.arange(40) < 10, before=9) == Where("main.py", 5)


def loaded(frame: pd.DataFrame) -> Loaded:
    return Loaded("a.csv", "", "loaded", "table", None, data=frame)


def test_labels_are_joined_by_the_key_both_tables_have() -> None:
    """Rows are found in their table by content, labels by key, whatever the order of either."""
    keys = [f"s{n}" for n in RNG.permutation(40)]
    features = FRAME.drop(columns="label").assign(sample=keys)
    labels = pd.DataFrame({"sample": keys, "answer": np.where(FRAME["label"], "yes", "no")}).sort_values("sample")
    used = (labels["answer"] == "yes").to_numpy().astype(int)
    (own,) = labels_by_key([loaded(features), loaded(labels)], ROWS, used, before=1)
    assert np.array_equal(own, FRAME["label"].to_numpy())


def test_tables_without_a_common_key_are_not_joined() -> None:
    """A key that not every row has is none, and measurements are no keys."""
    features = FRAME.drop(columns="label").assign(sample=[f"s{n}" for n in range(40)])
    labels = pd.DataFrame({"sample": [f"t{n}" for n in range(40)], "answer": FRAME["label"]})
    used = FRAME["label"].to_numpy()
    assert list(labels_by_key([loaded(features), loaded(labels)], ROWS, used, before=1)) == []


def test_predictions_of_a_table_meet_the_labels_of_their_key() -> None:
    """Predictions are found in their table, as it is or sorted by its key, and labels by the key, in any order."""
    keys = RNG.permutation(400)[:40]
    said = pd.DataFrame({"case": keys, "said": RNG.choice(["yes", "no"], 40)})
    truth = pd.DataFrame({"case": keys, "answer": RNG.choice(["yes", "no"], 40)}).sample(frac=1, random_state=1)
    files, own = [loaded(said), loaded(truth)], truth.set_index("case")["answer"]
    for table in (said, said.sort_values("case")):
        used = truth["answer"].to_numpy(dtype=str)
        found = list(labels_of_predictions(files, table["said"].to_numpy(), used, before=1))
        assert any(np.array_equal(labels, own.loc[table["case"]].to_numpy()) for labels in found)
    assert list(labels_of_predictions(files, said["said"].to_numpy()[::-1], used, before=1)) == []


def test_rows_of_one_table_in_another_order_get_the_labels_beside_them() -> None:
    """Rows that were read earlier, with columns made of others among them, are known by the columns they share."""
    order = RNG.permutation(40)
    rows = np.column_stack([ROWS[order, 2], ROWS[order].sum(axis=1), ROWS[order, 0]])
    used = FRAME["label"].to_numpy()
    assert np.array_equal(lines_by_content(rows, FRAME), order)
    (own,) = labels_by_key([loaded(FRAME)], rows, used, before=1)
    assert np.array_equal(own, used[order])
    assert not list(labels_by_key([loaded(FRAME)], rows[np.argsort(order)], used, before=1))


def test_columns_that_do_not_tell_rows_apart_pair_nothing() -> None:
    """Rows that are alike in all that is shared may stand on any of several lines, and others on none."""
    coarse = FRAME.assign(a=FRAME["a"].round(0))
    assert lines_by_content(coarse[["a"]].to_numpy()[::-1].copy(), coarse) is None
    assert lines_by_content(ROWS + 1.0, FRAME) is None
    assert lines_by_content(ROWS[:30], FRAME) is None
