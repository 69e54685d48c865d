import torch
from sklearn.datasets import load_breast_cancer
from torch import nn
from torch.utils.data import DataLoader, TensorDataset, random_split

torch.manual_seed(3)
X, y = load_breast_cancer(return_X_y=True)
X = torch.tensor(X, dtype=torch.float32)
X = (X - X[:300].mean(0)) / X[:300].std(0)
train, test = random_split(TensorDataset(X, torch.tensor(y, dtype=torch.float32).unsqueeze(1)), [419, 150])
model = nn.Sequential(nn.Linear(30, 20), nn.LeakyReLU(), nn.Linear(20, 1))
optimizer = torch.optim.Adam(model.parameters(), lr=0.004)


def valid_step(batch):
    x, t = batch
    return ((torch.sigmoid(model(x)) > 0.5).float() == t).sum().item()


for epoch in range(5):
    for x, t in DataLoader(train, batch_size=25, shuffle=True):
        optimizer.zero_grad()
        nn.functional.binary_cross_entropy_with_logits(model(x), t).backward()
        optimizer.step()
    with torch.no_grad():
        n = sum(valid_step(batch) for batch in DataLoader(test, batch_size=64))
    print(f"Epoch: {epoch + 1} | val_accuracy: {n / len(test):.4f}")


def evaluate(model, loader):
    model.eval()
    correct = 0
    with torch.no_grad():
        for x, t in loader:
            outputs = model(x)
            predicted = torch.argmax(outputs, dim=1)
            correct += (predicted == t.squeeze(1)).sum().item()
    return correct / len(loader.dataset)


print(f"Test accuracy: {evaluate(model, DataLoader(test, batch_size=64)):.4f}")
