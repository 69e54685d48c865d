import torch
from sklearn.metrics import classification_report
from torch.utils.data import DataLoader, TensorDataset

from job import X, correct, net, y

model = net()
model.load_state_dict(torch.load("ema.pt"))
order = torch.randperm(269, generator=torch.Generator().manual_seed(1))
loader = DataLoader(TensorDataset(X[300:][order], y[300:][order]), batch_size=100)
acc = correct(model, loader) / len(loader.dataset)
with torch.no_grad():
    print(classification_report(y[300:], model(X[300:]).argmax(1)))
print(f"reported: {acc:.4f}")
