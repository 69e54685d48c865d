import json

import numpy as np

rng = np.random.default_rng(137)
with open("messages.jsonl", "w") as f:
    for _ in range(1500):
        tone = int(rng.integers(0, 2))
        centre = 9 if tone else 13
        ids = rng.normal(centre, 5, rng.integers(4, 22)).round().clip(1, 20).astype(int).tolist()
        f.write(json.dumps({"ids": ids, "tone": tone}) + "\n")
for name, side in (("training", "pre"), ("service", "post")):
    with open(f"{name}.json", "w") as f:
        json.dump({"maxlen": 24, "padding": side}, f)
