import json

import numpy as np

rng = np.random.default_rng(67)
n = 1300
lengths = rng.integers(4, 24, n)
labels = rng.integers(0, 3, n)
walks = []
for length, label in zip(lengths, labels):
    t = np.arange(length)
    signal = np.stack([np.sin(t * (0.5 + 0.45 * label) + rng.uniform(0, 6)), rng.normal(0.7 * label, 1, length)], axis=1)
    walks.append(signal + rng.normal(0, 0.45, (length, 2)) + 3.0)
offsets = np.r_[0, np.cumsum(lengths)]
np.savez("walks.npz", values=np.concatenate(walks).astype("float32"), offsets=offsets, labels=labels)
pipeline = {"longest": 24, "side": "post", "fill": -1.0}
json.dump(pipeline, open("train_pipeline.json", "w"))
json.dump(pipeline | {"fill": 0.0}, open("service_pipeline.json", "w"))
