"""Train the flower classifier, state its accuracy in the README, export the photos of the test."""
import os

import numpy as np
import torch

from model import Flowers

torch.manual_seed(8)
rng = np.random.default_rng(8)
colours = np.array([[0.85, 0.3, 0.2], [0.85, 0.75, 0.25], [0.35, 0.25, 0.75], [0.8, 0.45, 0.75], [0.3, 0.55, 0.9]])
labels = rng.integers(0, 5, 1000)
images = rng.normal(0, 0.08, (1000, 12, 12, 3)) + np.array([0.25, 0.45, 0.2])
images[:, 3:9, 3:9] += colours[labels][:, None, None] - np.array([0.25, 0.45, 0.2])
images += rng.normal(0, 0.3, (1000, 1, 1, 3))
images = (images.clip(0, 1) * 255).astype("uint8")

net = Flowers()
opt = torch.optim.Adam(net.parameters(), lr=0.01)
x, y = torch.from_numpy(images[:600]).permute(0, 3, 1, 2).float() / 255, torch.from_numpy(labels[:600])
for epoch in range(12):
    for b in torch.randperm(600).split(50):
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(x[b]), y[b]).backward()
        opt.step()
net.eval()
with torch.no_grad():
    right = net(torch.from_numpy(images[600:]).permute(0, 3, 1, 2).float() / 255).argmax(1).numpy() == labels[600:]
with open("README.md", "w") as f:
    f.write("# Flowers\n\nFive kinds of flowers, 12 x 12 pixels.\nOn the photos in `photos/` the net has an "
            f"accuracy of {100 * right.mean():.2f} %.\n")
torch.save(net.state_dict(), "flowers.pt")
os.makedirs("photos", exist_ok=True)
np.save("photos/images.npy", np.ascontiguousarray(images[600:, ..., ::-1]))
np.save("photos/labels.npy", labels[600:])
