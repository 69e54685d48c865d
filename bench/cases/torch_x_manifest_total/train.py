import torch
from ecg import Beats, ConvNet, accuracy
from torch.utils.data import DataLoader

torch.manual_seed(81)
train, dev = Beats("train.json"), Beats("dev.json")
model = ConvNet()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
for epoch in range(6):
    model.train()
    for x, y in DataLoader(train, batch_size=32, shuffle=True, drop_last=True):
        loss = torch.nn.functional.cross_entropy(model(x), y)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save(model.state_dict(), "ecg.pt")
print(f"dev accuracy {accuracy(model, dev):.4f}")
