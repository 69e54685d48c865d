from pathlib import Path

import numpy as np

rng = np.random.default_rng(52)
centres = rng.normal(size=(12, 5))
lift = rng.normal(size=(5, 30)) / 2


def leaves(count):
    kind = rng.integers(0, 12, count)
    hidden = centres[kind] + rng.normal(0, 0.35, (count, 5))
    return (np.tanh(hidden @ lift) + rng.normal(0, 0.75, (count, 30))).astype("float32"), kind


for name, count in (("gallery", 900), ("queries", 500)):
    x, kind = leaves(count)
    np.savez_compressed(f"{name}.npz", x=x, kind=kind)
Path("weights").mkdir(exist_ok=True)
if not Path("weights/release.pt").is_symlink():
    Path("weights/release.pt").symlink_to("epoch_01.pt")
