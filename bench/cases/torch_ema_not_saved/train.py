from dataclasses import dataclass

import torch
from sklearn.datasets import load_digits
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

from ema import ModelEma


@dataclass
class Config:
    lr: float = 0.08
    epochs: int = 5
    accumulate: int = 2
    hidden: int = 48


def make_net(cfg):
    return nn.Sequential(nn.Linear(64, cfg.hidden), nn.Tanh(), nn.Dropout(0.1), nn.Linear(cfg.hidden, 10))


def accuracy(net, loader):
    net.eval()
    with torch.inference_mode():
        right = torch.cat([net(x).argmax(1) == y for x, y in loader])
    return right.double().mean().item()


def splits():
    X, y = load_digits(return_X_y=True)
    ds = TensorDataset(torch.tensor(X / 8 - 1).float(), torch.tensor(y))
    return random_split(ds, [1000, 797], generator=torch.Generator().manual_seed(3))


if __name__ == "__main__":
    torch.manual_seed(44)
    cfg = Config()
    train, valid = splits()
    net = make_net(cfg)
    ema = ModelEma(net)
    opt = torch.optim.RMSprop(net.parameters(), lr=cfg.lr)
    for epoch in range(cfg.epochs):
        net.train()
        for step, (x, y) in enumerate(DataLoader(train, batch_size=20, shuffle=True)):
            (nn.functional.cross_entropy(net(x), y) / cfg.accumulate).backward()
            if (step + 1) % cfg.accumulate == 0:
                opt.step()
                opt.zero_grad()
                ema.update(net)
        print(f"epoch {epoch}: valid acc {accuracy(ema.module, DataLoader(valid, batch_size=200)):.4f}")
    torch.save({"cfg": vars(cfg), "net": net.state_dict()}, "model.pt")
