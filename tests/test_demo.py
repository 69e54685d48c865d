"""The demo: three planted mistakes come out as three lines, and without them nothing is left."""

import re
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from tieout import demo as room
from tieout.core.statement import Statement
from tieout.errors import TieoutError
from tieout.record import store
from tieout.report import terminal

PLANTED = {"preprocessing.refit": 16, "mode.dropout-active": 26, "metric.denominator": 27}
SMALLEST = 0.02


class Played(NamedTuple):
    """What a demo left: what it said, its statements, its folder."""

    said: str
    statements: list[tuple[str, Statement]]
    folder: Path


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Played:
    """Play the demo once, as the command line does."""
    pytest.importorskip("torch")
    pytest.importorskip("sklearn")
    folder = tmp_path_factory.mktemp("demo") / "new"
    said: list[str] = []
    statements = list(room.demo(str(folder), said.append))
    return Played("\n".join(said), statements, folder)


@pytest.mark.slow
@pytest.mark.torch
def test_each_mistake_has_its_line(played: Played) -> None:
    """Every planted mistake is measured, worth two points at least, and placed; together they are the gap."""
    _, statement = played.statements[0]
    mistakes = {line.cause: line for line in statement.lines if line.kind == "mistake"}
    assert set(mistakes) == set(PLANTED)
    assert {cause: line.where and line.where.line for cause, line in mistakes.items()} == PLANTED
    assert max(line.amount for line in mistakes.values()) <= -SMALLEST
    assert {line.cause for line in statement.lines} - set(PLANTED) <= {"noise.sampling"}
    statement.check()
    assert statement.ties_out()


@pytest.mark.slow
@pytest.mark.torch
def test_the_readme_shows_this_statement(played: Played) -> None:
    """The sample in the README is what the demo prints, but for figures that machines may round otherwise."""
    figures = re.compile(r"[+-]?\d\.\d{4}")
    readme = (Path(__file__).parents[1] / "README.md").read_text("utf-8")
    shown = terminal.render(played.statements[0][1], width=89, color=False).partition("what to change")[0]
    assert figures.sub("#", shown.rstrip()) in figures.sub("#", readme)


@pytest.mark.slow
@pytest.mark.torch
def test_nothing_is_left_without_the_mistakes(played: Played) -> None:
    """The mended script prints the score of the training script, and no line is written."""
    _, statement = played.statements[1]
    assert statement.gap == 0
    assert statement.verdict in {"none", "noise.sampling"}
    assert statement.lines == ()
    assert statement.ties_out()


@pytest.mark.slow
@pytest.mark.torch
def test_it_shows_what_to_type(played: Played) -> None:
    """The commands are those of a user, with the numbers as the scripts printed them."""
    title, statement = played.statements[0]
    assert statement.opening is not None
    assert statement.closing is not None
    assert title == f"$ tieout explain {statement.opening.value:.4f} {statement.closing.value:.4f}"
    for script in room.SCRIPTS:
        assert f"$ tieout run {script}\n" in played.said
    assert f"tieout why {statement.verdict}" in played.said


@pytest.mark.slow
@pytest.mark.torch
def test_it_shows_the_lines_to_change(played: Played) -> None:
    """A line that is shown as one to change is that line of that script."""
    shown = [line.split(maxsplit=2) for line in played.said.splitlines() if line.startswith(("  - ", "  + "))]
    places = {place for _, place, _ in shown}
    assert {"test.py:16", "test.py:27"} <= places
    for _, place, text in shown:
        name, _, number = place.partition(":")
        assert (played.folder / name).read_text("utf-8").splitlines()[int(number) - 1].strip() == text.strip()


@pytest.mark.slow
@pytest.mark.torch
def test_a_second_time_in_the_same_folder(played: Played) -> None:
    """Numbers that an earlier demo printed too are told apart by the run."""
    (title, first), (_, second) = room.demo(str(played.folder), lambda line: None)
    assert title.startswith("$ tieout explain train-2:")
    assert first.closing is not None
    assert first.closing.run == "test-2"
    assert second.gap == 0


@pytest.mark.parametrize("lacking", room.NEEDED)
def test_a_missing_framework_is_said_before_anything_is_written(
    lacking: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The remedy is the extra that has all the demo needs."""
    monkeypatch.setitem(sys.modules, lacking, None)
    with pytest.raises(TieoutError, match=r"pip install 'tieout\[demo\]'") as raised:
        next(room.demo(str(tmp_path / "demo"), print))
    assert room.NEEDED[lacking] in raised.value.saw
    assert not (tmp_path / "demo").exists()


def test_edited_scripts_are_not_overwritten(tmp_path: Path, all_there: None) -> None:
    """A script that the user has changed stays, and nothing runs."""
    (tmp_path / "test.py").write_text("print('mine')\n", "utf-8")
    with pytest.raises(TieoutError, match="not overwritten") as raised:
        next(room.demo(str(tmp_path), print))
    assert raised.value.saw == "test.py"
    assert (tmp_path / "test.py").read_text("utf-8") == "print('mine')\n"


def test_a_folder_that_is_a_file(tmp_path: Path, all_there: None) -> None:
    """A folder that cannot be made is a message, not a traceback."""
    (tmp_path / "demo").write_text("", "utf-8")
    with pytest.raises(TieoutError, match="--dir") as raised:
        next(room.demo(str(tmp_path / "demo"), print))
    assert raised.value.slug == "demo-not-written"


def test_a_script_that_fails(tmp_path: Path) -> None:
    """What the script printed is passed on, and its exit code is named."""
    (tmp_path / "train.py").write_text("print('accuracy: 0.5000')\nraise SystemExit(7)\n", "utf-8")
    said: list[str] = []
    with pytest.raises(TieoutError, match="exit code 7"):
        room._record(tmp_path, store.folder(str(tmp_path / store.FOLDER)), "train.py", said.append)
    assert said == ["$ tieout run train.py", "accuracy: 0.5000"]


@pytest.fixture
def all_there(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look for no framework: what is tested comes after that."""
    monkeypatch.setattr(room, "_check_frameworks", lambda: None)
