"""Settings of data sets of the user's own: read, and set for the length of a reading."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

torch = pytest.importorskip("torch")
pytestmark = pytest.mark.torch

from tieout.adapters.torch.items import Items  # noqa: E402 - needs PyTorch


class Cleaner:
    """Something that a data set keeps."""

    def __init__(self) -> None:
        self.factor = 2.0


class Rows(torch.utils.data.Dataset[Any]):
    """Rows that are scaled as its settings say."""

    def __init__(self) -> None:
        self.x = np.arange(6.0).reshape(3, 2)
        self.centre, self.options, self.cleaner = False, {"shift": 1}, Cleaner()

    def __len__(self) -> int:
        return len(self.x)

    def __getitem__(self, at: int) -> tuple[np.ndarray[Any, Any], int]:
        row = self.x[at] * self.cleaner.factor + self.options["shift"]
        return (row - row.mean() if self.centre else row), 0


def test_settings_are_read_by_class_and_by_what_is_kept() -> None:
    """Plain values count, arrays do not; a part of a data set has the settings of the whole."""
    found = Items(torch.utils.data.Subset(Rows(), [0, 1])).settings()
    assert found == {"Rows": {"centre": False}, "Rows.options": {"shift": 1}, "Rows.cleaner": {"factor": 2.0}}


def test_rows_are_read_with_other_settings_and_those_are_put_back() -> None:
    """Flags, entries of a mapping and attributes of what is kept can be set."""
    data = Rows()
    wanted = {"Rows": {"centre": True}, "Rows.options": {"shift": 5}, "Rows.cleaner": {"factor": 4.0}}
    rows = Items(data).read_with(wanted, [1], 1)
    assert rows is not None
    assert rows[0].tolist() == [-2.0, 2.0]
    assert (data.centre, data.options, data.cleaner.factor) == (False, {"shift": 1}, 2.0)


def test_a_setting_that_the_rows_refuse_gives_nothing() -> None:
    """The user's own code may raise; that is no fault of the script."""
    assert Items(Rows()).read_with({"Rows.options": {"shift": "far"}}, [0], 1) is None
