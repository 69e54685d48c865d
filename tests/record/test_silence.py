"""Replays are neither seen nor heard, and what the script itself says is not lost."""

from __future__ import annotations

import logging
import subprocess
import sys
import textwrap
import threading
from pathlib import Path

import pytest

from tieout.record.silence import silence


def heard(source: str, folder: Path) -> tuple[str, str]:
    """Run a program and give what it wrote to stdout and stderr."""
    code = "import os, sys, threading, time\nfrom tieout.record.silence import silence\n" + textwrap.dedent(source)
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, timeout=60, input="typed\n"
    )
    assert done.returncode == 0, done.stderr
    return done.stdout, done.stderr


def test_nothing_is_heard_of_what_is_written_meanwhile(tmp_path: Path) -> None:
    """Print, a logger that has the stream already, and native code are all silent; before and after are not."""
    out, err = heard(
        """
        import logging
        logging.basicConfig(format="%(message)s")
        print("before", end="")
        sys.stderr.write("first ")
        with silence():
            print("meanwhile")
            logging.warning("meanwhile")
            os.write(1, b"meanwhile")
            os.write(2, b"meanwhile")
            sys.__stdout__.write("meanwhile")
            sys.stdout.buffer.write(b"meanwhile")
            os.system("echo meanwhile")
        print(" after")
        logging.warning("last")
        """,
        tmp_path,
    )
    assert (out, err) == ("before after\n", "first last\n")


def test_a_progress_bar_keeps_its_voice(tmp_path: Path) -> None:
    """A call that is made aloud is heard, on the stream and on the file descriptor."""
    out, err = heard(
        """
        with silence() as aloud:
            print("silent")
            aloud(lambda: print("aloud"))
            aloud(lambda: os.write(2, b"aloud"))
            print("silent")
        """,
        tmp_path,
    )
    assert (out, err) == ("aloud\n", "aloud")


def test_other_threads_are_heard(tmp_path: Path) -> None:
    """What a thread of the script's own prints meanwhile comes out, every line of it."""
    out, err = heard(
        """
        def chatter():
            for at in range(20):
                time.sleep(0.01)
                print(at)
                os.write(2, b".")
        thread = threading.Thread(target=chatter)
        thread.start()
        with silence():
            while thread.is_alive():
                print("silent")
                time.sleep(0.01)
        """,
        tmp_path,
    )
    assert out.split() == [str(at) for at in range(20)]
    assert err == "." * 20


def test_nothing_is_asked(tmp_path: Path) -> None:
    """A model that asks for input gets none, and what was typed is left for the script."""
    out, _ = heard(
        """
        with silence():
            try:
                input()
            except EOFError:
                pass
        print(input())
        """,
        tmp_path,
    )
    assert out == "typed\n"


def test_closed_streams_stay_closed(tmp_path: Path) -> None:
    """A script that closed its output, or has none, is left as it is."""
    out, err = heard(
        """
        print("first", flush=True)
        os.close(1)
        with silence():
            print("silent")
        sys.stdout = None
        with silence():
            pass
        try:
            os.fstat(1)
        except OSError:
            os.write(2, b"still closed")
        os._exit(0)
        """,
        tmp_path,
    )
    assert (out, err) == ("first\n", "still closed")


def test_errors_pass_and_streams_come_back() -> None:
    """Whatever ends the silence, the streams are the very objects they were."""
    before = sys.stdout, sys.stderr, sys.stdin
    with pytest.raises(KeyError), silence():
        raise KeyError

    assert (sys.stdout, sys.stderr, sys.stdin) == before


def test_a_stream_that_the_model_exchanged_is_left_alone(capsys: pytest.CaptureFixture[str]) -> None:
    """If something else took the stream's place meanwhile, it stays there."""
    before, mine = sys.stdout, open("/dev/null", "w")  # noqa: SIM115 - closed below
    with silence():
        sys.stdout = mine
    taken, sys.stdout = sys.stdout, before
    mine.close()

    assert taken is mine


def test_debugging_is_not_silent(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    """With TIEOUT_DEBUG everything is seen, replays and all."""
    monkeypatch.setenv("TIEOUT_DEBUG", "1")
    with silence() as aloud:
        print("seen")
        aloud(lambda: logging.getLogger(threading.current_thread().name))

    assert capsys.readouterr().out == "seen\n"
