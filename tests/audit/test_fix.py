"""`tieout fix` writes a mended copy, shows the score before and after, and overwrites nothing."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from sklearn.datasets import load_digits

from tieout.cli import program
from tieout.errors import TieoutError

BUILD = """
import torch

def build():
    return torch.nn.Sequential(
        torch.nn.Linear(64, 32), torch.nn.BatchNorm1d(32), torch.nn.ReLU(), torch.nn.Linear(32, 10)
    )
"""


@pytest.fixture(scope="module")
def trained(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Any]:
    """A network on digits, its weights, and weights whose running statistics were lost."""
    import torch

    folder = tmp_path_factory.mktemp("trained")
    (folder / "network.py").write_text(BUILD)
    space: dict[str, Any] = {}
    exec(BUILD, space)
    x, y = load_digits(return_X_y=True)
    x = x.astype(np.float32)
    np.savez(folder / "train.npz", x=x[:1000], y=y[:1000])
    np.savez(folder / "test.npz", x=x[1000:], y=y[1000:])
    torch.manual_seed(0)
    net = space["build"]()
    optimizer = torch.optim.Adam(net.parameters(), 0.01)
    for _ in range(80):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(torch.from_numpy(x[:1000])), torch.from_numpy(y[:1000])).backward()
        optimizer.step()
    torch.save(net.state_dict(), folder / "whole.pt")
    lost = {k: torch.zeros_like(v) if "mean" in k else torch.ones_like(v) if "var" in k else v
            for k, v in net.state_dict().items()}  # fmt: skip
    torch.save(lost, folder / "lost.pt")
    net.eval()
    with torch.no_grad():
        np.save(folder / "p.npy", net(torch.from_numpy(x[1000:])).argmax(1).numpy())
    return folder, net


def _fixed(*arguments: object) -> str:
    done = CliRunner().invoke(program, ["fix", *map(str, arguments)], standalone_mode=False)
    if done.exception is not None:
        raise done.exception
    return done.output


def _accuracy(folder: Path, file: Path) -> float:
    import torch

    space: dict[str, Any] = {}
    exec(BUILD, space)
    net = space["build"]()
    net.load_state_dict(torch.load(file, weights_only=True))
    net.eval()
    with np.load(folder / "test.npz") as held, torch.no_grad():
        return float((net(torch.from_numpy(held["x"])).argmax(1).numpy() == held["y"]).mean())


@pytest.mark.parametrize("way", ["recalibrate", "checkpoint"])
def test_lost_statistics_come_back(trained: tuple[Path, Any], tmp_path: Path, way: str) -> None:
    """Computed again over the training rows, or taken from the whole checkpoint: the score is back."""
    folder, _ = trained
    out = tmp_path / "mended.pt"
    common = [
        "--model",
        folder / "lost.pt",
        "--loader",
        f"{folder / 'network.py'}:build",
        "--data",
        folder / "test.npz",
    ]
    ways = {
        "recalibrate": ["--recalibrate-batchnorm", "--train-data", folder / "train.npz"],
        "checkpoint": ["--from-checkpoint", folder / "whole.pt"],
    }
    before, right = _accuracy(folder, folder / "lost.pt"), _accuracy(folder, folder / "whole.pt")
    told = _fixed(*ways[way], *common, "--out", out)
    after = _accuracy(folder, out)
    assert before < right - 0.1
    assert after == pytest.approx(right, abs=0.01)
    assert f"{before:.4f} before, {after:.4f} after" in told


def test_nothing_is_overwritten(trained: tuple[Path, Any]) -> None:
    """A file that exists is left alone."""
    folder, _ = trained
    held = (folder / "whole.pt").read_bytes()
    arguments = ["--from-checkpoint", folder / "whole.pt", "--model", folder / "lost.pt"]
    with pytest.raises(TieoutError, match="exists"):
        _fixed(*arguments, "--loader", f"{folder / 'network.py'}:build", "--out", folder / "whole.pt")
    assert (folder / "whole.pt").read_bytes() == held


def test_labels_are_renumbered(trained: tuple[Path, Any], tmp_path: Path) -> None:
    """Labels in alphabetical order of their names get the numbers of the model; right labels are left alone."""
    folder, _ = trained
    with np.load(folder / "test.npz") as held:
        truth = held["y"]
    names = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]
    order = sorted(names)
    np.save(tmp_path / "y.npy", np.array([order.index(names[label]) for label in truth]))
    given = ["--label-map", "--predictions", folder / "p.npy", "--labels"]
    _fixed(*given, tmp_path / "y.npy", "--out", tmp_path / "right.npy")
    assert np.array_equal(np.load(tmp_path / "right.npy"), truth)
    with pytest.raises(TieoutError, match="nothing to mend"):
        _fixed(*given, tmp_path / "right.npy", "--out", tmp_path / "again.npy")
