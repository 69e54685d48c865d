"""Look at a file before a library does: that it is there, of a size that can be read, and no trap."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from tieout.errors import TieoutError

MOST_BYTES = 8 << 30
SMALL = 256 << 20  # bytes; what unpacks to less than this harms nobody
DENSEST = 200  # times its packed size that an archive may unpack to; weights hardly pack at all


def looked_at(path: str, what: str) -> Path:
    """Give the path of a file that may be opened.

    Raises:
        TieoutError: it is missing, empty or too large, or an archive that unpacks to far more than it should,
            or to places outside of it.
    """
    file = Path(path)
    try:
        if not file.is_file():
            raise _refused(file, what, "there is no such file", "check the path")
        size = file.stat().st_size
        if not size:
            raise _refused(file, what, "it is empty", "save it again")
        if size > MOST_BYTES:
            raise _refused(file, what, f"{size:,} bytes, {MOST_BYTES:,} are read at most", "give a sample of the rows")
        _archive(file, what, size)
    except OSError as failure:
        raise _refused(file, what, failure.strerror or str(failure), "check the path and its permissions") from None
    return file


def _archive(file: Path, what: str, size: int) -> None:
    try:
        if not zipfile.is_zipfile(file):
            return
        with zipfile.ZipFile(file) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError) as failure:
        raise _refused(file, what, f"a damaged archive: {failure}", "save it again") from None
    whole = sum(entry.file_size for entry in entries)
    if whole > MOST_BYTES or (whole > SMALL and whole > DENSEST * size):
        raise _refused(
            file, what, f"{size:,} bytes that unpack to {whole:,}", "do not open it: no model packs like this"
        )
    for entry in entries:
        parts = PurePosixPath(entry.filename.replace("\\", "/"))
        if parts.is_absolute() or ".." in parts.parts or ":" in "".join(parts.parts[:1]):
            raise _refused(file, what, f"an entry named {entry.filename!r}", "do not open it: it leads outside itself")


@contextmanager
def reading(file: Path, what: str, fix: str) -> Iterator[None]:
    """Turn whatever a library raises on a bad file into one clear line."""
    try:
        yield
    except TieoutError:
        raise
    except MemoryError:
        raise _refused(file, what, "it asks for more memory than there is", fix) from None
    except Exception as failure:  # noqa: BLE001 - libraries raise anything on a damaged file
        saw = next((line.strip() for line in str(failure).splitlines() if line.strip()), type(failure).__name__)
        raise _refused(file, what, saw[:200], fix) from None


def _refused(file: Path, what: str, saw: str, fix: str) -> TieoutError:
    return TieoutError("cannot-audit", f"{what} {file} cannot be used", saw=saw, fix=fix, code=3)
