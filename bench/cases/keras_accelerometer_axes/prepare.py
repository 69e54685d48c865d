"""Windows of an accelerometer; on the new watch the sensor sits turned, so two of its axes have changed places."""
import json

import numpy as np

rng = np.random.default_rng(88)
MOVES = ["walk", "stairs", "cycle", "rest"]
LEVEL = np.array([[0.2, 1.0, 0.1], [0.5, 0.9, 0.3], [0.9, 0.3, 0.2], [0.1, 0.95, 0.05]])
SWING = np.array([[0.35, 0.5, 0.2], [0.25, 0.6, 0.4], [0.5, 0.15, 0.3], [0.05, 0.06, 0.05]])


def windows(n, turned=False):
    t = np.arange(24) / 24
    out = []
    for _ in range(n):
        k = int(rng.integers(4))
        rate = rng.normal([2.0, 1.6, 1.3, 0.4][k], 0.25)
        phase = rng.uniform(0, 6.28, 3)
        level = LEVEL[k] + rng.normal(0, 0.4, 3)
        wave = level + SWING[k] * np.sin(2 * np.pi * rate * t[:, None] + phase) + rng.normal(0, 0.25, (24, 3))
        if turned:
            wave = wave[:, [0, 2, 1]]
        out.append({"move": MOVES[k], "xyz": wave.round(3).tolist()})
    return out


for name, content in (("train", windows(1000)), ("valid", windows(400)), ("watch2", windows(400, turned=True))):
    with open(f"{name}.jsonl", "w") as f:
        f.writelines(json.dumps(one) + "\n" for one in content)
