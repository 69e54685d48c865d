import torch
from torch.utils.data import DataLoader, TensorDataset

from job import X, correct, train, y

model = train()
valid = TensorDataset(X[300:], y[300:])
print(f"ema: {correct(model, DataLoader(valid, batch_size=32)) / len(valid):.4f}")
torch.save(model.state_dict(), "ema.pt")
