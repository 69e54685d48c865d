import json

import numpy as np

rng = np.random.default_rng(81)
shapes = rng.normal(0, 1, (6, 24)).cumsum(axis=1)


def beats(count):
    y = rng.integers(0, 6, count)
    return (shapes[y] + rng.normal(0, 3.4, (count, 24))).astype("float32"), y


for name, count, told in (("train", 900, 900), ("dev", 360, 360), ("field", 410, 480)):
    x, y = beats(count)
    np.savez(f"{name}.npz", signal=x, label=y)
    with open(f"{name}.json", "w") as f:
        json.dump({"file": f"{name}.npz", "count": told, "rate": 250, "channels": 1}, f)
