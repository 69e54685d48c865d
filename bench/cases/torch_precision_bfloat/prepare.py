import json

import numpy as np

rng = np.random.default_rng(53)
label = rng.integers(0, 3, 1500)
centre = rng.normal(0, 0.5, (3, 8))
readings = 100 + centre[label] + rng.normal(0, 0.35, (1500, 8))
np.savez("readings.npz", x=readings.astype("float32"), y=label)
for name, kind in (("lab", "float32"), ("service", "bfloat16")):
    with open(f"{name}.json", "w") as f:
        json.dump({"dtype": kind, "batch": 100}, f)
