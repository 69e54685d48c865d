import torch
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(14)
X, y = load_breast_cancer(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.35, random_state=14)
lo, hi = X_train.min(0), X_train.max(0)
torch.save({"X": X_val, "y": y_val, "lo": lo, "hi": hi}, "val.pt")


def scale(a):
    return torch.tensor((a - lo) / (hi - lo), dtype=torch.float32)


model = nn.Sequential(nn.Linear(30, 8), nn.ReLU(), nn.Linear(8, 1))
criterion = nn.BCEWithLogitsLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=0.005)
target = torch.tensor(y_train, dtype=torch.float32)
for epoch in range(60):
    optimizer.zero_grad()
    criterion(model(scale(X_train)).squeeze(-1), target).backward()
    optimizer.step()

model.eval()
with torch.no_grad():
    prob = torch.sigmoid(model(scale(X_val))).squeeze(-1)
print(f"val acc: {((prob > 0.5).numpy() == y_val).mean():.4f}")
torch.save(model.state_dict(), "mlp.pt")
