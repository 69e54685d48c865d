import torch
from sklearn.datasets import load_digits
from torch.utils.data import DataLoader, Subset, TensorDataset

from model import mlp

X, y = load_digits(return_X_y=True)
dataset = TensorDataset(torch.tensor(X).float(), torch.tensor(y))
test_loader = DataLoader(Subset(dataset, torch.load("test_indices.pt")), batch_size=4, num_workers=0)

net = mlp()
net.load_state_dict(torch.load("net.pt"))

n_correct, n_total = 0, 0
with torch.no_grad():
    for inputs, targets in test_loader:
        outputs = net(inputs)
        _, predicted = torch.max(outputs, 1)
        n_correct += (predicted == targets).sum().item()
        n_total += targets.size(0)
print("Accuracy of the network on the test digits: %.2f %%" % (100.0 * n_correct / n_total))
