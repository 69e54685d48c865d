import json

from torch import nn


class Classifier(nn.Module):
    def __init__(self, width, classes, slope=0.01):
        super().__init__()
        self.first = nn.Linear(64, width)
        self.second = nn.Linear(width, width)
        self.act = nn.LeakyReLU(slope)
        self.head = nn.Linear(width, classes)

    def forward(self, x):
        return self.head(self.act(self.second(self.act(self.first(x)))))


def build(folder):
    with open(f"{folder}/model.json") as f:
        settings = json.load(f)
    return Classifier(settings["width"], settings["classes"], **settings["activation"])
