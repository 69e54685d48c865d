import numpy as np
import pandas as pd

rng = np.random.default_rng(515)
species = ["alder", "ash", "beech", "birch", "elm", "fir", "hazel", "larch", "oak", "pine"]
middles = rng.normal(0, 1.0, (10, 8))


def walk(n, longest):
    kinds = []
    while len(kinds) < n:
        kinds += [int(rng.integers(10))] * int(rng.integers(15, longest))
    kinds = np.array(kinds[:n])
    frame = pd.DataFrame((middles[kinds] + rng.normal(0, 0.95, (n, 8))).round(4), columns=[f"band{k}" for k in range(8)])
    return frame.assign(tree=np.array(species)[kinds])


walk(1100, 30).to_csv("plots.csv", index=False)
transect = walk(812, 60)
transect.drop(columns="tree").to_csv("transect.csv", index_label="step")
transect[["tree"]].to_csv("rangers.csv", index_label="step")
