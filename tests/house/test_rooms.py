"""The house rules that a script can check: sizes, names, docstrings, and one word for cause, file, test and page."""

import ast
import importlib
import json
import pkgutil
import subprocess
import sys
from pathlib import Path

import pytest

from tieout.core.trial import Lever

ROOT = Path(__file__).resolve().parents[2]
SOURCE = ROOT / "src" / "tieout"
CAUSES = SOURCE / "causes"
FILES = sorted(path for path in SOURCE.rglob("*.py") if "__pycache__" not in path.parts)
LISTED = {cause["id"]: cause for cause in json.loads((CAUSES / "causes.json").read_text("utf-8"))["causes"]}
KINDS = {"by-design", "mistake", "environment", "noise"}


def cause_files() -> dict[str, Path]:
    """Give the file of every written cause by its id: files in a family's folder, unless their name starts with _."""
    return {
        f"{path.parent.name}.{path.stem.replace('_', '-')}": path
        for path in FILES
        if path.parent.parent == CAUSES and not path.stem.startswith("_")
    }


def name(path: Path) -> str:
    """Give the path inside the repository, as the id of a test."""
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_short(path: Path) -> None:
    """A source file stays under 400 lines, an adapter under 600."""
    limit = 600 if "adapters" in path.parts else 400
    assert len(path.read_text("utf-8").splitlines()) < limit


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_is_named_for_what_it_holds(path: Path) -> None:
    """No file is a drawer for odds and ends."""
    assert path.stem not in {"utils", "util", "common", "helpers", "misc"}


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_file_opens_with_a_sentence(path: Path) -> None:
    """The first statement of a file is a docstring whose first line ends a sentence."""
    first = (ast.get_docstring(ast.parse(path.read_text("utf-8"))) or "").partition("\n")[0]
    assert first.endswith((".", "?")), first


@pytest.mark.parametrize("path", FILES, ids=name)
def test_a_folder_is_a_package(path: Path) -> None:
    """Every folder with code is a package, so that its docstring can say what the room is for."""
    assert (path.parent / "__init__.py").is_file()


def test_the_list_of_causes_is_sound() -> None:
    """A cause is listed once, in a known family, with a known kind and one sentence."""
    raw = json.loads((CAUSES / "causes.json").read_text("utf-8"))
    assert len(LISTED) == len(raw["causes"])
    for key, cause in LISTED.items():
        family, _, slug = key.partition(".")
        assert family in raw["families"], key
        assert slug == slug.lower(), key
        assert "_" not in slug, key
        assert cause["kind"] in KINDS, key
        assert cause["says"], key


def test_a_written_cause_is_listed() -> None:
    """Folder and file of a cause spell an id of causes.json."""
    assert set(cause_files()) - set(LISTED) == set()


def test_a_written_cause_has_a_test_of_its_name() -> None:
    """causes/mode/dropout_active.py is tested by tests/causes/mode/test_dropout_active.py."""
    lacking = [
        key
        for key, path in cause_files().items()
        if not (ROOT / "tests" / "causes" / path.parent.name / f"test_{path.stem}.py").is_file()
    ]
    assert lacking == []


def test_a_cause_test_has_a_cause() -> None:
    """No test is left behind when a cause moves."""
    written = {(path.parent.name, path.stem) for path in cause_files().values()}
    tests = (ROOT / "tests" / "causes").glob("*/test_*.py")
    assert [name(path) for path in tests if (path.parent.name, path.stem.removeprefix("test_")) not in written] == []


def test_a_cause_declares_itself() -> None:
    """The `CAUSE` of a file has the id that folder and file spell, and looks at one score or at two."""
    for key, path in cause_files().items():
        cause = importlib.import_module(f"tieout.causes.{path.parent.name}.{path.stem}").CAUSE
        assert cause.id == key
        assert cause.title, key
        assert cause.examine or cause.compare, key


def test_an_adapter_speaks_about_every_lever() -> None:
    """An adapter of a framework with models has a lever or says why it cannot have it; its name is its file's."""
    for found in pkgutil.iter_modules([str(SOURCE / "adapters")]):
        if found.name.startswith("_"):
            continue
        adapter = importlib.import_module(f"tieout.adapters.{found.name}").ADAPTER
        assert adapter.name == found.name
        if adapter.levers or adapter.not_supported:
            assert adapter.levers.isdisjoint(adapter.not_supported)
            assert adapter.levers | set(adapter.not_supported) == set(Lever), found.name


def test_importing_tieout_loads_no_framework() -> None:
    """`import tieout` is quick and leaves frameworks, and numpy, to the user's script."""
    heavy = ("numpy", "scipy", "pandas", "torch", "tensorflow", "keras", "sklearn")
    probe = f"import sys, tieout; print([name for name in {heavy!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_public_names_are_these() -> None:
    """A change of the public names is a decision, made here."""
    import tieout

    assert sorted(tieout.__all__) == PUBLIC
    assert [public for public in tieout.__all__ if not hasattr(tieout, public)] == []


def test_a_public_name_stays_what_it_is() -> None:
    """A public name never turns into the room of the same name, in whichever order things are imported."""
    probe = """
import importlib, sys, types
for home in sys.argv[1:]:
    importlib.import_module(home)
import tieout
for _ in range(2):
    print(sorted(name for name in tieout.__all__ if isinstance(getattr(tieout, name), types.ModuleType)))
"""
    for homes in ([], ["tieout.cli", "tieout.explain", "tieout.watch", "tieout.record.store"]):
        done = subprocess.run([sys.executable, "-c", probe, *homes], capture_output=True, text=True, check=True)
        assert done.stdout.split("\n") == ["[]", "[]", ""], homes


PUBLIC = [
    "Given",
    "Line",
    "Recording",
    "Score",
    "Statement",
    "TieoutError",
    "Where",
    "__version__",
    "explain",
    "record",
    "recordings",
    "watch",
]
