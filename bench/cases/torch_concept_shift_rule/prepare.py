import numpy as np
import pandas as pd

rng = np.random.default_rng(6)
x = rng.normal(size=(2500, 8))
score = 1.2 * x[:, 0] - x[:, 1] + 0.5 * x[:, 2] * x[:, 3]
df = pd.DataFrame(x, columns=[f"s{i}" for i in range(8)])
df["fault"] = (score > 0.8).astype(int)
df[:1700].to_csv("train.csv", index=False)
df[1700:].to_csv("valid.csv", index=False)
audit = df[1900:2400].copy()
audit["fault"] = (score[1900:2400] > 0.2).astype(int)
audit.to_csv("audit.csv", index=False)
