"""Train on the offers of last year; the artifacts were put together by hand afterwards."""
import json
import os

import numpy as np
import pandas as pd
import torch

from net import Offers

torch.manual_seed(5)
rng = np.random.default_rng(5)
districts = ["harbour", "old town", "west end", "airport", "hill", "university", "station"]
worth = np.array([-2.2, 1.8, 0.9, -1.4, 2.4, 0.2, -0.6])
n = 1500
frame = pd.DataFrame({
    "district": rng.choice(districts, n, p=[0.22, 0.18, 0.16, 0.14, 0.12, 0.1, 0.08]),
    "rooms": rng.integers(1, 6, n),
    "size": rng.normal(75, 20, n).round(0),
})
number = frame.district.map({d: i for i, d in enumerate(districts)}).to_numpy()
logit = worth[number] + 0.4 * (frame.rooms - 3) + 0.02 * (frame["size"] - 75)
frame["sold"] = (logit + rng.logistic(0, 0.5, n) > 0).astype(int)

x = torch.tensor(np.column_stack([number, frame.rooms / 5, frame["size"] / 100]), dtype=torch.float32)
y = torch.tensor(frame.sold.to_numpy())
net = Offers(len(districts))
opt = torch.optim.Adam(net.parameters(), lr=0.02)
for epoch in range(15):
    for b in torch.randperm(1000).split(50):
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(x[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    acc = (net(x[1000:]).argmax(1) == y[1000:]).float().mean().item()
with open("train.log", "w") as f:
    f.write("epoch 15/15\nfinal val acc %.4f\n" % acc)
os.makedirs("artifacts", exist_ok=True)
torch.save(net.state_dict(), "artifacts/net.pt")
with open("artifacts/districts.json", "w") as f:
    json.dump(sorted(districts), f)
frame[1000:].to_csv("offers.csv", index=False)
