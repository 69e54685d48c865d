"""MLflow's stores: a folder of runs with one text file a metric, or an SQLite database; both are read as they lie."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from tieout.errors import TieoutError
from tieout.logs.series import Series

MOST_RUNS = 200


def is_store(folder: Path) -> bool:
    """Tell whether a folder is a file store, an experiment in it, or a run."""
    return any((folder / f).exists() for f in ("metrics", "meta.yaml")) or any(folder.glob("*/*/metrics"))


def from_folder(folder: Path) -> list[Series]:
    """Read the runs of a file store, the latest first."""
    runs = sorted(
        {path.parent for pattern in ("metrics", "*/metrics", "*/*/metrics") for path in folder.glob(pattern)},
        key=lambda run: -(run / "metrics").stat().st_mtime,
    )
    found = []
    for run in runs[:MOST_RUNS]:
        for path in sorted(p for p in (run / "metrics").rglob("*") if p.is_file()):
            points: list[tuple[int, float]] = []
            for line in path.read_text(encoding="utf-8", errors="replace").splitlines():
                parts = line.split()
                try:
                    points.append((int(parts[2]) if len(parts) > 2 else len(points), float(parts[1])))
                except (IndexError, ValueError):
                    continue
            tag = path.relative_to(run / "metrics").as_posix()
            series = Series.of(tag, points, str(run), "step")
            if series is not None:
                found.append(series)
    return found


def from_database(path: Path) -> list[Series]:
    """Read the metrics of an SQLite store, the latest run first; nothing is written."""
    try:
        with sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True) as database:
            rows = database.execute(
                "select run_uuid, key, step, value, timestamp from metrics where is_nan = 0 order by timestamp desc"
            ).fetchall()
    except sqlite3.Error as failure:
        raise TieoutError(
            "unreadable-log", f"{path} is no MLflow database", saw=str(failure), fix="give the store's own file"
        ) from None
    points: dict[tuple[str, str], list[tuple[int, float]]] = {}
    for run, key, step, value, _ in rows:
        points.setdefault((str(run), str(key)), []).append((int(step or 0), float(value)))
    found = [Series.of(key, each, f"{path} run {run}", "step") for (run, key), each in points.items()]
    return [series for series in found if series is not None]
