import torch
from loss_kit import evaluate, settings, table
from loss_kit.parts import Scale
from torch import nn

cfg = settings("training.yaml")
torch.manual_seed(84)
x, y = table("train.txt")
model = nn.Sequential(Scale(x.mean(0), x.std(0)), nn.Linear(13, 20), nn.ReLU(), nn.Dropout(0.2), nn.Linear(20, 3))
criterion = nn.CrossEntropyLoss(**cfg["loss"])
optimizer = torch.optim.AdamW(model.parameters(), lr=0.01, weight_decay=0.05)
for epoch in range(15):
    model.train()
    for batch in torch.randperm(len(x)).split(25):
        optimizer.zero_grad()
        criterion(model(x[batch]), y[batch]).backward()
        optimizer.step()
torch.save(model, "wine.pt")
print("validation loss", round(evaluate(model, criterion, *table(cfg["data"])), 4))
