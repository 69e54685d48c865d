"""Training logs → numbers: what a run wrote down of its own metrics, whoever recorded it."""

from __future__ import annotations

from pathlib import Path

from tieout.errors import TieoutError
from tieout.logs import events, mlflow, tables
from tieout.logs.series import Series

DATABASES = frozenset({".db", ".sqlite", ".sqlite3"})
KNOWN = ("trainer_state.json", "metrics.csv", "history.json", "history.csv", "training.csv", "log.csv")


def read(path: Path) -> list[Series]:
    """Read every metric of a log.

    Known are TensorBoard event files, Keras CSVLogger tables and History as JSON, Lightning's `metrics.csv`,
    `trainer_state.json` of transformers, MLflow's file store and database. A folder is searched for any of them.

    Raises:
        TieoutError: the path is missing, cannot be read, or holds no metric.
    """
    try:
        found = _read(path)
    except OSError as failure:
        raise TieoutError(
            "unreadable-log", f"{path} cannot be read", saw=failure.strerror or str(failure), fix="check the path"
        ) from None
    if not found:
        raise TieoutError(
            "no-metrics",
            f"{path} holds no metric that could be read",
            saw="no event file, CSV or JSON log, or MLflow store with numbers in it",
            fix="give the log's own file or folder; `tieout explain --help` lists what is read",
        )
    return found


def _read(path: Path) -> list[Series]:
    if path.is_dir():
        return _folder(path)
    if "tfevents" in path.name:
        return events.from_events([path])
    if path.suffix == ".json":
        return tables.from_json(path)
    if path.suffix in DATABASES:
        return mlflow.from_database(path)
    return tables.from_csv(path)


def _folder(folder: Path) -> list[Series]:
    files = sorted(folder.rglob(events.PATTERN))
    if files:
        return events.from_events(files)
    for name in KNOWN:
        held = sorted(folder.rglob(name), key=lambda p: p.stat().st_mtime)
        if held:
            return _read(held[-1])
    database = next((p for p in folder.iterdir() if p.suffix in DATABASES), None)
    if database is not None:
        return mlflow.from_database(database)
    store = folder / "mlruns" if (folder / "mlruns").is_dir() else folder
    return mlflow.from_folder(store) if mlflow.is_store(store) else []


def chosen(path: str) -> tuple[list[Series], str]:
    """Split PATH[:TAG] and read the log; give its series and the tag asked for, "" if none was.

    Raises:
        TieoutError: see `read`, or the log has no such tag.
    """
    file, tag = Path(path), ""
    if not file.exists() and ":" in path:
        before, _, tag = path.rpartition(":")
        file = Path(before)
    found = read(file)
    if tag and not any(series.tag == tag for series in found):
        raise TieoutError(
            "no-such-tag",
            f"{file} has no metric {tag!r}",
            saw="it has " + ", ".join(sorted({series.tag for series in found})[:20]),
            fix="give one of them after the colon",
            code=2,
        )
    return found, tag


__all__ = ["Series", "chosen", "read"]
