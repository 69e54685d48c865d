"""Whatever tieout is given, it answers with one clear line, a remedy and an exit code; a recorded script goes on."""

from __future__ import annotations

import json
import math
import os
import re
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tieout import cli
from tieout.errors import TieoutError
from tieout.explain import Shown, explain
from tieout.record import store

MESSAGES = Path(__file__).parents[1] / "docs" / "messages.md"
SETTINGS = {"OMP_NUM_THREADS": "1", "PYTHONHASHSEED": "0", "TIEOUT_DEBUG": ""}

SCORING = """
    import sys
    import numpy as np
    from sklearn.datasets import load_iris
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score
    from sklearn.preprocessing import StandardScaler
    x, y = load_iris(return_X_y=True)
    rows = np.random.default_rng(0).permutation(len(x))
    train, test = rows[:75], rows[75:]
    scaler = StandardScaler().fit(x[train])
    model = LogisticRegression(C=0.02).fit(scaler.transform(x[train]), y[train])
    first = accuracy_score(y[train], model.predict(scaler.transform(x[train])))
    second = accuracy_score(y[test], model.predict(scaler.fit_transform(x[test])))
    print(f"train {first:.4f} test {second:.4f}")
    sys.exit(7)
"""


@pytest.fixture(scope="session")
def recorded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[str]]:
    """Record a small script once; give its folder and the two numbers it printed."""
    folder = tmp_path_factory.mktemp("recorded")
    (folder / "script.py").write_text(textwrap.dedent(SCORING), "utf-8")
    done = tieout(folder, "run", "script.py")
    assert done.returncode == 7, done.stderr
    return folder, re.findall(r"\d\.\d+", done.stdout)


@pytest.fixture
def folder(recorded: tuple[Path, list[str]], tmp_path: Path) -> Path:
    """Give a copy of the recorded folder, to be damaged."""
    copied = tmp_path / "copy"
    shutil.copytree(recorded[0], copied)
    return copied


def tieout(folder: Path, *arguments: str, **settings: str) -> subprocess.CompletedProcess[str]:
    """Run the command line in a folder."""
    return subprocess.run(
        [sys.executable, "-m", "tieout", *arguments],
        cwd=folder,
        env={**os.environ, **SETTINGS, **settings},
        capture_output=True,
        text=True,
        timeout=300,
    )


Said = Callable[..., str]


@pytest.fixture
def said(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Said:
    """Give a function that runs the command line here and gives the one message on stderr."""

    def run(folder: Path, *arguments: str, code: int, slug: str) -> str:
        monkeypatch.chdir(folder)
        with pytest.raises(SystemExit) as left:
            cli.main(arguments)
        out, err = capsys.readouterr()
        assert (left.value.code, out) == (code, ""), err
        check_message(err, slug)
        return err

    return run


def check_message(err: str, slug: str) -> None:
    """Test that a message is one clear line with a remedy below it, and that its slug is documented."""
    first, *rest = err.splitlines()
    assert first.startswith("tieout: ")
    assert first.endswith(f"({slug})")
    assert rest[-1].startswith("  do    ")
    assert len(rest) <= 2
    assert "Traceback" not in err
    assert f"### {slug}\n" in MESSAGES.read_text("utf-8")


def edit(folder: Path, change: Callable[[dict[str, Any]], object], run: str = "script") -> None:
    """Change a recording by hand."""
    path = folder / ".tieout" / run / store.FILE
    data = json.loads(path.read_text("utf-8"))
    change(data)
    path.write_text(json.dumps(data), "utf-8")


# --- what is asked for ------------------------------------------------------------------------------------------------


def test_a_missing_script_is_said(tmp_path: Path, said: Said) -> None:
    """A script that is not there, with one of nearly its name."""
    (tmp_path / "train.py").write_text("", "utf-8")

    assert "train.py?" in said(tmp_path, "run", "trian.py", code=2, slug="no-such-script")
    said(tmp_path, "run", "-m", "nowhere.at.all", code=2, slug="no-such-module")
    said(tmp_path, "run", ".", code=2, slug="no-main-in-folder")


def test_a_number_that_no_run_computed_is_said(folder: Path, recorded: Any, said: Said) -> None:
    """The nearest numbers are listed with their names and lines."""
    first, second = recorded[1]
    err = said(folder, "explain", first, "0.1234", code=3, slug="no-such-score")

    assert "script.py:" in err
    said(folder, "explain", first, "no.such.name", code=3, slug="no-such-score")
    said(folder, "explain", first, code=2, slug="one-number")
    said(folder, "explain", first, second, "--run", "other", code=3, slug="no-such-run")
    said(folder, "show", "other", code=3, slug="no-such-run")


def test_no_recordings_are_said(tmp_path: Path, said: Said) -> None:
    """An empty folder asks for a first recording."""
    said(tmp_path, "explain", "0.9", "0.8", code=3, slug="no-recordings")
    said(tmp_path, "explain", code=3, slug="no-recordings")
    said(tmp_path, "show", code=3, slug="no-recordings")


def test_runs_that_never_scored_are_said(
    tmp_path: Path, said: Said, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Two runs without a number have none to find; without numbers the statement is empty and in order."""
    for name in ("one", "two"):
        (tmp_path / f"{name}.py").write_text("print('nothing to see')\n", "utf-8")
        assert tieout(tmp_path, "run", f"{name}.py").stdout == "nothing to see\n"

    assert "no number" in said(tmp_path, "explain", "0.9", "0.8", code=3, slug="no-such-score")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(SystemExit) as left:
        cli.main(["explain", "--json"])
    statement = json.loads(capsys.readouterr().out)
    assert left.value.code == 0
    assert [statement[key] for key in ("opening", "closing", "gap", "verdict", "lines")] == [None, None, None, None, []]


# --- damaged recordings -----------------------------------------------------------------------------------------------


def test_a_truncated_recording_is_said(folder: Path, recorded: Any, said: Said) -> None:
    """A recording that was cut short names its folder, with numbers and without."""
    path = folder / ".tieout" / "script" / store.FILE
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])

    assert ".tieout/script" in said(folder, "explain", *recorded[1], code=3, slug="unreadable-recording")
    said(folder, "explain", *recorded[1], "--run", "script", code=3, slug="unreadable-recording")
    said(folder, "show", code=3, slug="unreadable-recording")


def test_a_damaged_recording_beside_a_sound_one_is_passed_over(folder: Path, recorded: Any) -> None:
    """One damaged recording does not take the others along, and the statement says that it was left out."""
    shutil.copytree(folder / ".tieout" / "script", folder / ".tieout" / "broken")
    (folder / ".tieout" / "broken" / store.FILE).write_text("{", "utf-8")

    statement = explain(*recorded[1], directory=str(folder / ".tieout"))

    assert statement.gap is not None
    assert any("'broken' cannot be read" in note for note in statement.notes)


def _values(data: dict[str, Any]) -> list[dict[str, Any]]:
    return [v for e in data["examinations"].values() for v in e["values"].values()]


EDITS: dict[str, Callable[[dict[str, Any]], object]] = {
    "scores of another type": lambda d: d.update(scores={"s1": 0.5}),
    "an amount as text": lambda d: _values(d)[0].update(value="0.9"),
    "replays lacking": lambda d: [e["values"].clear() for e in d["examinations"].values()],
    "a scale of nothing": lambda d: [s.update(scale=0) for s in d["scores"]],
    "an unknown kind": lambda d: d.update(hazards=[{"cause": "x", "kind": "?", "where": None, "says": "", "fix": ""}]),
}


@pytest.mark.parametrize("name", EDITS)
def test_a_recording_edited_by_hand_is_said(folder: Path, recorded: Any, said: Said, name: str) -> None:
    """What does not fit the types, or cannot be reckoned with, is refused."""
    edit(folder, EDITS[name])

    said(folder, "explain", *recorded[1], code=3, slug="unreadable-recording")


def test_amounts_that_are_no_numbers_are_not_reckoned_with(folder: Path, recorded: Any) -> None:
    """A replay that gave NaN measures nothing: the gap stays unexplained, and the statement still adds up."""
    edit(folder, lambda d: [v.update(value=math.nan) for v in _values(d)])

    statement = explain(*recorded[1], directory=str(folder / ".tieout"))

    statement.check()
    assert statement.gap is not None


def test_a_score_that_is_no_number_is_said(folder: Path, said: Said) -> None:
    """A loss that became NaN has no gap to explain."""
    edit(folder, lambda d: d["scores"][0].update(value=math.nan, name="broken", aliases=[]))
    edit(folder, lambda d: d["scores"][1].update(name="sound", aliases=[]))

    said(folder, "explain", "sound", "broken", code=3, slug="not-finite")


def test_unknown_fields_do_no_harm(folder: Path, recorded: Any) -> None:
    """A recording with more in it than this version knows is read as ever."""
    before = explain(*recorded[1], directory=str(folder / ".tieout"))
    edit(folder, lambda d: (d.update(colour="red"), [s.update(mood="good") for s in d["scores"]]))

    assert explain(*recorded[1], directory=str(folder / ".tieout")) == before


def test_a_newer_recording_is_said(folder: Path, recorded: Any, said: Said) -> None:
    """A recording of a later version is not guessed at."""
    edit(folder, lambda d: d.update(format=store.FORMAT + 1))

    assert "upgrade" in said(folder, "explain", *recorded[1], code=3, slug="newer-format")


def test_control_characters_of_a_stranger_stay_off_the_terminal(folder: Path, said: Said) -> None:
    """A recording cannot move the cursor, nor break the output with half a character."""
    edit(folder, lambda d: [s.update(name="\x1b[2J\ud800", aliases=[]) for s in d["scores"]])

    err = said(folder, "explain", "0.1234", "0.4321", code=3, slug="no-such-score")

    assert "\x1b" not in err
    shown = tieout(folder, "show", "script")
    assert (shown.returncode, "\x1b" in shown.stdout) == (0, False), shown.stderr


def _cut(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-30])


def _pickled(path: Path) -> None:
    with np.load(path) as arrays:
        names = arrays.files
    np.savez(path, **{name: np.array([{"a": 1}], dtype=object) for name in names})


def _packed(path: Path) -> None:
    with np.load(path) as arrays:
        np.savez_compressed(path, **{name: np.zeros(1 << 20) for name in arrays.files})


def _other_shapes(path: Path) -> None:
    with np.load(path) as arrays:
        np.savez(path, **{name: np.zeros((3, 2)) for name in arrays.files})


@pytest.mark.parametrize("damage", [_cut, _pickled, _packed, _other_shapes])
def test_damaged_arrays_are_said(folder: Path, recorded: Any, said: Said, damage: Callable[[Path], None]) -> None:
    """Arrays that are cut, pickled, packed or of another shape are refused."""
    damage(folder / ".tieout" / "script" / store.ARRAYS)

    said(folder, "explain", *recorded[1], code=3, slug="unreadable-recording")


JSON = st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5) | st.just([]) | st.just({})


def places(data: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """List the way to every value inside."""
    yield path
    for key, value in data.items() if isinstance(data, dict) else enumerate(data) if isinstance(data, list) else ():
        yield from places(value, (*path, key))


@settings(
    max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow]
)
@given(data=st.data())
def test_whatever_was_edited_is_explained_or_said(folder: Path, recorded: Any, data: st.DataObject) -> None:
    """Any one value of a recording, changed to anything, gives a statement that adds up or a TieoutError."""
    home = recorded[0] / ".tieout" / "script"
    content = json.loads((home / store.FILE).read_text("utf-8"))
    path = data.draw(st.sampled_from([p for p in places(content) if p]))
    inside = content
    for key in path[:-1]:
        inside = inside[key]
    inside[path[-1]] = data.draw(JSON)
    (folder / ".tieout" / "script" / store.FILE).write_text(json.dumps(content), "utf-8")

    outcome = outcome_of(folder, recorded[1])

    if isinstance(outcome, TieoutError):
        assert outcome.code in {2, 3}, str(outcome)
    else:
        outcome.check()
        assert str(outcome)


def outcome_of(folder: Path, numbers: list[str]) -> Shown | TieoutError:
    """Give the statement, or what was said instead."""
    try:
        return explain(*numbers, directory=str(folder / ".tieout"))
    except TieoutError as failure:
        return failure


# --- nowhere to write -------------------------------------------------------------------------------------------------


def test_a_folder_that_cannot_be_written_is_said_before_the_script_starts(tmp_path: Path, said: Said) -> None:
    """With a file where the folder of the recordings should be, the script is not started."""
    (tmp_path / ".tieout").write_text("", "utf-8")
    (tmp_path / "script.py").write_text("open('started', 'w')\n", "utf-8")

    said(tmp_path, "run", "script.py", code=2, slug="cannot-write")
    said(tmp_path, "run", "--dir", ".tieout/deeper", "script.py", code=2, slug="cannot-write")

    assert not (tmp_path / "started").exists()


# Limits what any file may take before the command line starts, which is what a full disk does to a write.
FULL_DISK = """
    import resource, runpy, sys
    resource.setrlimit(resource.RLIMIT_FSIZE, (700, 700))
    sys.argv = ["tieout", "run", "script.py"]
    runpy.run_module("tieout", run_name="__main__")
"""


def test_a_full_disk_costs_the_recording_and_nothing_else(tmp_path: Path) -> None:
    """The script finishes with its own output and exit code; that the recording was lost is said after it."""
    (tmp_path / "script.py").write_text(textwrap.dedent(SCORING), "utf-8")
    plain = subprocess.run([sys.executable, "script.py"], cwd=tmp_path, capture_output=True, text=True)

    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(FULL_DISK)],
        cwd=tmp_path,
        env={**os.environ, **SETTINGS, "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        text=True,
        timeout=300,
    )

    assert (done.stdout, done.returncode) == (plain.stdout, 7), done.stderr
    said_after = done.stderr.removeprefix(plain.stderr)
    assert said_after.count("\n") == 1
    assert "recording-lost" in said_after
    assert "free some space" in said_after
    assert list((tmp_path / ".tieout" / "script").glob(".writing-*")) == []


def test_a_folder_that_vanishes_meanwhile_is_made_again(tmp_path: Path) -> None:
    """A script that tidies up its working directory is still recorded."""
    (tmp_path / "script.py").write_text("import shutil\nshutil.rmtree('.tieout')\nprint(3 / 4)\n", "utf-8")

    done = tieout(tmp_path, "run", "script.py")

    assert (done.returncode, done.stdout, done.stderr) == (0, "0.75\n", "")
    assert store.names(tmp_path / ".tieout") == ["script"]
