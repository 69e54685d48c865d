"""Pulse curves of two wards' devices: the same distribution, another layout of the files."""
import json

import numpy as np

rng = np.random.default_rng(318)


def curves(n):
    t = np.linspace(0, 1, 40)
    y = rng.choice(3, n, p=[0.5, 0.3, 0.2])
    rate = rng.normal(4, 0.5, n) + 1.1 * y
    phase = rng.uniform(0, 2 * np.pi, n)
    wave = np.sin(2 * np.pi * rate[:, None] * t + phase[:, None])
    second = np.cos(2 * np.pi * rate[:, None] * t + phase[:, None]) * (0.6 + 0.1 * y[:, None])
    x = np.stack([wave, second], -1) + rng.normal(0, 0.45, (n, 40, 2))
    return x, np.array(["calm", "raised", "alarm"])[y]


x, y = curves(1200)
np.savez("history.npz", x=x, state=y)
x, y = curves(140)
np.savez("ward_north.npz", x=x, state=y)
x, y = curves(110)
order = np.lexsort((x.mean((1, 2)), y))
with open("ward_south.json", "w") as f:
    json.dump({"sampling": 40, "records": [{"state": y[i], "second": x[i, :, 1].round(3).tolist(), "wave": x[i, :, 0].round(3).tolist()} for i in order]}, f)
