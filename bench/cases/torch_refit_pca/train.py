import pickle

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.decomposition import PCA
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import MinMaxScaler
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(3)
X, y = load_digits(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X, y, test_size=0.25, random_state=4)
np.save("x_val.npy", X_val)
np.save("y_val.npy", y_val)

scaler = MinMaxScaler().fit(X_train)
pca = PCA(n_components=20, random_state=0).fit(scaler.transform(X_train))
with open("preprocessing.pkl", "wb") as f:
    pickle.dump({"scaler": scaler, "pca": pca}, f)

z_train = torch.as_tensor(pca.transform(scaler.transform(X_train)), dtype=torch.float32)
z_val = torch.as_tensor(pca.transform(scaler.transform(X_val)), dtype=torch.float32)
loader = DataLoader(TensorDataset(z_train, torch.as_tensor(y_train)), batch_size=64, shuffle=True)
model = nn.Sequential(nn.Linear(20, 64), nn.ReLU(), nn.Linear(64, 10))
optim = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(10):
    for xb, yb in loader:
        optim.zero_grad()
        nn.functional.cross_entropy(model(xb), yb).backward()
        optim.step()

with torch.no_grad():
    acc = (model(z_val).argmax(1).numpy() == y_val).mean()
print(f"val acc: {acc:.4f}")
torch.save(model.state_dict(), "mlp.pt")
