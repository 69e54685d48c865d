"""A script that is run by tieout behaves byte for byte as it does under plain Python."""

from __future__ import annotations

import os
import py_compile
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from pathlib import Path

import pytest

from record.scripts import COMPILED, SCRIPTS
from tieout.errors import TieoutError
from tieout.record.runner import run_script

SOURCE = Path(__file__).parents[2] / "src"

# Runs a script with a sink that looks at what it is told, as a real one does, and keeps nothing.
DRIVER = """
import sys
sys.path.insert(1, {source!r})
from tieout.record.runner import run_script
class Sink:
    def fault(self, what, exc):
        print("FAULT", what, repr(exc), file=sys.__stderr__)
    def __getattr__(self, name):
        return lambda *values: [type(value).__name__ for value in values]
args = sys.argv[1:]
module = args[0] == "-m"
if module:
    del args[0]
sys.exit(run_script(args[0], args[1:], module=module, sink=Sink(), begin=lambda notes: None, end=lambda: None))
"""


def launch(folder: Path, *command: str, stdin: str = "Ada\nmore\n") -> tuple[str, str, int]:
    """Run Python in a folder; give standard output, standard error and return code."""
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        input=stdin,
        capture_output=True,
        text=True,
        timeout=60,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1", "PYTHONHASHSEED": "0"},
        check=False,
    )
    return done.stdout, done.stderr, done.returncode


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give a folder with a driver, and modules and packages that scripts import."""
    path = tmp_path_factory.mktemp("user")
    files = {
        "drive.txt": DRIVER.format(source=str(SOURCE)),
        "sib.py": "def half(x):\n    return x / 2\n\nprint('sib', __name__, half(5))\n",
        "raising.py": "def f(n):\n    return n / 0\n\nf(3)\n",
        "broken.py": "x = 1\ndef f(:\n    pass\n",
        "imports_broken.py": "import broken\n",
        "pack/__init__.py": "from . import inner\nSIZE = 3 / 2\n",
        "pack/inner.py": "from .. import pack if False else None\n",
        "pack/__main__.py": "import sys\nfrom .inner import VALUE\nprint(__name__, __package__, __spec__.name, VALUE)\n"
        "print(sys.argv[1:], sys.path[0])\n",
        "app/__main__.py": "import sys, helper\nprint(__name__, __package__, sys.argv, sys.path[0], helper.X)\n"
        "print(1 / 0)\n",
        "app/helper.py": "X = 3 / 4\n",
    }
    files["pack/inner.py"] = (
        "from . import __name__ as own\nVALUE = len(own) / 2\n\ndef fail(n):\n    return VALUE / n\n"
    )
    for name, text in files.items():
        (path / name).parent.mkdir(exist_ok=True)
        (path / name).write_text(text)
    for name, text in SCRIPTS.items():
        body = textwrap.dedent(text).strip("\n") + "\n"
        (path / f"t_{name.replace('-', '_')}.py").write_bytes(body.encode("latin-1" if name == "encoding" else "utf-8"))
    return path


def both(folder: Path, *command: str) -> tuple[tuple[str, str, int], tuple[str, str, int]]:
    """Run a command line plainly and recorded."""
    driver = (folder / "drive.txt").read_text()
    return launch(folder, *command), launch(folder, "-c", driver, *command)


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_says_and_returns_the_same(folder: Path, name: str) -> None:
    plain, noted = both(folder, f"t_{name.replace('-', '_')}.py", "an", "--argument=1")
    assert noted == plain


@pytest.mark.parametrize(
    "command",
    [
        ("-m", "pack", "x"),
        ("-m", "pack.inner"),
        ("-m", "t_raises"),
        ("-m", "t_interrupt"),
        ("-m", "t_exit_text"),
        ("-m", "t_syntax_error"),
        ("-m", "t_recursion"),
        ("-m", "t_multiprocessing_spawn"),
        ("-m", "pack.absent"),
        ("app", "x"),
        ("./t_prints.py",),
        ("app/../t_globals.py",),
        ("app/__main__.py",),
    ],
    ids=" ".join,
)
def test_modules_and_folders_run_as_they_do(folder: Path, command: tuple[str, ...]) -> None:
    plain, noted = both(folder, *command)
    assert noted == plain


def test_a_zip_and_a_compiled_file_run_as_they_do(folder: Path) -> None:
    with zipfile.ZipFile(folder / "app.zip", "w") as archive:
        archive.write(folder / "app" / "__main__.py", "__main__.py")
        archive.write(folder / "app" / "helper.py", "helper.py")
    py_compile.compile(str(folder / "t_raises.py"), cfile=str(folder / "raises.pyc"))
    for target in ("app.zip", "raises.pyc"):
        plain, noted = both(folder, target, "x")
        assert noted == plain


def merged(folder: Path, *command: str) -> tuple[bytes, int]:
    """Run Python with both streams in one file, as `> log 2>&1` does."""
    with (folder / "log").open("w+b") as log:
        code = subprocess.call([sys.executable, *command], cwd=folder, stdout=log, stderr=log, stdin=subprocess.DEVNULL)
        log.seek(0)
        return log.read(), code


@pytest.mark.parametrize("command", ["t_raises.py", "t_exit_text.py", "t_atexit.py", "t_prints.py", "-m t_exit_text"])
def test_output_and_errors_come_in_the_same_order(folder: Path, command: str) -> None:
    driver = (folder / "drive.txt").read_text()
    assert merged(folder, "-c", driver, *command.split()) == merged(folder, *command.split())


# Writes a line to a file when recording begins and when it ends.
TOLD = """
import os, sys
sys.path.insert(1, {source!r})
from tieout.record.runner import run_script
class Sink:
    def __getattr__(self, name):
        return lambda *values: None
def tell(word):
    with open("told", "a") as stream:
        stream.write(word + "\\n")
begin = lambda notes: tell("begin")
end = lambda: tell("end " + str(type(sys.exc_info()[1]).__name__))
sys.exit(run_script(sys.argv[1], sys.argv[2:], module=False, sink=Sink(), begin=begin, end=end))
"""


@pytest.fixture
def telling(folder: Path) -> Path:
    """Give the folder with an empty file of what is told."""
    (folder / "told").write_text("")
    return folder


@pytest.mark.parametrize(
    ("name", "outcome"),
    [
        ("prints", "NoneType"),
        ("raises", "ZeroDivisionError"),
        ("exit-3", "SystemExit"),
        ("interrupt", "KeyboardInterrupt"),
        ("fork", "NoneType"),
        ("killed", "NoneType"),
    ],
)
def test_the_end_is_told_once_whatever_it_is(telling: Path, name: str, outcome: str) -> None:
    launch(telling, "-c", TOLD.format(source=str(SOURCE)), f"t_{name.replace('-', '_')}.py")
    assert (telling / "told").read_text().splitlines() == ["begin", f"end {outcome}"]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_from_outside_ends_the_run_as_it_would(telling: Path, number: int) -> None:
    (telling / "waits.py").write_text("import time\nprint('ready', flush=True)\ntime.sleep(30)\nprint('late')\n")
    ends = []
    for extra in ([], ["-c", TOLD.format(source=str(SOURCE))]):
        process = subprocess.Popen(
            [sys.executable, *extra, "waits.py"],
            cwd=telling,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        time.sleep(0.1)
        process.send_signal(number)
        ends.append((*process.communicate(timeout=20), process.returncode))
    assert ends[0] == ends[1]
    assert ends[0][2] == -number
    assert (telling / "told").read_text().splitlines()[0] == "begin"
    assert (telling / "told").read_text().splitlines()[1].startswith("end ")


def test_a_failing_end_does_not_change_the_outcome(folder: Path) -> None:
    driver = TOLD.format(source=str(SOURCE)).replace("end = lambda:", "end = lambda: 1 / 0 or")
    assert launch(folder, "-c", driver, "t_exit_3.py") == launch(folder, "t_exit_3.py")


class Deaf:
    """A sink for runs that never start."""

    def nothing(self, *values: object) -> None:
        pass

    compared = computed = divided = reduced = scalar = shown = fault = nothing


@pytest.mark.parametrize(
    ("target", "module", "slug", "fix"),
    [
        ("t_print.py", False, "no-such-script", "t_prints.py"),
        ("nowhere/x.py", False, "no-such-script", "give the path"),
        ("pack/..", False, "no-main-in-folder", "name the script"),
        ("not_a_module_at_all", True, "no-such-module", "run from the folder"),
    ],
)
def test_a_target_that_is_not_there_is_a_usage_error(
    folder: Path, monkeypatch: pytest.MonkeyPatch, target: str, module: bool, slug: str, fix: str
) -> None:
    monkeypatch.chdir(folder)
    with pytest.raises(TieoutError) as caught:
        run_script(target, [], module=module, sink=Deaf(), begin=lambda notes: None, end=lambda: None)
    assert (caught.value.slug, caught.value.code) == (slug, 2)
    assert fix in caught.value.fix


def test_no_cached_file_is_read_or_written_for_the_users_modules(folder: Path) -> None:
    cached = folder / "__pycache__"
    driver = (folder / "drive.txt").read_text()
    subprocess.run([sys.executable, "-c", driver, "t_siblings.py"], cwd=folder, capture_output=True, check=False)
    assert not cached.exists()


@pytest.mark.torch
def test_torch_compile_sees_the_users_own_bytecode(folder: Path) -> None:
    """Graphs, graph breaks and counters are those of a plain run."""
    pytest.importorskip("torch")
    (folder / "compiled.py").write_text(COMPILED)
    plain, noted = both(folder, "compiled.py")
    assert plain[2] == 0, plain[1]
    assert (noted[0], noted[2]) == (plain[0], plain[2])
