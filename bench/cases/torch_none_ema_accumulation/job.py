import torch
from sklearn.datasets import load_breast_cancer
from sklearn.preprocessing import StandardScaler
from torch import nn
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn
from torch.utils.data import DataLoader, TensorDataset, WeightedRandomSampler

X, y = load_breast_cancer(return_X_y=True)
scaler = StandardScaler().fit(X[:300])
X, y = torch.tensor(scaler.transform(X)).float(), torch.tensor(y)


def net():
    return nn.Sequential(nn.Linear(30, 16), nn.BatchNorm1d(16), nn.ReLU(), nn.Dropout(0.4), nn.Linear(16, 2))


def correct(model, loader):
    model.eval()
    with torch.no_grad():
        return sum(int((model(xb).argmax(1) == yb).sum()) for xb, yb in loader)


def train():
    torch.manual_seed(20)
    model = net()
    ema = AveragedModel(model, multi_avg_fn=get_ema_multi_avg_fn(0.9), use_buffers=True)
    data = TensorDataset(X[:300], y[:300])
    weights = 1.0 / torch.bincount(y[:300]).double()[y[:300]]
    loader = DataLoader(data, batch_size=10, sampler=WeightedRandomSampler(weights, 300), drop_last=True)
    opt = torch.optim.SGD(model.parameters(), lr=0.02, momentum=0.8)
    for _ in range(6):
        model.train()
        for step, (xb, yb) in enumerate(loader, 1):
            (nn.functional.cross_entropy(model(xb), yb) / 3).backward()
            if step % 3 == 0:
                opt.step()
                opt.zero_grad()
                ema.update_parameters(model)
    return ema.module
