import numpy as np
import torch

from reader import Reader

reader = Reader()
reader.load_state_dict(torch.load("reader.pt"))
data = np.load("site_b.npz")
x, y = torch.from_numpy(data["tokens"]), torch.from_numpy(data["labels"])
with torch.no_grad():
    print("site b: %.4f" % (reader(x).argmax(1) == y).float().mean())
