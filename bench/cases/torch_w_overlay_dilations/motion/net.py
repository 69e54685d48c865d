from torch import nn


class MotionNet(nn.Module):
    def __init__(self, channels, width, layers, dropout, classes=4):
        super().__init__()
        body = []
        for layer in layers:
            pad = layer["dilation"] * (layer["kernel"] - 1) // 2
            body += [nn.Conv1d(channels, width, layer["kernel"], dilation=layer["dilation"], padding=pad)]
            body += [nn.BatchNorm1d(width), nn.ReLU()]
            channels = width
        self.body = nn.Sequential(*body)
        self.head = nn.Sequential(nn.Dropout(dropout), nn.Linear(width, classes))

    def forward(self, x):
        return self.head(self.body(x).amax(-1))
