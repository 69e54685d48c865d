import torch
import torch.nn as nn
import torch.nn.functional as F
from sklearn.datasets import load_digits

torch.manual_seed(0)
digits = load_digits()
x = torch.tensor(digits.images[:, None] / 16.0, dtype=torch.float32)
y = torch.tensor(digits.target)
perm = torch.randperm(len(y), generator=torch.Generator().manual_seed(0))
train, val = perm[:1300], perm[1300:]


class CNN(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(1, 16, 3)
        self.fc = nn.Linear(16 * 9, 10)

    def forward(self, x):
        return self.fc(F.max_pool2d(F.relu(self.conv(x)), 2).flatten(1))


model = CNN()
optimizer = torch.optim.Adam(model.parameters(), lr=5e-3)
for epoch in range(5):
    for b in train[torch.randperm(len(train))].split(32):
        optimizer.zero_grad()
        F.cross_entropy(model(x[b]), y[b]).backward()
        optimizer.step()
    with torch.no_grad():
        print(f"epoch={epoch} val_accuracy={(model(x[val]).argmax(1) == y[val]).float().mean():.4f}")
torch.save({"state_dict": model.state_dict(), "val_rows": val}, "cnn.ckpt")
