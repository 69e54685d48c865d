import torch
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

from .scores import DiceScore


def scans(path):
    part = torch.load(path)
    return TensorDataset(part["images"], part["masks"].bool())


def soft_dice(logits, masks):
    p, m = logits.sigmoid(), masks.float()
    return 1 - (2 * (p * m).sum() + 1) / (p.sum() + m.sum() + 1)


class Engine:
    def __init__(self, net, config):
        self.net, self.config = net, config
        self.score = DiceScore(config["metric"]["over"])

    def fit(self, path, epochs):
        optimizer = torch.optim.AdamW(self.net.parameters(), lr=0.01)
        for _ in range(epochs):
            self.net.train()
            for images, masks in DataLoader(scans(path), batch_size=20, shuffle=True, drop_last=True):
                if torch.rand(1) < 0.5:
                    images, masks = images.flip(-1), masks.flip(-1)
                logits = self.net(images)
                bce = nn.functional.binary_cross_entropy_with_logits(logits, masks.float())
                loss = self.config["loss"]["bce"] * bce + self.config["loss"]["dice"] * soft_dice(logits, masks)
                optimizer.zero_grad()
                loss.backward()
                optimizer.step()

    @torch.no_grad()
    def validate(self):
        self.net.eval()
        self.score.reset()
        for images, masks in DataLoader(scans(self.config["data"]["val"]), batch_size=self.config["data"]["batch_size"]):
            self.score.update(self.net(images).sigmoid() > 0.5, masks)
        return self.score.compute()
