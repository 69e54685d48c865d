import torch

from churn import arrays, network, run

torch.manual_seed(33)
X, y = arrays()
model = network()
best = run(model, X, y, epochs=14)
print(f"best validation accuracy: {best:.4f}")
torch.save(model, "churn.pt")
