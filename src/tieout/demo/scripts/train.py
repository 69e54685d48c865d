"""Train a small network on handwritten digits and keep some of them apart for testing.

The test rows are what the network is for: handwritten marks from 1 to 5.
"""

import joblib
import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch import nn

torch.manual_seed(0)

X, y = load_digits(return_X_y=True)
X_train, X_held, y_train, y_held = train_test_split(X, y, test_size=0.3, random_state=0)
marks = (y_held >= 1) & (y_held <= 5)
X_held, y_held = X_held[marks], y_held[marks]
np.savez("marks.npz", X=X_held, y=y_held)

scaler = StandardScaler().fit(X_train)
joblib.dump(scaler, "scaler.joblib")
x_train = torch.tensor(scaler.transform(X_train), dtype=torch.float32)
x_held = torch.tensor(scaler.transform(X_held), dtype=torch.float32)
y_train, y_held = torch.tensor(y_train), torch.tensor(y_held)

model = nn.Sequential(nn.Linear(64, 64), nn.ReLU(), nn.Dropout(0.5), nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=0.003)

for epoch in range(1, 11):
    model.train()
    for rows in torch.randperm(len(x_train)).split(64):
        loss = nn.functional.cross_entropy(model(x_train[rows]), y_train[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

    model.eval()
    with torch.no_grad():
        correct = (model(x_held).argmax(1) == y_held).sum().item()
    val_accuracy = correct / len(y_held)
    print(f"epoch {epoch:2}  val_accuracy: {val_accuracy:.4f}")

torch.save(model.state_dict(), "model.pt")
