import numpy as np
import pandas as pd

rng = np.random.default_rng(223)
X = rng.normal(size=(900, 5))
y = (X[:, 0] + 0.7 * X[:, 1] ** 2 + rng.normal(0, 1.0, 900) > 0.8).astype(int)
frame = pd.DataFrame(X * [1, 50, 0.1, 3, 8] + [0, 200, 1, -5, 40], columns=list("klmno")).assign(y=y)
frame[:700].to_csv("train.csv", index=False)
frame[700:800].to_csv("east.csv", index=False)
frame[800:].sort_values("y").to_csv("west.csv", index=False)
