"""Logs that are tables or JSON: Keras CSVLogger and History, Lightning's metrics.csv, trainer_state.json."""

from __future__ import annotations

import csv
import json
import math
from pathlib import Path
from typing import Any

from tieout.errors import TieoutError
from tieout.logs.series import Series

COUNTERS = ("epoch", "step", "iteration", "global_step")
MOST_BYTES = 64 << 20


def from_csv(path: Path) -> list[Series]:
    """Read a table with one row an epoch or step; empty cells are values that were not logged there."""
    _bounded(path)
    with path.open(newline="", encoding="utf-8", errors="replace") as file:
        reader = csv.DictReader(file)
        names = [name for name in reader.fieldnames or () if name]
        rows = list(reader)
    counter = next((c for c in COUNTERS if c in names), None)
    found = []
    for name in names:
        if name in COUNTERS:
            continue
        points = []
        for at, row in enumerate(rows):
            value = _number(row.get(name))
            if value is not None:
                step = _number(row.get(counter)) if counter else None
                points.append((int(step) if step is not None else at, value))
        series = Series.of(name, points, str(path), "epoch" if counter in {None, "epoch"} else "step")
        if series is not None:
            found.append(series)
    return found


def from_json(path: Path) -> list[Series]:
    """Read `trainer_state.json` (its `log_history`), or a History written as {name: [values]}."""
    _bounded(path)
    try:
        data = json.loads(path.read_text(encoding="utf-8", errors="replace"))
    except (ValueError, RecursionError) as failure:
        raise TieoutError("unreadable-log", f"{path} is no JSON", saw=str(failure), fix="check the file") from None
    if isinstance(data, dict) and isinstance(data.get("log_history"), list):
        return _entries(data["log_history"], path)
    if isinstance(data, dict) and isinstance(data.get("history"), dict):
        data = data["history"]
    if isinstance(data, list):
        return _entries(data, path)
    found = []
    for name, values in data.items() if isinstance(data, dict) else ():
        if isinstance(values, list):
            points = [(at, number) for at, v in enumerate(values) if (number := _number(v)) is not None]
            series = Series.of(str(name), points, str(path))
            if series is not None:
                found.append(series)
    return found


def _entries(entries: list[Any], path: Path) -> list[Series]:
    """Read a list of {counter: step, metric: value} objects."""
    points: dict[str, list[tuple[int, float]]] = {}
    unit = "step"
    for at, entry in enumerate(e for e in entries if isinstance(e, dict)):
        counter = next((c for c in ("step", "epoch", "iteration") if _number(entry.get(c)) is not None), None)
        unit = "epoch" if counter in {None, "epoch"} else "step"
        step = int(_number(entry[counter]) or 0) if counter else at
        for name, value in entry.items():
            number = _number(value)
            if name not in COUNTERS and number is not None:
                points.setdefault(name, []).append((step, number))
    found = [Series.of(name, each, str(path), unit) for name, each in points.items()]
    return [series for series in found if series is not None]


def _number(value: Any) -> float | None:
    if value is None or isinstance(value, bool) or value == "":
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        return None
    return number if math.isfinite(number) else None


def _bounded(path: Path) -> None:
    size = path.stat().st_size
    if size > MOST_BYTES:
        raise TieoutError(
            "log-too-large",
            f"{path} is too large for a log",
            saw=f"{size:,} bytes, {MOST_BYTES:,} are read at most",
            fix="give the file that holds the metrics",
        )
