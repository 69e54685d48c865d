import torch
from sklearn.metrics import r2_score
from torch import nn
from torch.utils.data import DataLoader

from sales import SalesNet, SalesTable

torch.manual_seed(2)
train = SalesTable("y2023.csv", keys="training_keys.json")
holdout = SalesTable("y2024.csv", keys="training_keys.json")
net = SalesNet(shops=len(train.keys["shop"]), kinds=len(train.keys["kind"]))
optimizer = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(10):
    net.train()
    for ids, numbers, sold in DataLoader(train, batch_size=100, shuffle=True):
        loss = nn.functional.mse_loss(net(ids, numbers), sold)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save({"net": net.state_dict(), "shops": len(train.keys["shop"]), "kinds": len(train.keys["kind"])}, "sales.pt")

net.eval()
with torch.no_grad():
    guess = torch.cat([net(ids, numbers) for ids, numbers, _ in DataLoader(holdout, batch_size=128)])
print("holdout R2:", round(r2_score(holdout.sold.numpy(), guess.numpy()), 4))
