import torch
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(88)
X, y = load_digits(return_X_y=True)
ds = TensorDataset(torch.tensor(X, dtype=torch.float32) / 16, torch.tensor(y))
train, test = torch.utils.data.random_split(ds, [1400, 397])
model = nn.Sequential(nn.Linear(64, 64), nn.BatchNorm1d(64), nn.ReLU(), nn.Dropout(0.4), nn.Linear(64, 10))
opt = torch.optim.Adam(model.parameters(), lr=1e-3)
for epoch in range(4):
    model.train()
    for x, t in DataLoader(train, batch_size=64, shuffle=True):
        opt.zero_grad()
        nn.functional.cross_entropy(model(x), t).backward()
        opt.step()

model.eval()
correct = 0
with torch.no_grad():
    for x, t in DataLoader(test, batch_size=100):
        correct += (model(x).argmax(1) == t).sum().item()
print(f"by hand: {correct / len(test):.4f}")

truth, guess = [], []
with torch.no_grad():
    for x, t in DataLoader(test, batch_size=33, shuffle=True):
        truth.append(t)
        guess.append(model(x).softmax(1).argmax(1))
print(f"accuracy_score: {accuracy_score(torch.cat(truth), torch.cat(guess)):.4f}")
