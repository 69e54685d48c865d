import json

import numpy as np
import torch
from sklearn.metrics import f1_score

from tagger import TAGS, Tagger, rows, tags

torch.manual_seed(61)
X, Y = rows(0, 1100)
Xv, Yv = rows(1100, 1400)
model = Tagger()
opt = torch.optim.Adam(model.parameters(), lr=0.004)
lossf = torch.nn.BCEWithLogitsLoss()
for epoch in range(15):
    model.train()
    for b in torch.randperm(len(X)).split(50):
        opt.zero_grad()
        lossf(model(X[b]), Y[b]).backward()
        opt.step()
p = model.probabilities(Xv)
grid = np.linspace(0.2, 0.7, 11)
cuts = {name: float(max(grid, key=lambda c: f1_score(Yv[:, k], p[:, k] >= c))) for k, name in enumerate(TAGS)}
print("valid micro-F1: %.4f" % f1_score(Yv, tags(p, cuts), average="micro"))
torch.save(model.state_dict(), "tagger.pt")
json.dump(cuts, open("cuts.json", "w"))
