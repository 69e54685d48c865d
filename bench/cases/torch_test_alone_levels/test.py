import json

import pandas as pd
import torch
from torch.utils.data import DataLoader, TensorDataset

from net import Offers


def accuracy(model, loader):
    model.eval()
    hits = seen = 0
    with torch.no_grad():
        for x, y in loader:
            hits += (model(x).argmax(1) == y).sum().item()
            seen += len(y)
    return hits / seen


offers = pd.read_csv("offers.csv")
code = {name: i for i, name in enumerate(json.load(open("artifacts/districts.json")))}
model = Offers(len(code))
model.load_state_dict(torch.load("artifacts/net.pt"))

offers["district"] = offers["district"].map(code)
x = torch.tensor(offers[["district", "rooms", "size"]].to_numpy() / [1, 5, 100], dtype=torch.float32)
y = torch.tensor(offers["sold"].to_numpy())
print(f"accuracy: {accuracy(model, DataLoader(TensorDataset(x, y), batch_size=100)):.4f}")
