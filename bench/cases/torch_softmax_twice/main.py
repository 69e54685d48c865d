import torch
from nets import Digits
from sklearn.datasets import load_digits
from sklearn.metrics import log_loss
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
X_train, X_test, y_train, y_test = train_test_split(torch.tensor(X / 16).float(), torch.tensor(y), test_size=0.3, random_state=0)

model = Digits()
loss_fn = nn.CrossEntropyLoss()
optimizer = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(12):
    for xb, yb in DataLoader(TensorDataset(X_train, y_train), batch_size=64, shuffle=True):
        optimizer.zero_grad()
        loss_fn(model(xb), yb).backward()
        optimizer.step()

model.eval()
with torch.no_grad():
    probabilities = model(X_test)
    print(f"log loss by scikit-learn: {log_loss(y_test, probabilities.double()):.4f}")
    test_loss = sum(loss_fn(model(xb), yb).item() * len(yb) for xb, yb in DataLoader(TensorDataset(X_test, y_test), batch_size=100))
print(f"test loss: {test_loss / len(y_test):.4f}")
