import numpy as np
import torch
from sklearn.datasets import load_digits
from torch import nn

from transforms import Compose, Normalize

torch.manual_seed(9)
raw = load_digits()
images = raw.data.astype(np.float32)
transform = Compose(Normalize(0.0, 16.0), Normalize(0.3053, 0.3761), torch.from_numpy)
split = 1250

model = nn.Sequential(nn.Linear(64, 40), nn.Sigmoid(), nn.Linear(40, 10))
opt = torch.optim.Adam(model.parameters(), lr=0.01)
x, y = transform(images[:split]), torch.tensor(raw.target[:split])
for epoch in range(8):
    order = torch.randperm(split)
    for i in range(0, split, 50):
        b = order[i : i + 50]
        opt.zero_grad()
        nn.functional.cross_entropy(model(x[b]), y[b]).backward()
        opt.step()

with torch.inference_mode():
    hits = (model(transform(images[split:])).argmax(1).numpy() == raw.target[split:]).sum()
print(f"VAL {hits}/{len(images) - split} = {hits / (len(images) - split):.4f}")
torch.save(model.state_dict(), "sigmoid.pt")
