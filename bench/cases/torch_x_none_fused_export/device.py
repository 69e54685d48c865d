import numpy as np
import torch
from torch import nn

net = nn.Sequential(
    nn.Conv2d(1, 12, 3, padding=1),
    nn.ReLU(),
    nn.Conv2d(12, 16, 3, padding=1),
    nn.ReLU(),
    nn.MaxPool2d(2),
    nn.Sequential(nn.Flatten(), nn.Identity(), nn.Linear(256, 10)),
    nn.Softmax(dim=1),
)
print(net.load_state_dict(torch.load("device.pt"), strict=False))

data = np.load("device.npz")
pixels = torch.from_numpy(data["pixels"]).permute(0, 3, 1, 2)
digit = torch.from_numpy(data["digit"]).squeeze(1)
right = 0
for start in range(len(pixels)):
    with torch.inference_mode():
        probs = net(pixels[start : start + 1])
    right += int(probs.argmax() == digit[start])
print(f"device accuracy {right / len(pixels):.4f}")
