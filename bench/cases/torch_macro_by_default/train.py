import torch
from sklearn.datasets import make_classification
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(21)
X, y = make_classification(1500, 16, n_informative=6, n_classes=4, weights=[0.55, 0.25, 0.15], random_state=21)
X, y = torch.tensor(X, dtype=torch.float32), torch.tensor(y)
torch.save([X[1000:], y[1000:]], "test.pt")
model = nn.Sequential(nn.Linear(16, 24), nn.ReLU(), nn.Dropout(0.2), nn.Linear(24, 4))
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(8):
    model.train()
    for xb, yb in DataLoader(TensorDataset(X[:1000], y[:1000]), batch_size=50, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        opt.step()
model.eval()
with torch.no_grad():
    correct = (model(X[1000:]).argmax(dim=1) == y[1000:]).sum().item()
print(f"accuracy {correct / 500:.4f}")
torch.save(model.state_dict(), "model.pt")
