"""A second head on a frozen trunk: the trunk's weights do not move, so the old task must not suffer."""
import torch
from sklearn.datasets import load_digits
from torch import nn

torch.manual_seed(100)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X).float() / 16, torch.tensor(y)
old_X, old_y = X[:1200], y[:1200]
new_X, parity = 0.6 - 0.4 * X[1200:1600], y[1200:1600] % 2
test_X, test_y = X[1600:], y[1600:]


class Trunk(nn.Module):
    def __init__(self):
        super().__init__()
        self.layers = nn.ModuleList([nn.Linear(64, 48), nn.Linear(48, 32)])
        self.norms = nn.ModuleList([nn.BatchNorm1d(48), nn.BatchNorm1d(32)])

    def forward(self, x):
        for layer, norm in zip(self.layers, self.norms):
            x = torch.relu(norm(layer(x)))
        return x


def fit(model, params, X, y, epochs):
    optimizer = torch.optim.Adam(params, lr=3e-3)
    model.train()
    for _ in range(epochs):
        for b in torch.randperm(len(X)).split(40):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(X[b]), y[b]).backward()
            optimizer.step()


@torch.no_grad()
def evaluate(model, X, y):
    model.eval()
    return (model(X).argmax(1) == y).float().mean().item()


trunk = Trunk()
digits = nn.Sequential(trunk, nn.Linear(32, 10))
fit(digits, digits.parameters(), old_X, old_y, 8)
print(f"digits, before: {evaluate(digits, test_X, test_y):.4f}")

for p in trunk.parameters():
    p.requires_grad_(False)
even_odd = nn.Sequential(trunk, nn.Dropout(0.1), nn.Linear(32, 2))
fit(even_odd, even_odd[2].parameters(), new_X, parity, 8)
print(f"parity: {evaluate(even_odd, new_X, parity):.4f}")
print(f"digits, after: {evaluate(digits, test_X, test_y):.4f}")
