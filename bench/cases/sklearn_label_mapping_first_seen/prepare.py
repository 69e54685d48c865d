import numpy as np
import pandas as pd
from sklearn.datasets import make_blobs

kinds = np.array(["lager", "ale", "porter", "stout", "wheat"])
x, y = make_blobs(2400, n_features=6, centers=5, cluster_std=4.2, random_state=4)
df = pd.DataFrame(x, columns=["ibu", "ebc", "og", "fg", "abv", "ph"]).assign(kind=kinds[y])
df[:1800].to_csv("beers.csv", index=False)
new = df[1800:]
seen = list(dict.fromkeys(df["kind"][:1800]))
new.sort_values("kind", key=lambda k: k.map({n: i for i, n in enumerate(sorted(seen))})).to_csv("new.csv", index=False)
