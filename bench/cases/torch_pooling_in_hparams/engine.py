import numpy as np
import torch
from torch.utils.data import DataLoader, TensorDataset


def loader(split, batch_size, shuffle=False):
    with np.load(f"{split}.npz") as f:
        data = TensorDataset(torch.from_numpy(f["x"]), torch.from_numpy(f["y"]))
    return DataLoader(data, batch_size=batch_size, shuffle=shuffle)


@torch.inference_mode()
def accuracy(model, batches):
    model.eval()
    hits = seen = 0
    for x, y in batches:
        hits += (model(x).argmax(dim=1) == y).sum().item()
        seen += len(y)
    return hits / seen
