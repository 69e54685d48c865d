import numpy as np
import torch

from zoo.digits import digitnet

net = digitnet("weights/release.pth")
data = np.load("digits.npz")
images, labels = torch.from_numpy(data["images"]), torch.from_numpy(data["labels"])
hits = 0
with torch.inference_mode():
    for start in range(0, len(images), 100):
        hits += (net(images[start : start + 100]).argmax(-1) == labels[start : start + 100]).sum().item()
print(f"top-1 on {len(images)} digits: {100 * hits / len(images):.2f} %")
