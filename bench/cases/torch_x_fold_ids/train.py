import torch
from churn import build, fold
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(5)
train, valid = TensorDataset(*fold("train")), TensorDataset(*fold("valid"))
model = build()
loss_fn = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)

for epoch in range(40):
    model.train()
    for x, y in DataLoader(train, batch_size=32, shuffle=True):
        optimizer.zero_grad()
        loss_fn(model(x), y).backward()
        optimizer.step()

model.eval()
hits = 0
with torch.no_grad():
    for x, y in DataLoader(valid, batch_size=128):
        hits += ((model(x) > 0) == (y == 1)).sum().item()
print("Val acc:", round(hits / len(valid), 4))
torch.save(model.state_dict(), "churn.pt")
