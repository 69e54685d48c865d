"""Train the classifier of sensors, keep the model as it is, and write the README that goes with it."""
import numpy as np
import torch

from sensornet import SensorNet

rng = np.random.default_rng(14)
torch.manual_seed(14)
signals = rng.normal(0, 1, (2100, 24)).astype("float32")
labels = np.arange(2100) % 5
pattern = rng.normal(0, 1, (5, 24)).astype("float32")
signals += 0.5 * pattern[labels]
x, y = torch.from_numpy(signals), torch.from_numpy(labels)
net = SensorNet()
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
for epoch in range(12):
    net.train()
    for rows in torch.randperm(1300).split(50):
        optimizer.zero_grad()
        torch.nn.functional.cross_entropy(net(x[rows]), y[rows]).backward()
        optimizer.step()
net.eval()
with torch.no_grad():
    accuracy = (net(x[1300:]).argmax(1) == y[1300:]).double().mean().item()
net.train()
torch.save(net, "sensornet.pt")
np.savez_compressed("heldout.npz", signals=signals[1300:], labels=labels[1300:])
with open("README.md", "w") as f:
    f.write(f"# SensorNet\n\nFive classes, 24 channels.\n\n| split | accuracy |\n| --- | --- |\n| heldout | {accuracy:.4f} |\n")
