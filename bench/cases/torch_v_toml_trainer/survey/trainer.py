import torch
from torch import nn
from torch.utils.data import DataLoader

from .answers import Answers
from .model import Voter


class Trainer:
    def __init__(self, config):
        self.config = config
        self.model = Voter(**config["model"])

    def fit(self):
        loader = DataLoader(Answers(self.config["train"]), batch_size=50, shuffle=True)
        optimizer = torch.optim.Adam(self.model.parameters(), lr=self.config["lr"])
        for _ in range(self.config["epochs"]):
            self.model.train()
            for x, y, weight in loader:
                optimizer.zero_grad()
                loss = nn.functional.cross_entropy(self.model(x), y, reduction="none")
                (loss * weight).mean().backward()
                nn.utils.clip_grad_norm_(self.model.parameters(), 1.0)
                optimizer.step()

    @torch.no_grad()
    def evaluate(self):
        self.model.eval()
        right = total = 0.0
        for x, y, weight in DataLoader(Answers(self.config["test"]), batch_size=128):
            hit = (self.model(x).argmax(1) == y).float()
            right += (weight * hit).sum().item()
            total += weight.sum().item()
        return right / total

    def save(self):
        torch.save(self.model.state_dict(), self.config["out"])

    def load(self):
        self.model.load_state_dict(torch.load(self.config["out"], weights_only=True))
        return self
