"""Feed damaged files to everything that reads one: the answer has to be a table, a model or one clear line.

    python tools/fuzz_readers.py [--minutes 10] [--seed 0] [--only SUFFIX ...]

Each batch of files is read in a process of its own, so that a crash of a library is seen and costs one batch. What was
found is kept in the folder that is named at the end; keep it as a test in tests/audit once it is mended.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing as mp
import random
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

import numpy as np

BATCH = 60
PATIENCE = 120  # seconds for a batch


def seeds(folder: Path) -> list[Path]:
    """Write one sound file of each kind."""
    rng = np.random.default_rng(0)
    x, y = rng.normal(size=(40, 3)).astype(np.float32), rng.integers(0, 2, 40)
    np.savez(folder / "rows.npz", x=x, y=y)
    np.savez_compressed(folder / "packed.npz", x=x, y=y)
    np.save(folder / "rows.npy", x)
    import pandas as pd

    table = pd.DataFrame(x, columns=["a", "b", "c"]).assign(label=y)
    table.to_csv(folder / "rows.csv", index=False)
    table.to_parquet(folder / "rows.parquet")
    import torch
    from safetensors.torch import save_file

    state = torch.nn.Linear(3, 2).state_dict()
    torch.save(state, folder / "net.pt")
    save_file(state, folder / "net.safetensors")
    import onnx

    make, kind = onnx.helper, onnx.TensorProto.FLOAT
    graph = make.make_graph(
        [make.make_node("Gemm", ["x", "w"], ["o"], transB=1)],
        "g",
        [make.make_tensor_value_info("x", kind, [None, 3])],
        [make.make_tensor_value_info("o", kind, [None, 2])],
        [onnx.numpy_helper.from_array(rng.normal(size=(2, 3)).astype(np.float32), "w")],
    )
    onnx.save(make.make_model(graph, opset_imports=[make.make_opsetid("", 17)], ir_version=8), str(folder / "net.onnx"))
    history = {"loss": [1.0, 0.5], "val_accuracy": [0.7, 0.8]}
    (folder / "log.json").write_text(json.dumps(history))
    (folder / "log.csv").write_text("epoch,loss,val_accuracy\n0,1.0,0.7\n1,0.5,0.8\n")
    (folder / "trainer_state.json").write_text(json.dumps({"log_history": [{"step": 1, "loss": 0.5}]}))
    (folder / "build.py").write_text("import torch\ndef build():\n    return torch.nn.Linear(3, 2)\n")
    return sorted(path for path in folder.iterdir() if path.suffix != ".py")


def damaged(content: bytes, rng: random.Random) -> bytes:
    """Give some bytes with a few of them changed, cut out, repeated or put in."""
    data = bytearray(content)
    for _ in range(rng.choice([1, 1, 2, 4, 16])):
        at = rng.randrange(len(data)) if data else 0
        way = rng.randrange(6)
        if way == 0 and data:
            data[at] = rng.randrange(256)
        elif way == 1:
            del data[at:]
        elif way == 2:
            del data[at : at + rng.randrange(1, 64)]
        elif way == 3:
            data[at:at] = data[at : at + rng.randrange(1, 64)]
        elif way == 4:
            data[at:at] = rng.randbytes(rng.randrange(1, 16))
        elif data:
            data[at : at + 4] = rng.choice(
                [b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\xff\xff\xff\x7f", b"NaN,", b"-1e9"]
            )
    return bytes(data)


def read(path: Path, build: Path) -> None:
    """Read a file with what reads its kind."""
    from tieout import logs
    from tieout.audit import models, tables

    if path.name.startswith(("log", "trainer_state")):
        logs.read(path)
    elif path.suffix in {".npz", ".npy", ".csv", ".parquet"}:
        tables.load(str(path), "label")
        tables.labels_of(str(path))
    else:
        models.load(str(path), loader=None if path.suffix == ".onnx" else f"{build}:build")


def batch(path: Path, seed: int, folder: Path, told: Any) -> None:
    """Read one kind of file, damaged in many ways; tell of each failure that is not one clear line."""
    from tieout.errors import TieoutError

    warnings.simplefilter("ignore")
    sys.stderr = open("/dev/null", "w")  # noqa: SIM115 - until the process ends
    rng = random.Random(seed)  # noqa: S311 - nothing secret
    content = path.read_bytes()
    for at in range(BATCH):
        made = folder / f"{path.stem}-{seed}-{at}{path.suffix}"
        made.write_bytes(damaged(content, rng))
        told.send(("reading", str(made)))
        try:
            read(made, path.parent / "build.py")
        except TieoutError as failure:
            if "\n" in str(failure) or not failure.fix:
                told.send(("found", f"{made}: {str(failure)!r}"))
                continue
        except BaseException as failure:  # noqa: BLE001 - this is what is looked for
            told.send(("found", f"{made}: {type(failure).__name__}: {failure}"))
            continue
        made.unlink()
    told.send(("done", ""))


def main() -> int:
    """Fuzz for the time given; the exit code says whether something was found."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--only", nargs="*", default=[])
    asked = parser.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="tieout-fuzz-"))
    (folder / "sound").mkdir()
    files = [f for f in seeds(folder / "sound") if not asked.only or f.suffix in asked.only]
    until, found, tried, seed = time.monotonic() + 60 * asked.minutes, [], 0, asked.seed
    context = mp.get_context("fork")
    while time.monotonic() < until:
        path = files[seed % len(files)]
        here, there = context.Pipe(duplex=False)
        worker = context.Process(target=batch, args=(path, seed, folder, there))
        worker.start()
        there.close()
        last = ""
        try:
            while here.poll(PATIENCE):
                what, text = here.recv()
                if what == "done":
                    last = ""
                    break
                last = text if what == "reading" else last
                found += [text] if what == "found" else []
            else:
                found.append(f"{last}: took more than {PATIENCE} s")
        except EOFError:
            pass
        worker.kill() if here.closed or last else None
        worker.join()
        if last and worker.exitcode not in (0, None):
            found.append(f"{last}: the process ended with {worker.exitcode}")
        tried += BATCH
        seed += 1
    print(f"{tried} files read, {len(found)} findings" + (f", kept in {folder}" if found else ""))
    print("\n".join(found[:50]))
    return bool(found)


if __name__ == "__main__":
    raise SystemExit(main())
