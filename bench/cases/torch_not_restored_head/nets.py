import torch.nn as nn


class Backbone(nn.Module):
    def __init__(self):
        super().__init__()
        self.conv = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1), nn.BatchNorm2d(16), nn.ReLU(), nn.MaxPool2d(2), nn.Flatten()
        )

    def forward(self, x):
        return self.conv(x)


class Model(nn.Module):
    def __init__(self, n_classes=10):
        super().__init__()
        self.backbone = Backbone()
        self.head = nn.Linear(256, n_classes)

    def forward(self, x):
        return self.head(self.backbone(x))
