import torch
from sklearn.datasets import make_classification
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

X, y = make_classification(
    2400, 12, n_informative=6, weights=[0.9, 0.1], class_sep=0.7, flip_y=0.02, random_state=15
)
X, y = torch.tensor(X).float(), torch.tensor(y)
PARTS = {"train": slice(0, 1400), "valid": slice(1400, 1900), "test": slice(1900, 2400)}


def make_loader(part, batch_size=50, balanced=True):
    ds = TensorDataset(X[PARTS[part]], y[PARTS[part]])
    if not balanced:
        return DataLoader(ds, batch_size=batch_size)
    counts = torch.bincount(ds.tensors[1]).double()
    sampler = WeightedRandomSampler((1 / counts)[ds.tensors[1]], len(ds))
    return DataLoader(ds, batch_size=batch_size, sampler=sampler)
