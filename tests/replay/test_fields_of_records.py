"""Labels in records that a script read as a list, one a row, and went through by itself."""

from types import SimpleNamespace

import numpy as np

from tieout.core.passes import Loaded
from tieout.replay.tracing.tabled import label_columns

RECORDS = [{"text": f"letter {n}", "desk": ("claims", "payments")[n % 2], "level": n % 3} for n in range(60)]


def columns(records: object, rows: int = 60) -> list[list[object]]:
    loaded = Loaded("letters.json", "", "loaded", "object", None, data=records)
    return [column.tolist() for column in label_columns(SimpleNamespace(files=[loaded]), rows, (), 1)]


def test_fields_of_few_values_may_be_labels() -> None:
    """Classes come again and again; texts name their rows."""
    assert columns(RECORDS) == [[r["desk"] for r in RECORDS], [r["level"] for r in RECORDS]]


def test_other_lists_hold_no_labels() -> None:
    """Of other lengths, of anything but records, and records that lack the field in places."""
    assert columns(RECORDS, rows=50) == []
    assert columns([1, 2] * 30) == []
    assert columns([*RECORDS[:-1], {"text": "a"}]) == []
    assert columns({"desk": np.zeros(60)}) == []
