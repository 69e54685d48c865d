import pandas as pd
import torch
from torch import nn

CLASSES = ["B", "M"]


class Tumour(nn.Module):
    def __init__(self, mean, std):
        super().__init__()
        self.register_buffer("mean", mean)
        self.register_buffer("std", std)
        self.body = nn.Sequential(nn.Linear(30, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.4), nn.Linear(16, 2))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return self.body((x - self.mean) / self.std).softmax(dim=1)


def read(path):
    frame = pd.read_csv(path)
    labels = torch.tensor([CLASSES.index(name) for name in frame.pop("diagnosis")])
    return torch.tensor(frame.to_numpy(), dtype=torch.float32), labels


torch.manual_seed(1)
x, y = read("train.csv")
model = Tumour(x.mean(0), x.std(0))
opt = torch.optim.SGD(model.parameters(), lr=0.05, momentum=0.9, weight_decay=1e-4)
for epoch in range(12):
    model.train()
    for rows in torch.randperm(len(x)).split(20):
        loss = nn.functional.nll_loss(model(x[rows]).log(), y[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
model.eval()
x, y = read("holdout.csv")
with torch.no_grad():
    right = model(x).argmax(1) == y
print("holdout accuracy:", round(right.double().mean().item(), 4))
torch.jit.script(model).save("tumour.ts")
