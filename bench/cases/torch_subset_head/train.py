import numpy as np
import pandas as pd
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(40)
df = load_digits(as_frame=True).frame
df = df.sample(frac=1.0, random_state=40)
train_df, holdout = df.iloc[:1100], df.iloc[1100:]
holdout.sort_values("target", ascending=False).to_csv("holdout.csv", index=False)

pixels = [c for c in df.columns if c.startswith("pixel")]
rng = np.random.default_rng(40)
x = torch.tensor(train_df[pixels].values / 16.0, dtype=torch.float32)
y = torch.tensor(train_df["target"].values)
model = nn.Sequential(nn.Linear(64, 16), nn.ReLU(), nn.Linear(16, 10))
optimizer = torch.optim.SGD(model.parameters(), lr=0.4)
for step in range(250):
    b = torch.from_numpy(rng.integers(0, len(x), 64))
    optimizer.zero_grad()
    nn.functional.cross_entropy(model(x[b]), y[b]).backward()
    optimizer.step()

hx = torch.tensor(holdout[pixels].values / 16.0, dtype=torch.float32)
with torch.no_grad():
    acc = (model(hx).argmax(1).numpy() == holdout["target"].values).mean()
print(f"holdout accuracy {acc:.4f} (n={len(holdout)})")
torch.save(model.state_dict(), "small.pt")
