import torch
from loss_kit import evaluate, settings, table

cfg = settings("report.yaml")
model = torch.load("wine.pt", weights_only=False)
criterion = torch.nn.CrossEntropyLoss(**cfg["loss"])
x, y = table(cfg["data"])
print("test loss", round(evaluate(model, criterion, x, y, batch_size=300), 4))
