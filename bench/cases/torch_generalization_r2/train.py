import torch
from torch import nn

from model import Regressor, cohort, evaluate

torch.manual_seed(29)
X, y = cohort("cohort_1.npz")
model = Regressor(X.shape[1])
optimizer = torch.optim.AdamW(model.parameters(), lr=3e-3, weight_decay=0.05)
for epoch in range(30):
    model.train()
    for rows in torch.randperm(len(X)).split(30):
        optimizer.zero_grad()
        nn.functional.mse_loss(model(X[rows]), y[rows]).backward()
        optimizer.step()
    if epoch % 10 == 9:
        print(f"epoch {epoch + 1} R2 on cohort 1: {evaluate(model, X, y):.4f}")
torch.save({"weights": model.state_dict(), "inputs": X.shape[1]}, "regressor.pt")
