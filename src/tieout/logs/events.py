"""TensorBoard event files, read with TensorBoard's own loader."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tieout.errors import TieoutError
from tieout.logs.series import Series

PATTERN = "*tfevents*"


def from_events(files: list[Path]) -> list[Series]:
    """Read the scalars of event files, oldest file first.

    Raises:
        TieoutError: TensorBoard is not installed.
    """
    try:
        from tensorboard.backend.event_processing.event_file_loader import EventFileLoader
        from tensorboard.util.tensor_util import make_ndarray
    except ImportError:
        raise TieoutError(
            "needs-tensorboard",
            "TensorBoard's event files need TensorBoard",
            saw=f"{files[0]}",
            fix="pip install tensorboard",
        ) from None
    points: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for file in sorted(files):
        with _to_where_it_is_torn(file, points):
            for event in EventFileLoader(str(file)).Load():
                for value in event.summary.value:
                    number = _scalar(value, make_ndarray)
                    if number is not None:
                        points.setdefault((str(file.parent), value.tag), []).append((int(event.step), number))
    found = [Series.of(tag, each, folder, "step") for (folder, tag), each in points.items()]
    return [series for series in found if series is not None]


@contextmanager
def _to_where_it_is_torn(file: Path, points: Any) -> Iterator[None]:
    """Let a truncated file end where it ends, whatever the reader raises there."""
    try:
        yield
    except Exception as failure:  # noqa: BLE001 - see above
        if not points:
            raise TieoutError(
                "unreadable-log", f"{file} cannot be read", saw=str(failure), fix="check the file"
            ) from None


def _scalar(value: Any, make_ndarray: Any) -> float | None:
    kind = value.WhichOneof("value")
    if kind == "simple_value":
        return float(value.simple_value)
    if kind == "tensor":
        array = make_ndarray(value.tensor)
        if array.size == 1 and array.dtype.kind in "fiu":
            return float(array.ravel()[0])
    return None
