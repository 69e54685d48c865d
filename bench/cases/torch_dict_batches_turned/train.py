import torch
from torch import nn
from torch.utils.data import DataLoader
from data import Digits

torch.manual_seed(0)


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 16, 3, padding=1),
            nn.BatchNorm2d(16),
            nn.ReLU(),
            nn.MaxPool2d(2),
            nn.Flatten(),
            nn.Dropout(0.3),
            nn.Linear(256, 10),
        )

    def forward(self, image, label=None):
        logits = self.body(image)
        out = {"logits": logits}
        if label is not None:
            out["loss"] = nn.functional.cross_entropy(logits, label)
        return out


def evaluate(model, loader):
    model.eval()
    n = k = 0
    with torch.no_grad():
        for batch in loader:
            p = model(**batch)["logits"].argmax(1)
            k += (p == batch["label"]).sum().item()
            n += len(p)
    return k / n


if __name__ == "__main__":
    net = Net()
    opt = torch.optim.Adam(net.parameters(), 1e-3)
    for e in range(8):
        net.train()
        for batch in DataLoader(Digits("train.npz"), 32, shuffle=True):
            opt.zero_grad()
            net(**batch)["loss"].backward()
            opt.step()
    print("val accuracy %.4f" % evaluate(net, DataLoader(Digits("val.npz"), 64)))
    torch.save(net.state_dict(), "net.pt")
