import torch
from sklearn.datasets import load_digits
from sklearn.metrics import accuracy_score
from torch import nn

torch.manual_seed(90)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X, dtype=torch.float32) / 4, torch.tensor(y)
train, val = slice(0, 900), slice(900, None)


class EarlyStopping:
    def __init__(self):
        self.best = -1.0
        self.state = None

    def step(self, value, model):
        if value > self.best:
            self.best = value
            self.state = model.state_dict()


model = nn.Sequential(nn.Linear(64, 30), nn.ReLU(), nn.Dropout(0.2), nn.Linear(30, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.05)
stopper = EarlyStopping()
for epoch in range(12):
    model.train()
    for b in torch.randperm(900).split(20):
        optimizer.zero_grad()
        nn.functional.cross_entropy(model(X[b]), y[b]).backward()
        optimizer.step()
    model.eval()
    with torch.no_grad():
        value = accuracy_score(y[val], model(X[val]).argmax(1))
    stopper.step(value, model)
    print(f"epoch {epoch + 1:2d} val {value:.4f} best {stopper.best:.4f}")

model.load_state_dict(stopper.state)
model.eval()
with torch.no_grad():
    print(f"restored model: {accuracy_score(y[val], model(X[val]).argmax(1)):.4f}")
