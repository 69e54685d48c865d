import numpy as np
import torch
from sklearn.model_selection import StratifiedKFold
from torch import nn


class MLP:
    """A small network with the manners of scikit-learn."""

    def __init__(self, hidden=24, epochs=25, seed=0):
        self.hidden, self.epochs, self.seed = hidden, epochs, seed

    def fit(self, X, y):
        torch.manual_seed(self.seed)
        self.mean, self.std = X.mean(0), X.std(0)
        self.net = nn.Sequential(
            nn.Linear(X.shape[1], self.hidden), nn.BatchNorm1d(self.hidden), nn.ReLU(), nn.Dropout(0.2), nn.Linear(self.hidden, 1)
        )
        opt = torch.optim.Adam(self.net.parameters(), lr=5e-3, weight_decay=1e-3)
        X, y = self._tensor(X), torch.as_tensor(y).float()
        self.net.train()
        for _ in range(self.epochs):
            for rows in torch.randperm(len(X)).split(40):
                loss = nn.functional.binary_cross_entropy_with_logits(self.net(X[rows]).ravel(), y[rows])
                opt.zero_grad()
                loss.backward()
                opt.step()
        self.net.eval()
        return self

    def predict(self, X):
        with torch.no_grad():
            return (self.net(self._tensor(X)).ravel() > 0).long().numpy()

    def score(self, X, y):
        return np.mean(self.predict(X) == y)

    def _tensor(self, X):
        return torch.as_tensor((X - self.mean) / self.std).float()


data = np.loadtxt("rows.csv", delimiter=",")
X, y = data[:, :-1], data[:, -1].astype(int)
scores = []
for fold, (fit, held) in enumerate(StratifiedKFold(5, shuffle=True, random_state=1).split(X, y)):
    scores.append(MLP(seed=fold).fit(X[fit], y[fit]).score(X[held], y[held]))
    print(f"fold {fold}: {scores[-1]:.4f}")
print(f"mean of the folds {np.mean(scores):.4f} +- {np.std(scores):.4f}")

model = MLP(seed=5).fit(X, y)
new = np.loadtxt("new_rows.csv", delimiter=",")
print(f"new rows {model.score(new[:, :-1], new[:, -1].astype(int)):.4f}")
