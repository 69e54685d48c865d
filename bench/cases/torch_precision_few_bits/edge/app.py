import configparser
import sys

import torch
from sklearn.datasets import load_digits
from torch import nn

from edge.storage import packed


def make(hidden):
    return nn.Sequential(nn.Linear(64, hidden), nn.LayerNorm(hidden), nn.ReLU(), nn.Linear(hidden, hidden), nn.ReLU(), nn.Linear(hidden, 10))


def arrays():
    X, y = load_digits(return_X_y=True)
    return torch.tensor(X).float() / 16, torch.tensor(y)


def main(path):
    settings = configparser.ConfigParser()
    settings.read(path)
    net = make(settings.getint("model", "hidden"))
    state = torch.load(settings["model"]["weights"])
    net.load_state_dict(packed(state, settings.getint("storage", "bits")))
    net.eval()
    X, y = arrays()
    with torch.inference_mode():
        hit = net(X[1100:]).argmax(1).eq(y[1100:])
    print(f"{path} accuracy {hit.float().mean():.4f}")


if __name__ == "__main__":
    main(sys.argv[1])
