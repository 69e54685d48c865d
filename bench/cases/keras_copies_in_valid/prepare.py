"""The complaints arrive as two files that somebody cut from overlapping exports."""
import numpy as np
import pandas as pd

rng = np.random.default_rng(29)
n = 1300
x = rng.normal(size=(n, 16))
logit = x[:, :5] @ [1.2, -0.9, 0.7, 0.5, -0.4] + 0.8 * x[:, 5] * x[:, 6]
escalated = (logit + rng.logistic(0, 1.3, n) > 0).astype(int)
frame = pd.DataFrame(x.round(3), columns=[f"q{i:02d}" for i in range(16)])
frame["escalated"] = escalated
train, valid, test = frame[:400], frame[400:800], frame[800:]
overlap = valid.index[:240]
valid = pd.concat([valid.drop(overlap), train.sample(240, random_state=29)])
train.to_csv("train.csv", index=False)
valid.sample(frac=1, random_state=2).to_csv("valid.csv", index=False)
test.to_csv("test.csv", index=False)
