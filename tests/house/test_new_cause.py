"""The skeleton of a new cause has the names that the house rules ask for, and says what is to be filled in."""

import ast
import json
import shutil
from pathlib import Path

import pytest

import new_cause

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give the part of a checkout that a skeleton is written into."""
    shutil.copytree(ROOT / "src/tieout/causes", tmp_path / "src/tieout/causes")
    return tmp_path


def test_a_skeleton_is_whole(root: Path) -> None:
    """List, cause, test and program are there under one word, and are valid Python and JSON."""
    files = new_cause.write(root, "metric.rounded-early", "mistake", "sklearn")
    assert [path.relative_to(root).as_posix() for path in files] == [
        "src/tieout/causes/causes.json",
        "src/tieout/causes/metric/rounded_early.py",
        "tests/causes/metric/test_rounded_early.py",
        "bench/cases/sklearn_rounded_early/truth.json",
        "bench/cases/sklearn_rounded_early/train.py",
        "bench/cases/sklearn_rounded_early/test.py",
    ]
    listed = json.loads(files[0].read_text("utf-8"))["causes"]
    assert "metric.rounded-early" in {cause["id"] for cause in listed}
    for path in files:
        ast.parse(path.read_text("utf-8")) if path.suffix == ".py" else json.loads(path.read_text("utf-8"))


def test_nothing_is_overwritten(root: Path) -> None:
    """A cause that is there, a family that is not, and an id that is none are refused."""
    for id_ in ("metric.penalty", "weather.rain", "metric", "metric.a/b"):
        with pytest.raises(ValueError, match=r"exists|write it as"):
            new_cause.write(root, id_, "mistake", "torch")
