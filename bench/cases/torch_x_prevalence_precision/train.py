import pandas as pd
import torch
from sklearn.metrics import precision_score
from torch import nn

torch.manual_seed(86)
FEATURES = ["c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7"]


def tensors(path):
    table = pd.read_csv(path)
    y = table["fraud"].map({"N": 0, "Y": 1})
    return torch.tensor(table[FEATURES].values, dtype=torch.float32), torch.tensor(y.values)


net = nn.Sequential(nn.Linear(8, 16), nn.ReLU(), nn.Dropout(0.1), nn.Linear(16, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=0.005)
x, y = tensors("claims_2022.csv")
for epoch in range(8):
    for batch in torch.randperm(len(x)).split(50):
        optimizer.zero_grad()
        nn.functional.cross_entropy(net(x[batch]), y[batch]).backward()
        optimizer.step()
torch.save(net.state_dict(), "claims.pth")

net.eval()
x, y = tensors("claims_2023.csv")
with torch.no_grad():
    pred = net(x).argmax(1)
print("precision 2023: %.4f" % precision_score(y, pred))
