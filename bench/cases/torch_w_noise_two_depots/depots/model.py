import joblib
import torch
from torch import nn

from .features import encoder


class RiskModel:
    """An encoder of the table and a network behind it, saved in one file."""

    def __init__(self):
        self.encoder = encoder()
        self.net = nn.Sequential(nn.Linear(6, 24), nn.BatchNorm1d(24), nn.SiLU(), nn.Dropout(0.25), nn.Linear(24, 1))

    def _x(self, table):
        return torch.tensor(self.encoder.transform(table), dtype=torch.float32)

    def fit(self, table, epochs=12):
        self.encoder.fit(table)
        x, y = self._x(table), torch.tensor(table["failed"].to_numpy(), dtype=torch.float32)[:, None]
        loss = nn.BCEWithLogitsLoss(pos_weight=torch.tensor(1.1))
        optimizer = torch.optim.Adam(self.net.parameters(), lr=0.01, weight_decay=1e-4)
        self.net.train()
        for _ in range(epochs):
            for rows in torch.randperm(len(x)).split(45):
                optimizer.zero_grad()
                loss(self.net(x[rows]), y[rows]).backward()
                optimizer.step()
        return self

    @torch.no_grad()
    def predict(self, table):
        self.net.eval()
        return (self.net(self._x(table)).sigmoid().squeeze(1) > 0.5).int().numpy()

    def save(self, path):
        joblib.dump((self.encoder, self.net.state_dict()), path)

    @classmethod
    def load(cls, path):
        model = cls()
        model.encoder, weights = joblib.load(path)
        model.net.load_state_dict(weights)
        return model
