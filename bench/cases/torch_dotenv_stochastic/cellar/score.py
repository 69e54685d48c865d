import pandas as pd
import torch

from . import settings


def table(path):
    frame = pd.read_csv(path)
    price = torch.tensor(frame.pop("price").to_numpy()).float()
    return torch.tensor(frame.to_numpy()).float(), price


@torch.inference_mode()
def mae(net, path):
    net.eval()
    x, price = table(path)
    guesses = torch.cat([net(part) for part in x.split(settings.number("BATCH"))])
    return (guesses - price).abs().mean().item()
