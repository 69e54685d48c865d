from torch import nn


class Flowers(nn.Module):
    def __init__(self, kinds=5):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(3, 8, 3), nn.BatchNorm2d(8), nn.ReLU(), nn.Conv2d(8, 8, 3), nn.ReLU(), nn.AdaptiveAvgPool2d(2)
        )
        self.head = nn.Linear(32, kinds)

    def forward(self, x):
        return self.head(self.features(x).flatten(1))
