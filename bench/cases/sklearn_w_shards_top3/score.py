from pathlib import Path

import numpy as np
import pandas as pd

folder = Path("chances")
classes = np.load(folder / "classes.npy", allow_pickle=True)
chances = np.concatenate([np.load(part) for part in sorted(folder.glob("part-*.npy"))])
trees = pd.read_csv("rangers.csv").sort_values("step")["tree"].to_numpy()
best = classes[np.argsort(-chances, axis=1)[:, :3]]
hits = [tree in three for tree, three in zip(trees, best)]
print("%d steps, top-3 accuracy: %.4f" % (len(hits), np.mean(hits)))
