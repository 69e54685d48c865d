"""An opening that was never recorded: the statement starts from the number as it was given, or as a log has it."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

TEST = """
import numpy as np
import joblib

data = np.load("test.npz")
model = joblib.load("model.joblib")
accuracy = (model.predict(data["x"]) == data["y"]).mean()
print("test accuracy", round(accuracy, 4))
"""


def _tieout(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "tieout", *arguments]
    return subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)


@pytest.fixture(scope="module")
def scored(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, float]:
    """A folder where only test.py was recorded, and the accuracy it printed."""
    import joblib
    import numpy as np
    from sklearn.datasets import load_digits
    from sklearn.linear_model import LogisticRegression

    folder = tmp_path_factory.mktemp("scored")
    x, y = load_digits(return_X_y=True)
    joblib.dump(LogisticRegression(max_iter=50).fit(x[:300], y[:300]), folder / "model.joblib")
    np.savez(folder / "test.npz", x=x[300:], y=y[300:])
    (folder / "test.py").write_text(TEST)
    done = _tieout(folder, "run", "test.py")
    assert done.returncode == 0, done.stderr
    return folder, float(done.stdout.split()[-1])


def _statement(folder: Path, *arguments: str) -> Any:
    done = _tieout(folder, "explain", *arguments, "--json")
    assert done.returncode == 0, done.stderr
    statement = json.loads(done.stdout)
    parts = [line["amount"] for line in statement["lines"]] + list(statement["unexplained"].values())
    assert statement["opening"]["value"] + sum(parts) == pytest.approx(statement["closing"]["value"])
    return statement


def test_the_statement_starts_from_the_number_as_given(scored: tuple[Path, float]) -> None:
    """A difference beyond sampling, with nothing wrong on the recorded side, stays unexplained of the opening."""
    folder, accuracy = scored
    statement = _statement(folder, "0.9876", str(accuracy))
    assert statement["opening"]["value"] == 0.9876
    assert statement["opening"]["run"] == "reported"
    assert statement["lines"] == []
    assert statement["unexplained"]["opening"] == pytest.approx(statement["gap"])
    assert any("opening was not recorded" in note for note in statement["notes"])


def test_a_difference_within_sampling_is_called_that(scored: tuple[Path, float]) -> None:
    """Half a point over 1,497 rows is noise."""
    folder, accuracy = scored
    statement = _statement(folder, f"{accuracy + 0.005:.4f}", str(accuracy))
    assert statement["verdict"] == "noise.sampling"


def test_another_metric_of_the_same_predictions_is_recognised(scored: tuple[Path, float]) -> None:
    """A number that is, digit by digit, the macro F1 of the very predictions is no other model's accuracy."""
    folder, accuracy = scored
    (written,) = folder.glob(".tieout/*/recording.json")
    examinations = json.loads(written.read_text())["examinations"].values()
    f1 = next(each["by_metric"]["macro f1"]["value"] for each in examinations if each["by_metric"])
    statement = _statement(folder, f"{f1:.6f}", str(accuracy))
    (line,) = statement["lines"]
    assert statement["verdict"] == line["cause"] == "metric.definition"
    assert line["amount"] == pytest.approx(accuracy - f1, abs=1e-4)
    assert "macro f1" in line["says"]
    rounded = _statement(folder, f"{f1:.2f}", str(accuracy))  # any of several metrics is near a number of two digits
    assert rounded["verdict"] != "metric.definition"


def test_per_cent_and_rounding(scored: tuple[Path, float]) -> None:
    """The same score to fewer digits and in per cent leaves nothing to explain."""
    folder, accuracy = scored
    statement = _statement(folder, f"{100 * accuracy:.1f}%", str(accuracy))
    assert (statement["verdict"], statement["lines"]) == ("none", [])


def test_two_numbers_that_nobody_computed(scored: tuple[Path, float]) -> None:
    """The closing has to be recorded: with neither, the nearest are listed and the exit code is 3."""
    folder, _ = scored
    done = _tieout(folder, "explain", "0.1", "0.2")
    assert done.returncode == 3
    assert "nearest" in done.stderr


def test_with_two_runs_a_number_that_none_computed_is_mistyped(scored: tuple[Path, float], tmp_path: Path) -> None:
    """Where both runs were recorded, the number should be there."""
    folder, accuracy = scored
    for name in ("model.joblib", "test.npz", "test.py"):
        (tmp_path / name).write_bytes((folder / name).read_bytes())
    for name in ("one", "two"):
        assert _tieout(tmp_path, "run", "--name", name, "test.py").returncode == 0
    done = _tieout(tmp_path, "explain", "0.9876", str(accuracy))
    assert done.returncode == 3
    assert "no run computed 0.9876" in done.stderr


def test_the_opening_may_come_from_a_log(scored: tuple[Path, float]) -> None:
    """The last value of the tag is the opening; the epoch whose value is exactly the closing names the weights."""
    folder, _ = scored
    exact = _statement(folder, "test:accuracy", "test:accuracy")["closing"]["value"]
    rows = [(0, 0.71), (1, exact), (2, 0.9812)]
    text = "epoch,val_accuracy\n" + "".join(f"{epoch},{value!r}\n" for epoch, value in rows)
    (folder / "log.csv").write_text(text)
    statement = _statement(folder, "--from", "log.csv:val_accuracy", "test:accuracy")
    assert statement["opening"]["value"] == 0.9812
    assert statement["verdict"] == "state.wrong-checkpoint"
    assert "epoch 1" in statement["lines"][0]["says"]
    assert _statement(folder, "--from", "log.csv", "0.71", "test:accuracy")["opening"]["value"] == 0.71
    assert _tieout(folder, "explain", "--from", "log.csv:f1", "test:accuracy").returncode == 2


FILES_TEST = """
import numpy as np
import torch
from torch import nn

held = np.load("held.npz")
net = nn.Sequential(nn.Linear(64, 24), nn.ReLU(), nn.Linear(24, 10))
net.load_state_dict(torch.load("checkpoints/best.pt"))
net.eval()
with torch.no_grad():
    right = (net(torch.from_numpy(held["x"])).argmax(1).numpy() == held["y"]).mean()
print("accuracy", right)
"""


@pytest.mark.torch
def test_checkpoints_beside_the_one_loaded_are_tried(tmp_path: Path) -> None:
    """The file whose weights give the number is named; one within sampling is a note, unless a log bears it out."""
    import numpy as np
    import torch
    from sklearn.datasets import load_digits
    from torch import nn

    x, y = load_digits(return_X_y=True)
    rows, labels = torch.tensor(x / 16, dtype=torch.float32), torch.tensor(y)
    torch.manual_seed(0)
    net = nn.Sequential(nn.Linear(64, 24), nn.ReLU(), nn.Linear(24, 10))
    optimizer = torch.optim.SGD(net.parameters(), lr=0.5)
    (tmp_path / "checkpoints").mkdir()
    scores = []
    for epoch in range(1, 5):
        for part in torch.arange(1000).split(50):
            optimizer.zero_grad()
            nn.functional.cross_entropy(net(rows[part]), labels[part]).backward()
            optimizer.step()
        torch.save(net.state_dict(), tmp_path / "checkpoints" / f"epoch{epoch}.pt")
        scores.append(float((net(rows[1000:]).argmax(1) == labels[1000:]).double().mean()))
    (tmp_path / "checkpoints" / "best.pt").write_bytes((tmp_path / "checkpoints" / "epoch1.pt").read_bytes())
    (tmp_path / "checkpoints" / "other.pt").write_bytes(b"no checkpoint at all")
    np.savez(tmp_path / "held.npz", x=rows[1000:].numpy(), y=y[1000:])
    (tmp_path / "test.py").write_text(FILES_TEST)
    (tmp_path / "log.csv").write_text("epoch,accuracy\n" + "".join(f"{n},{v!r}\n" for n, v in enumerate(scores, 1)))
    assert scores[0] < scores[1] - 0.05 < scores[3] - 0.05
    assert _tieout(tmp_path, "run", "test.py").returncode == 0

    statement = _statement(tmp_path, f"{scores[3]:.4f}", f"{scores[0]:.4f}")
    assert statement["verdict"] == "state.wrong-checkpoint"
    assert statement["lines"][0]["amount"] == pytest.approx(scores[0] - scores[3])
    assert statement["lines"][0]["where"] == {"file": "test.py", "line": 8}
    assert "epoch4.pt gives" in statement["lines"][0]["says"]

    logged = _statement(tmp_path, "--from", "log.csv", f"{scores[1]!r}", f"{scores[0]:.4f}")
    assert "epoch2.pt gives" in logged["lines"][0]["says"]
    assert any("epoch 2 in log.csv" in note for note in logged["notes"])
