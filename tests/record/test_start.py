"""Recording is not there before the script's first line: nothing heavy is loaded, and what the script sets up holds."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tieout.record.hooks import ADAPTERS

HEAVY = ["numpy", "scipy", "pandas", "torch", "tensorflow", "keras", "sklearn", "jinja2", "plotly"]


def run(folder: Path, source: str) -> subprocess.CompletedProcess[str]:
    (folder / "script.py").write_text(source)
    command = [sys.executable, "-m", "tieout", "run", "script.py"]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True)


def test_the_first_line_finds_no_numpy(tmp_path: Path) -> None:
    """What a script sets before it imports numpy, such as OMP_NUM_THREADS, holds."""
    done = run(tmp_path, f"import sys\nprint([name for name in {HEAVY!r} if name in sys.modules])\n")

    assert done.stdout == "[]\n"
    assert done.stderr == ""


def test_numpy_comes_with_the_scripts_own_import_only(tmp_path: Path) -> None:
    """Files of plain values are noted without it, and arrays are noted as ever once it is there."""
    source = (
        "import json, sys\n"
        "with open('plain.json', 'w') as file:\n    json.dump({'a': 0.5}, file)\n"
        "print('numpy' in sys.modules)\n"
        "import numpy as np\n"
        "np.save('rows.npy', np.ones(3))\n"
        "print(np.mean(np.array([0.5, 1.0])))\n"
    )
    done = run(tmp_path, source)
    kept = json.loads((tmp_path / ".tieout" / "script" / "recording.json").read_text())

    assert done.stdout == "False\n0.75\n"
    assert [Path(file["path"]).name for file in kept["files"]] == ["plain.json", "rows.npy"]
    assert kept["faults"] == []
    assert kept["host"]["numpy"]


def test_settings_made_in_the_script_reach_numpy(tmp_path: Path) -> None:
    """The libraries below numpy read the environment once, when they are loaded; they see the script's value."""
    pytest.importorskip("threadpoolctl")
    source = (
        "import os\nos.environ['OMP_NUM_THREADS'] = os.environ['OPENBLAS_NUM_THREADS'] = '1'\n"
        "import numpy, threadpoolctl\nprint([pool['num_threads'] for pool in threadpoolctl.threadpool_info()])\n"
    )
    environment = {k: v for k, v in os.environ.items() if not k.endswith("_NUM_THREADS")}
    (tmp_path / "script.py").write_text(source)
    command = [sys.executable, "-m", "tieout", "run", "script.py"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, env=environment)

    assert done.stdout == "[1]\n"


@pytest.mark.parametrize("statement", ["import tieout", "import tieout.cli", "import tieout.watch"])
def test_our_own_modules_load_nothing_heavy(statement: str) -> None:
    """`import tieout` and the way to the script's first line stay within the standard library and small packages."""
    probe = f"import sys\n{statement}\nprint([name for name in {HEAVY!r} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)

    assert done.stdout == "[]\n"


def test_every_adapter_is_started_by_the_import_it_names() -> None:
    """The table of imports that start adapters agrees with the adapters."""
    probe = (
        "import importlib, json\n"
        f"names = {sorted(ADAPTERS)!r}\n"
        "modules = {name: importlib.import_module(f'tieout.adapters.{name}') for name in names}\n"
        "found = {n: [a.module for a in getattr(m, 'ADAPTERS', (m.ADAPTER,))] for n, m in modules.items()}\n"
        "print(json.dumps(found))"
    )
    done = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True)

    assert {name: set(starts) for name, starts in json.loads(done.stdout).items()} == {
        name: set(starts) for name, starts in ADAPTERS.items()
    }
