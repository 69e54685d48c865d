import json
from pathlib import Path

import numpy as np

rng = np.random.default_rng(73)
steps = 2600
t = np.arange(steps)
rain = np.maximum(0, rng.gamma(0.6, 1.6, steps) - 0.6) * (1 + 0.35 * np.sin(t / 220))
soil = np.convolve(rain, 0.9 ** np.arange(40))[:steps] * 0.2
level = 2 + np.convolve(rain, 0.9 ** np.arange(30) * 0.25)[:steps] + 0.3 * soil + 0.15 * np.sin(t / 300)
table = np.stack([rain, soil, level], 1) + rng.normal(0, 0.05, (steps, 3))
for year, part in (("y1", table[:1500]), ("y2", table[1500:2050]), ("y3", table[2050:])):
    Path(year).mkdir(exist_ok=True)
    part = np.ascontiguousarray(part, dtype="float32")
    part.tofile(f"{year}/series.bin")
    Path(year, "series.json").write_text(json.dumps({"rows": len(part), "channels": ["rain", "soil", "level"], "hours": 6}))
