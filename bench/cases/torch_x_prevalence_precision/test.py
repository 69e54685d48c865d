import pandas as pd
import torch
from sklearn.metrics import precision_score
from torch import nn

net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Identity(), nn.Linear(16, 2))
net.load_state_dict(torch.load("claims.pth"))
table = pd.read_csv("claims_2024.csv")
x = torch.tensor(table[sorted(table.columns)[:8]].values, dtype=torch.float32)
y = (table["fraud"] == "Y").astype(int)
with torch.no_grad():
    pred = net(x).argmax(1)
print("precision 2024: %.4f" % precision_score(y, pred.numpy()))
