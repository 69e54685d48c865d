import os

import numpy as np
import yaml

rng = np.random.default_rng(8)
kinds, length = 5, 40


def recordings(n):
    y = rng.integers(0, kinds, n)
    t = np.arange(length)
    freq = 0.25 + 0.11 * y[:, None]
    phase = rng.uniform(0, 6.28, (n, 1))
    x = np.stack([np.sin(freq * t + phase), np.cos(1.3 * freq * t + phase), np.zeros((n, length))], 2)
    x[:, :, 2] = np.linspace(-1, 1, length)
    return (x + rng.normal(0, 0.9, x.shape)).astype("float32"), y


for split, n in (("train", 900), ("val", 500), ("test", 500)):
    x, y = recordings(n)
    np.savez_compressed(f"{split}.npz", x=x, y=y)
os.makedirs("runs/a", exist_ok=True)
os.makedirs("runs/export", exist_ok=True)
hparams = {"features": 3, "hidden": 24, "layers": 1, "dropout": 0.2, "pooling": "mean", "classes": kinds}
with open("runs/a/hparams.yaml", "w") as f:
    yaml.safe_dump(hparams, f)
with open("runs/export/hparams.yaml", "w") as f:
    yaml.safe_dump({**hparams, "pooling": "max", "dropout": 0.0}, f)
