"""Texts in small files beside a script, column by column: of tables, of lines of JSON, of plain lines."""

from __future__ import annotations

import csv
import json
import os
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from pathlib import Path
from typing import Any

from tieout.core.passes import Loaded

KINDS = frozenset({".txt", ".csv", ".tsv", ".json", ".jsonl", ".ndjson", ".tok", ".data"})
MOST_FILES, MOST_BYTES, DEEP = 64, 32 << 20, 2  # bytes of all files together
DELIMITERS = ",;\t|"


def columns_of_texts(files: Sequence[Loaded], count: int) -> Iterator[list[str]]:
    """Give each column of so many texts in the files that a run loaded, and in those in and below where it ran.

    A script that reads lines itself tells nobody which file they are of: they are the reader's to recognise.
    """
    left = MOST_BYTES
    for path in islice(_paths(files), MOST_FILES):
        try:
            size = path.stat().st_size
            if size > left:
                continue
            text = path.read_text(encoding="utf-8-sig")
        except (OSError, UnicodeDecodeError):
            continue
        left -= size
        for column in _columns(text, path.suffix.lower()):
            if len(column) == count and all(isinstance(each, str) for each in column):
                yield [str(each) for each in column]


def _paths(files: Sequence[Loaded]) -> Iterator[Path]:
    seen: set[str] = set()
    for path in (*(Path(file.path) for file in files if file.action == "loaded"), *_below(Path.cwd())):
        real = os.path.realpath(path)
        if path.suffix.lower() in KINDS and real not in seen:
            seen.add(real)
            yield path


def _below(folder: Path, deep: int = 0) -> Iterator[Path]:
    """Give the files in a folder, then those in the folders in it; none that is hidden."""
    try:
        entries = sorted(entry for entry in folder.iterdir() if not entry.name.startswith((".", "_")))
    except OSError:
        return
    yield from (entry for entry in entries if entry.is_file())
    for entry in entries if deep < DEEP else ():
        if entry.is_dir() and not entry.is_symlink():
            yield from _below(entry, deep + 1)


def _columns(text: str, kind: str) -> Iterator[Sequence[Any]]:
    lines = [line for line in text.splitlines() if line.strip()]
    if kind in {".json", ".jsonl", ".ndjson"}:
        yield from _of_json(text, lines, whole=kind == ".json")
        return
    if not lines:
        return
    delimiter = max(DELIMITERS, key=lines[0].count)
    if delimiter in lines[0]:
        try:
            table = [row for row in csv.reader(text.splitlines(keepends=True), delimiter=delimiter) if row]
        except csv.Error:
            table = []
        if len({len(row) for row in table}) == 1:
            for column in zip(*table, strict=True):
                yield column[1:]
                yield column
    if kind not in {".csv", ".tsv"}:
        yield lines
        yield [line.partition(" ")[2] for line in lines]  # the label comes first
        yield [line.rpartition(" ")[0] for line in lines]


def _of_json(text: str, lines: Sequence[str], *, whole: bool) -> Iterator[Sequence[Any]]:
    try:
        data = json.loads(text) if whole else [json.loads(line) for line in lines]
    except ValueError:
        return
    parts = [data, *data.values()] if isinstance(data, Mapping) else [data]
    for part in parts:
        rows = list(part.values()) if isinstance(part, Mapping) else part  # records may have names
        if not isinstance(rows, list) or not rows:
            continue
        yield rows
        if all(isinstance(row, Mapping) for row in rows):
            for name in rows[0]:
                yield [_text(row.get(name)) for row in rows]
        elif all(isinstance(row, list) for row in rows) and len({len(row) for row in rows}) == 1:
            yield from ([_text(value) for value in column] for column in zip(*rows, strict=True))


def _text(value: Any) -> Any:
    """Give words that are listed one by one as a text."""
    listed = isinstance(value, list) and all(isinstance(word, str) for word in value)
    return " ".join(value) if listed else value
