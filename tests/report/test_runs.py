"""What `tieout show` draws."""

import json

from inline_snapshot import snapshot

from report.samples import recorded
from tieout.report.runs import render, render_json


def test_the_last_epoch_stands_for_all() -> None:
    """A score that each epoch made is shown once, with how many there were."""
    assert render(recorded(), width=80, color=False) == snapshot("""\
train  2026-03-04T10:11:12  ok
  train.py --epochs 3
  fit.val_accuracy@3  0.9722  train.py:31  last of 3
  dropped by the budget: batches 12
  events lost to faults of tieout: 1

test  2026-03-04T10:12:00  ValueError: shapes (3,) and (4,) differ
  test.py
  acc   0.8444  test.py:27  examined
  loss     n/a
""")


def test_every_score_on_request() -> None:
    """One run in full lists each epoch and what was lost."""
    assert render(recorded()[:1], width=80, color=False, every_score=True) == snapshot("""\
train  2026-03-04T10:11:12  ok
  train.py --epochs 3
  fit.val_accuracy@1  0.9100  train.py:31
  fit.val_accuracy@2  0.9500  train.py:31
  fit.val_accuracy@3  0.9722  train.py:31
  dropped by the budget: batches 12
  events lost to faults of tieout: 1
    tape: a metric could not be read
""")


def test_runs_as_json() -> None:
    """Programs get every score; one that is not finite is null."""
    told = json.loads(render_json(recorded()))

    assert told["schema"] == "tieout.runs/1"
    assert [run["name"] for run in told["runs"]] == ["train", "test"]
    assert told["runs"][0]["scores"][0]["name"] == "fit.val_accuracy@1"
    assert told["runs"][1]["scores"][1]["value"] is None
    assert [score["examined"] for score in told["runs"][1]["scores"]] == [True, False]


def test_notes_stand_below_the_runs() -> None:
    """What could not be read is said after what could."""
    assert render(recorded()[1:], width=80, color=False, notes=["torn cannot be read"]).endswith(
        "\nnotes\n  · torn cannot be read\n"
    )
