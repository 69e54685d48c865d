import torch
from torch import nn


class Trainer:
    def __init__(self, model, lr=3e-3, weight_decay=1e-3):
        self.model = model
        self.optimizer = torch.optim.AdamW(model.parameters(), lr=lr, weight_decay=weight_decay)
        self.criterion = nn.MSELoss()

    def fit(self, batches, epochs):
        self.model.train()
        for _ in range(epochs):
            for x, y in batches:
                self.optimizer.zero_grad()
                self.criterion(self.model(x).squeeze(-1), y).backward()
                self.optimizer.step()

    @torch.no_grad()
    def evaluate(self, batches):
        self.model.eval()
        total = 0.0
        for x, y in batches:
            mse = self.criterion(self.model(x).squeeze(-1), y)
            total += mse.sqrt().item()
        return {"rmse": total / len(batches)}
