import numpy as np
import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from .net import MotionNet


class Trainer:
    def __init__(self, config):
        self.config = config
        self.net = MotionNet(**config["model"])

    def loader(self, split, shuffle=False):
        part = np.load(self.config["data"][split])
        data = TensorDataset(torch.from_numpy(part["signal"]), torch.from_numpy(part["activity"]))
        return DataLoader(data, batch_size=self.config["data"]["batch"], shuffle=shuffle)

    def fit(self):
        optimizer = torch.optim.Adam(self.net.parameters(), lr=self.config["trainer"]["lr"])
        for _ in range(self.config["trainer"]["epochs"]):
            self.net.train()
            for signal, activity in self.loader("train", shuffle=True):
                optimizer.zero_grad()
                nn.functional.cross_entropy(self.net(signal), activity).backward()
                optimizer.step()
        return self

    def validate(self):
        self.net.eval()
        with torch.no_grad():
            hits = [self.net(signal).argmax(1) == activity for signal, activity in self.loader("val")]
        return torch.cat(hits).float().mean().item()

    def save(self):
        torch.save({"net": self.net.state_dict(), "epochs": self.config["trainer"]["epochs"]}, self.config["trainer"]["output"])

    def restore(self):
        self.net.load_state_dict(torch.load(self.config["trainer"]["output"], weights_only=True)["net"])
        return self
