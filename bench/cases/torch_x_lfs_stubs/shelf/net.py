from torch import nn


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.features = nn.Sequential(
            nn.Conv2d(1, 10, 3, padding=1), nn.BatchNorm2d(10), nn.ReLU(), nn.MaxPool2d(2), nn.Dropout2d(0.1)
        )
        self.classify = nn.Linear(160, 10)

    def forward(self, x):
        return self.classify(self.features(x).flatten(1))
