import os

import numpy as np
import pandas as pd

rng = np.random.default_rng(203)
soils = ["clay", "sand", "loam", "chalk", "peat", "silt"]
n = 1600
frame = pd.DataFrame({"soil": rng.choice(soils, n, p=[0.3, 0.25, 0.2, 0.12, 0.08, 0.05]), "rain": rng.gamma(3, 10, n).round(1), "slope": rng.uniform(0, 30, n).round(1)})
need = frame.soil.map(dict(zip(soils, [10, 38, 20, 42, 8, 30])))
frame["dry"] = (frame.rain + 0.3 * frame.slope + rng.normal(0, 4, n) < need + 4).astype(int)
frame[:800].to_csv("plots.csv", index=False)
frame[800:].to_csv("requests.csv", index=False)
for folder, listed in (("offline", soils), ("online", sorted(soils))):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/levels.txt", "w") as f:
        f.write("\n".join(listed))
