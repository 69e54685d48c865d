"""A recorded script prints, returns, raises and computes what it does under plain Python, byte for byte."""

from __future__ import annotations

import hashlib
import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
import zipfile
from dataclasses import dataclass
from pathlib import Path

import pytest

from diagnosis import measure

PLAIN = [sys.executable]
RECORDED = [sys.executable, "-m", "tieout", "run"]
SECONDS = 300
# As few differences between two runs of plain Python as can be; warnings stay on, because they count as output.
SETTINGS = {name: value for name, value in measure.SETTINGS.items() if name != "PYTHONWARNINGS"}

# Keras writes the time and the addresses of objects into its files, beside the weights.
KERAS_OWN = {"metadata.json", "config.json"}

PROGRAMS = [
    "torch_refit_scaler",
    pytest.param("torch_dropout_functional", marks=pytest.mark.slow),
    pytest.param("torch_batchnorm_forgotten_eval", marks=pytest.mark.slow),
    pytest.param("torch_dropout2d_trainer", marks=pytest.mark.slow),
    pytest.param("torch_wrong_checkpoint_last", marks=pytest.mark.slow),
    "sklearn_refit_scaler",
    pytest.param("sklearn_leakage_oversampling", marks=pytest.mark.slow),
    pytest.param("sklearn_f1_batches", marks=pytest.mark.slow),
    pytest.param("sklearn_missing_scaler", marks=pytest.mark.slow),
    pytest.param("keras_checkpoint_mode_max", marks=[pytest.mark.slow, pytest.mark.keras]),
    pytest.param("keras_tape_test_step", marks=[pytest.mark.slow, pytest.mark.keras]),
    pytest.param("keras_manual_test_loop", marks=[pytest.mark.slow, pytest.mark.keras]),
]

NET = """
    import torch, torch.nn as nn, torch.nn.functional as F
    torch.manual_seed(0)
    class Net(nn.Module):
        def __init__(self):
            super().__init__()
            self.a, self.b, self.c = nn.Linear(4, 8), nn.BatchNorm1d(8), nn.Linear(8, 3)
        def forward(self, x):
            x = F.dropout(F.relu(self.b(self.a(x))), 0.5, self.training)
            return self.c(x)
    net, x, y = Net(), torch.randn(96, 4), torch.arange(96) % 3
    optimizer = torch.optim.Adam(net.parameters(), 0.01)
    def fit(batches):
        net.train()
        for xb, yb in batches:
            optimizer.zero_grad()
            losses = F.cross_entropy(net(xb), yb, reduction="none")
            loss = losses.mean()
            total = loss / 2
            total.backward()
            optimizer.step()
            print(float(total.detach()), f"{loss.item():.9f}")
    def score():
        net.eval()
        with torch.no_grad():
            accuracy = (net(x).argmax(1) == y).float().mean().item()
        print("accuracy", accuracy)
        return accuracy
"""

SCRIPTS: dict[str, str] = {
    "raises": NET
    + """
    fit([(x[:32], y[:32])])
    score()
    class Wrong(Exception):
        pass
    class Broken(Net):
        def forward(self, x):
            try:
                return super().forward(x[:, :3])
            except RuntimeError as error:
                raise Wrong("bad shape") from error
    net = Broken()
    score()
    """,
    "exits": """
    import sys
    accuracy = 3 / 4
    print(accuracy)
    sys.exit(3)
    """,
    "exits_with_words": """
    import sys
    sys.exit("nothing to train on")
    """,
    "reads_stdin": """
    import sys
    name = input("name? ")
    rest = sys.stdin.read().split()
    mean = sum(map(float, rest)) / len(rest)
    print(name, mean)
    """,
    "workers": NET
    + """
    from torch.utils.data import DataLoader, TensorDataset
    if __name__ == "__main__":
        loader = DataLoader(TensorDataset(x, y), batch_size=16, shuffle=True, num_workers=2)
        fit(loader)
        score()
        print(torch.rand(2).tolist(), torch.initial_seed())
    """,
    "draws": NET
    + """
    import random
    import numpy as np
    random.seed(1); np.random.seed(2); generator = np.random.default_rng(3)
    from torch.utils.data import DataLoader, TensorDataset
    fit(DataLoader(TensorDataset(x, y), batch_size=32, shuffle=True))
    score()
    net.train()
    with torch.no_grad():
        print((net(x).argmax(1) == y).float().mean().item())
    print(random.random(), np.random.rand(3), generator.normal(), torch.rand(3).tolist())
    state = net.state_dict()
    torch.save(state, "net.pt")
    net.load_state_dict(torch.load("net.pt"))
    np.savez("draws.npz", a=np.random.rand(3), b=torch.rand(2).numpy())
    """,
    "scripted": NET
    + """
    print(torch.jit.script(net).code)
    @torch.jit.script
    def loss_of(p: torch.Tensor, t: torch.Tensor) -> torch.Tensor:
        return F.mse_loss(p, t) + F.cross_entropy(p, t.argmax(1))
    class Attention(nn.Module):
        def forward(self, q: torch.Tensor) -> torch.Tensor:
            return F.scaled_dot_product_attention(q, q, q, dropout_p=0.0)
    def local():
        @torch.jit.script
        class Pair:
            def __init__(self, left: torch.Tensor):
                self.left = left
        return Pair
    print(loss_of(x, x * 2).item(), local()(x).left.sum().item())
    print(torch.jit.script(Attention())(torch.ones(1, 1, 2, 4)).sum().item())
    scripted = torch.jit.script(net)
    scripted.save("scripted.pt")
    net = torch.jit.load("scripted.pt")
    score()
    """,
    "traced": NET
    + """
    net.eval()
    traced = torch.jit.trace(net, x)
    print(traced.code, traced.graph)
    class Loss(nn.Module):
        def forward(self, p):
            size = p.shape[0]
            mean = p.mean() / size
            return F.mse_loss(p, p * 2) + mean
    print(torch.jit.trace(Loss(), x).graph)
    symbolic = torch.fx.symbolic_trace(net)
    print(symbolic.code, [n.target is F.dropout for n in symbolic.graph.nodes])
    print(symbolic(x).sum().item())
    """,
    "forks": """
    import multiprocessing, os, sys
    def mean(values):
        total = sum(values)
        return total / len(values)
    if __name__ == "__main__":
        with multiprocessing.get_context("fork").Pool(2) as pool:
            print(pool.map(mean, [[1, 2], [3, 4, 5]]))
        sys.stdout.flush()
        if os.fork() == 0:
            print("child", mean([1.0, 4.0]))
            sys.exit(5)
        print("parent", os.waitstatus_to_exitcode(os.wait()[1]))
    """,
    "loud": NET
    + """
    import atexit, logging, os, sys, threading, time, warnings
    class Loud(Net):
        def forward(self, x):
            print("forward", tuple(x.shape))
            sys.stdout.write("again")
            os.write(2, b"native\\n")
            warnings.warn("a call")
            logging.warning("a call")
            return super().forward(x)
    net = Loud()
    def chatter():
        for at in range(60):
            time.sleep(0.05)
            sys.stderr.write(f"still here {at}\\n")
    if "threads" in sys.argv:
        threading.Thread(target=chatter).start()
    net.train()
    with torch.no_grad():
        print("accuracy", (net(x).argmax(1) == y).float().mean().item())
    print("no newline", end="")
    atexit.register(lambda: print("bye", torch.rand(1).item()))
    """,
    "closes": """
    import atexit, os, sys
    atexit.register(lambda: print("bye"))
    ratio = 3 / 4
    print(ratio)
    sys.stderr.write("no newline")
    os.close(0)
    """,
}


@dataclass
class Outcome:
    """What can be seen of a run from outside."""

    code: int
    out: bytes
    err: bytes
    files: dict[str, str]


def environment() -> dict[str, str]:
    return {**os.environ, **SETTINGS}


def outcome_of(start: list[str], scene: Path, command: list[str], given: bytes = b"") -> Outcome:
    """Run a script in a scene and look at everything it leaves."""
    done = subprocess.run(
        [*start, *command], cwd=scene, env=environment(), input=given, capture_output=True, timeout=SECONDS
    )
    return Outcome(done.returncode, done.stdout, done.stderr, files_of(scene))


def files_of(scene: Path) -> dict[str, str]:
    """Give a digest for every file of a scene; archives by what is in them, without the date they were made."""
    found = {}
    for path in sorted(scene.rglob("*")):
        inside = path.relative_to(scene)
        if path.is_file() and not {".tieout", "__pycache__"} & set(inside.parts):
            found[str(inside)] = _digest(path)
    return found


def _digest(path: Path) -> str:
    mark = hashlib.sha256()
    if zipfile.is_zipfile(path):
        with zipfile.ZipFile(path) as archive:
            for entry in archive.namelist():
                mark.update(entry.encode() + b"\0")
                if entry not in KERAS_OWN:
                    mark.update(archive.read(entry))
    else:
        mark.update(path.read_bytes())
    return mark.hexdigest()


def written(scene: Path, source: str) -> Path:
    scene.mkdir()
    (scene / "script.py").write_text(textwrap.dedent(source), "utf-8")
    return scene


@pytest.mark.parametrize("name", PROGRAMS)
def test_a_program_computes_the_same(tmp_path: Path, name: str) -> None:
    """Output, exit code and every file a program writes, weights among them, are the same recorded and not."""
    folder = measure.PROGRAMS / name
    seen: list[list[Outcome]] = []
    for start in (PLAIN, RECORDED):
        scene = tmp_path / "scene"  # one path for both: it stands in tracebacks and files
        measure.copy_scene(folder, scene)
        seen.append([outcome_of(start, scene, command) for command in measure.truth(folder)["run"]])
        shutil.rmtree(scene)

    assert seen[1] == seen[0]
    assert [each.code for each in seen[0]] == [0] * len(seen[0])


SLOW = {"workers", "traced"}


@pytest.mark.parametrize("name", [pytest.param(n, marks=[pytest.mark.slow] * (n in SLOW)) for n in SCRIPTS])
def test_a_script_ends_the_same(tmp_path: Path, name: str) -> None:
    """Whatever a script does and however it ends, nothing of it is different when it is recorded."""
    source, given = SCRIPTS[name].replace("\n    ", "\n"), b"Ada\n1 2 3.5\n"
    scene = written(tmp_path / "scene", source)
    plain = outcome_of(PLAIN, scene, ["script.py"], given)
    shutil.rmtree(scene)
    written(scene, source)

    recorded = outcome_of(RECORDED, scene, ["script.py"], given)

    assert recorded == plain
    assert faults_of(scene) == []


def faults_of(scene: Path, run: str = "script") -> list[str]:
    """Give the faults that a recording counted; there must be none, or less was recorded than it looks."""
    faults: list[str] = json.loads((scene / ".tieout" / run / "recording.json").read_text("utf-8"))["faults"]
    return faults


@pytest.mark.slow
def test_a_compiled_model_computes_the_same(tmp_path: Path) -> None:
    """`torch.compile` makes as many graphs as ever, and they give the same numbers."""
    source = (
        NET
        + """
    graphs = []
    def backend(graph, inputs):
        graphs.append([node.name for node in graph.graph.nodes if node.op == "call_function"])
        return graph.forward
    plain, net = net, torch.compile(net, backend=backend)
    fit([(x, y)] * 3)
    score()
    @torch.compile(backend=backend)
    def step(x, y):
        return F.cross_entropy(plain(x), y)
    print(step(x, y).item(), step(x, y).item())
    print(graphs)
    """
    )
    source = source.replace("\n    ", "\n")
    scene = written(tmp_path / "scene", source)
    plain = outcome_of(PLAIN, scene, ["script.py"])
    shutil.rmtree(scene)
    written(scene, source)

    recorded = outcome_of(RECORDED, scene, ["script.py"])

    assert recorded == plain
    assert plain.code == 0


INTERRUPTED = (
    NET
    + """
    import os
    import sys
    import time
    score()
    print("half way", flush=True)
    os.kill(os.getpid(), int(sys.argv[1]))
    time.sleep(60)
"""
)


@pytest.mark.parametrize(("number", "ended"), [(signal.SIGINT, "SIGINT"), (signal.SIGKILL, "running")])
def test_an_interrupted_script_dies_the_same(tmp_path: Path, number: signal.Signals, ended: str) -> None:
    """A script that is stopped half way dies of the same signal with the same words, and its recording opens."""
    scene = written(tmp_path / "scene", INTERRUPTED.replace("\n    ", "\n"))
    died = []
    for start in (PLAIN, RECORDED):
        with subprocess.Popen(
            [*start, "script.py", str(int(number))],
            cwd=scene,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        ) as process:  # it signals itself, so that it dies at the same line both times
            rest = process.communicate(timeout=SECONDS)
        died.append((rest, process.returncode))

    assert died[1] == died[0]
    assert died[0][0][0].endswith(b"half way\n")
    assert died[0][1] == -number
    shown = subprocess.run(
        [sys.executable, "-m", "tieout", "show"], cwd=scene, env=environment(), capture_output=True, text=True
    )
    assert shown.returncode == 0, shown.stderr
    assert shown.stdout.splitlines()[0].split()[0] == "script"
    assert ended in shown.stdout.splitlines()[0]
    assert ("accuracy" in shown.stdout) == (ended != "running")


SLOW_TO_EXAMINE = (
    NET
    + """
    import os, time
    class Waiting(Net):
        def forward(self, x):
            if os.path.exists("over"):
                open("waiting", "w").close()
                time.sleep(60)
            return super().forward(x)
    waiting = Waiting()
    waiting.train()
    with torch.no_grad():
        print("noisy", (waiting(x).argmax(1) == y).float().mean().item())
    score()
    open("over", "w").close()
    print("over", flush=True)
"""
)


@pytest.mark.slow
@pytest.mark.parametrize(("number", "code"), [(signal.SIGINT, 0), (signal.SIGTERM, -signal.SIGTERM)])
def test_an_examination_can_be_cut_short(tmp_path: Path, number: signal.Signals, code: int) -> None:
    """Ctrl-C during the replays gives up the rest; what was measured so far is kept, and so is the exit code."""
    scene = written(tmp_path / "scene", SLOW_TO_EXAMINE.replace("\n    ", "\n"))
    with subprocess.Popen([*RECORDED, "script.py"], cwd=scene, env=environment(), stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while process.stdout.readline() != b"over\n":
            continue
        patience = time.monotonic() + 60
        while not (scene / "waiting").exists() and time.monotonic() < patience:
            time.sleep(0.05)
        process.send_signal(number)
        process.communicate(timeout=40)

    assert process.returncode == code
    recording = json.loads((scene / ".tieout" / "script" / "recording.json").read_text("utf-8"))
    assert recording["ended"] == "ok"
    assert recording["passes"]
    ids = {score["name"]: score["id"] for score in recording["scores"]}
    assert set(recording["examinations"]) == {ids["accuracy"]}
    assert len(ids) > 1
