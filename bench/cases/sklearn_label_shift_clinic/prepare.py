import numpy as np
import pandas as pd

rng = np.random.default_rng(17)


def patients(n, share):
    sick = rng.random(n) < share
    marker = rng.normal(size=(n, 6))
    marker[:, :3] += 0.75 * sick[:, None]
    marker[:, 3] *= 1.0 + 0.2 * sick
    return pd.DataFrame(marker, columns=list("abcdef")).assign(sick=sick.astype(int))


patients(3000, 0.12).to_csv("ward.csv", index=False)
patients(1500, 0.40).to_csv("specialist.csv", index=False)
