import torch

from data import loaders
from model import Net

torch.manual_seed(1)
device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
_, test_loader = loaders()

model = Net().to(device)
model.load_state_dict(torch.load("model.pt", map_location=device))

correct = total = 0
with torch.no_grad():
    for xb, yb in test_loader:
        out = model(xb.to(device))
        correct += (out.argmax(1).cpu() == yb).sum().item()
        total += yb.size(0)

print(f"Test accuracy: {correct / total:.4f}")
