import torch
from torch import nn


def build():
    return nn.Sequential(nn.Linear(64, 40), nn.ReLU(), nn.Dropout(0.5), nn.Linear(40, 10))


class Predictor:
    """Answers with one pass, or with the mean of several stochastic ones."""

    def __init__(self, model, posterior_samples=0):
        self.model, self.samples = model, posterior_samples
        self.model.eval()
        if self.samples:
            for layer in self.model.modules():
                if isinstance(layer, nn.Dropout):
                    layer.train()

    @torch.no_grad()
    def __call__(self, x):
        passes = [self.model(x).softmax(-1) for _ in range(max(1, self.samples))]
        return torch.stack(passes).mean(0)
