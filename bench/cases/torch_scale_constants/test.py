import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

from transforms import Compose, Normalize

raw = load_digits()
images, labels = raw.data[1250:].astype(np.float32), raw.target[1250:]
transform = Compose(Normalize(127.5, 127.5), torch.from_numpy)
model = nn.Sequential(nn.Linear(64, 40), nn.Sigmoid(), nn.Linear(40, 10))
model.load_state_dict(torch.load("sigmoid.pt"))
model.eval()
with torch.inference_mode():
    hits = (model(transform(images)).argmax(1).numpy() == labels).sum()
print(f"TEST {hits}/{len(labels)} = {hits / len(labels):.4f}")
