import argparse

import torch
from torch import nn

from hotel.data import Reviews, build
from hotel.net import GRUReader

parser = argparse.ArgumentParser()
parser.add_argument("--max-len", type=int, default=16)
parser.add_argument("--epochs", type=int, default=5)
args = parser.parse_args()
torch.manual_seed(3)

reviews = Reviews("stays_2024.csv", args.max_len)
itos = build(reviews.texts)
x, y = reviews.tensors(itos)
model = GRUReader(len(itos))
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-3, weight_decay=1e-3)
criterion = nn.BCEWithLogitsLoss()
for epoch in range(args.epochs):
    model.train()
    for batch in torch.randperm(len(x)).split(50):
        optimizer.zero_grad()
        criterion(model(x[batch]), y[batch]).backward()
        optimizer.step()

model.eval()
x, y = Reviews("stays_2025_q1.csv", args.max_len).tensors(itos)
with torch.no_grad():
    hits = ((model(x) > 0).float() == y).sum().item()
print(f"first quarter: {hits}/{len(y)} right, accuracy {hits / len(y):.4f}")
torch.save({"net": model.state_dict(), "itos": itos, "max_len": args.max_len}, "reader.pt")
