"""What `import tieout` promises: names that stay what they are, sessions that begin and end, statements that show."""

from __future__ import annotations

import ast
import doctest
import importlib
import os
import subprocess
import sys
import textwrap
from dataclasses import replace
from io import StringIO
from pathlib import Path

import pytest
from rich.console import Console

import tieout
from report.samples import TWO_MISTAKES
from tieout.errors import TieoutError
from tieout.explain import Shown


def said(source: str, folder: Path, *, code: int = 0) -> str:
    """Run a program in a fresh Python and give what it printed."""
    (folder / "program.py").write_text(textwrap.dedent(source), "utf-8")
    done = subprocess.run([sys.executable, "program.py"], cwd=folder, capture_output=True, text=True, timeout=120)
    assert done.returncode == code, done.stderr
    return done.stdout


def test_a_function_is_not_hidden_by_the_module_of_its_name(tmp_path: Path) -> None:
    """`tieout.explain`, `tieout.record` and `tieout.watch` are functions, whatever has been imported."""
    told = said(
        """
        import importlib, pkgutil, types, tieout
        for found in pkgutil.walk_packages(tieout.__path__, "tieout."):
            if found.name != "tieout.__main__" and ".scripts" not in found.name:
                importlib.import_module(found.name)
        print([type(getattr(tieout, name)).__name__ for name in ("explain", "record", "watch", "recordings")])
        print([name for name in tieout.__all__ if isinstance(getattr(tieout, name), types.ModuleType)])
        """,
        tmp_path,
    )
    assert told.splitlines() == ["['function', 'function', 'function', 'function']", "[]"]


def test_a_room_of_a_public_name_can_be_imported(tmp_path: Path) -> None:
    """Every way to import a module from a room works as for any package."""
    told = said(
        """
        import tieout.explain
        import tieout.record.store
        from tieout.record import store
        from tieout.explain import explain
        from tieout import watch, record
        import importlib, sys
        print(tieout.explain is explain, store is sys.modules["tieout.record.store"], callable(watch), callable(record))
        print(importlib.import_module("tieout.record").__name__)
        """,
        tmp_path,
    )
    assert told.splitlines() == ["True True True True", "tieout.record"]


def test_an_unknown_name_is_an_attribute_error() -> None:
    """A name that tieout does not have fails as in any module, and the others are listed."""
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        tieout.nonsense  # noqa: B018 - the look-up is the test
    assert set(tieout.__all__) <= set(dir(tieout))


NUMBERS = """
    import numpy as np
    from sklearn.linear_model import LogisticRegression
    from sklearn.metrics import accuracy_score
    rng = np.random.default_rng(0)
    x = rng.normal(size=(80, 3))
    y = (x.sum(axis=1) > 0).astype(int)
"""


def test_watching_begins_and_ends_where_it_is_told(tmp_path: Path) -> None:
    """A session records what happens between `watch` and `stop`, and leaves no hook behind."""
    told = said(
        NUMBERS
        + """
    import tieout
    before = accuracy_score
    model = LogisticRegression()
    session = tieout.watch("cells")
    import sklearn.metrics
    model.fit(x, y)
    sklearn.metrics.accuracy_score(y[:40], model.predict(x[:40]))
    recording = session.stop()
    print(sklearn.metrics.accuracy_score is before, recording.name, recording.ended, session.stop() is recording)
    print([round(s.value, 3) for s in recording.scores])
    print([r.name for r in tieout.recordings()], tieout.recordings()[0] == recording)
    """,
        tmp_path,
    )
    first, scores, names = told.splitlines()
    assert first == "True cells ok True"
    assert ast.literal_eval(scores)
    assert names == "['cells'] True"


def test_a_program_that_never_stops_its_session_is_still_recorded(tmp_path: Path) -> None:
    """The session ends with the program, and says how the program ended; modules imported later are noted."""
    (tmp_path / "scoring.py").write_text("def ratio(hits, n):\n    share = hits / n\n    return share\n", "utf-8")
    told = said(
        """
        import sys
        sys.path.insert(0, "")
        import tieout
        tieout.watch("whole")
        import scoring
        print(scoring.ratio(3, 4))
        raise ValueError("too late")
        """,
        tmp_path,
        code=1,
    )
    assert told == "0.75\n"
    [recording] = tieout.recordings(str(tmp_path / ".tieout"))
    assert recording.ended == "ValueError: too late"
    assert ("share", 0.75, "scoring.py:2") in {(s.name, s.value, str(s.where)) for s in recording.scores}


def test_watching_again_ends_the_session_before(tmp_path: Path) -> None:
    """A cell that is run twice gives two recordings, one after the other."""
    first = tieout.watch("again", directory=str(tmp_path))
    second = tieout.watch("again", directory=str(tmp_path))

    assert first.recording is not None
    assert second.recording is None
    second.stop()

    assert [r.name for r in tieout.recordings(str(tmp_path))] == ["again", "again-2"]


def test_a_program_has_one_recording_at_a_time(tmp_path: Path) -> None:
    """A block inside a session is refused, and `watch` inside a block gives the block's session."""
    session = tieout.watch(directory=str(tmp_path))
    with pytest.raises(TieoutError, match="already-recording") as info, tieout.record(directory=str(tmp_path)):
        pass
    session.stop()
    with tieout.record("block", directory=str(tmp_path)) as block:
        assert tieout.watch(directory=str(tmp_path)) is block

    assert info.value.code == 2
    assert block.recording is not None
    assert block.recording.ended == "ok"


def test_a_failing_block_is_recorded_with_its_error(tmp_path: Path) -> None:
    """The user's error passes through, and the recording says what it was."""
    with pytest.raises(ZeroDivisionError), tieout.record("block", directory=str(tmp_path)) as block:
        1 / 0  # noqa: B018 - the error is the test

    assert block.recording is not None
    assert block.recording.ended == "ZeroDivisionError: division by zero"


@pytest.mark.skipif(not hasattr(os, "fork"), reason="needs fork")
def test_a_forked_child_is_not_part_of_the_session(tmp_path: Path) -> None:
    """In a child the hooks are gone and nothing is written."""
    told = said(
        NUMBERS
        + """
    import os, sys, tieout
    import sklearn.metrics
    plain = sklearn.metrics.accuracy_score
    session = tieout.watch("parent", directory=".")
    if os.fork() == 0:
        print(sklearn.metrics.accuracy_score is plain, session.stop(), flush=True)
        os._exit(0)
    os.wait()
    print(sklearn.metrics.accuracy_score is plain, session.stop().name)
    """,
        tmp_path,
    )
    assert told.splitlines() == ["True None", "False parent"]


def test_a_statement_draws_itself() -> None:
    """A statement prints as in the terminal, and shows as a page in a notebook and in colour on a rich console."""
    shown = Shown.of(TWO_MISTAKES)

    assert "unexplained" in str(shown)
    assert "preprocessing.refit" in str(shown)
    page = shown._repr_html_()
    assert page.startswith("<iframe srcdoc=")
    assert page.count("<") == 2  # the frame alone: what is inside is text to the notebook
    sheet = StringIO()
    Console(file=sheet, width=72, force_terminal=True, color_system="standard").print(shown)
    assert "\x1b[" in sheet.getvalue()
    assert max(map(len, str(shown).splitlines())) <= 100


def test_a_statement_that_draws_itself_is_a_statement() -> None:
    """It can be changed, checked and asked like any other."""
    shown = Shown.of(TWO_MISTAKES)
    shown.check()

    assert isinstance(replace(shown, notes=("seen",)), Shown)
    assert (shown.gap, shown.lines) == (TWO_MISTAKES.gap, TWO_MISTAKES.lines)


@pytest.mark.parametrize("amount", ["much", "-1", "nan"])
def test_a_setting_that_is_no_amount_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, amount: str) -> None:
    """A budget in the environment that is no number says so, instead of failing somewhere inside."""
    monkeypatch.setenv("TIEOUT_BUDGET_MB", amount)
    with pytest.raises(TieoutError, match="bad-setting"):
        tieout.watch(directory=str(tmp_path))


@pytest.mark.parametrize("module", ["tieout.watch", "tieout.explain"])
def test_the_examples_of_the_public_functions_run(module: str) -> None:
    """What the docstrings show is what happens."""
    assert doctest.testmod(importlib.import_module(module)).failed == 0
