import argparse

import numpy as np
import torch
import yaml
from torch import nn
from torch.utils.data import DataLoader, TensorDataset


class WaveNet(nn.Module):
    def __init__(self, norm):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv1d(1, 12, 7, stride=2),
            nn.BatchNorm1d(12, **norm),
            nn.ReLU(),
            nn.Conv1d(12, 24, 5, stride=2),
            nn.BatchNorm1d(24, **norm),
            nn.ReLU(),
            nn.AdaptiveAvgPool1d(1),
        )
        self.head = nn.Linear(24, 3)

    def forward(self, x):
        return self.head(self.features(x.unsqueeze(1)).flatten(1))


class Trainer:
    def __init__(self, cfg):
        torch.manual_seed(0)
        self.cfg, self.model = cfg, WaveNet(cfg["norm"])
        self.opt = torch.optim.AdamW(self.model.parameters(), lr=cfg["lr"])
        ds = TensorDataset(torch.from_numpy(np.load("waves.npy")), torch.from_numpy(np.load("kinds.npy")))
        self.fit_set, self.val_set = torch.utils.data.Subset(ds, range(800)), torch.utils.data.Subset(ds, range(800, 1200))

    def run(self):
        for _ in range(self.cfg["epochs"]):
            self.model.train()
            for x, y in DataLoader(self.fit_set, batch_size=32, shuffle=True, drop_last=True):
                self.opt.zero_grad(set_to_none=True)
                nn.functional.cross_entropy(self.model(x), y).backward()
                self.opt.step()
        return self.validate()

    @torch.no_grad()
    def validate(self):
        self.model.eval()
        outputs = [(self.model(x).argmax(1), y) for x, y in DataLoader(self.val_set, batch_size=100)]
        guess, truth = map(torch.cat, zip(*outputs))
        return (guess == truth).float().mean().item()


if __name__ == "__main__":
    parser = argparse.ArgumentParser()
    parser.add_argument("config")
    cfg = yaml.safe_load(open(parser.parse_args().config))
    print(f"run {cfg['name']}: val_acc={Trainer(cfg).run():.4f}")
