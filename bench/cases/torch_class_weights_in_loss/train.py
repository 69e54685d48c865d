import torch
import torch.nn as nn
from sklearn.datasets import load_breast_cancer
from sklearn.model_selection import train_test_split
from sklearn.preprocessing import StandardScaler
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(3)
X, y = load_breast_cancer(return_X_y=True)
X_tr, X_va, y_tr, y_va = train_test_split(X, y, test_size=0.4, random_state=3, stratify=y)
scaler = StandardScaler().fit(X_tr)
train_ds = TensorDataset(torch.tensor(scaler.transform(X_tr)).float(), torch.tensor(y_tr))
val_ds = TensorDataset(torch.tensor(scaler.transform(X_va)).float(), torch.tensor(y_va))
torch.save(val_ds.tensors, "val.pt")

net = nn.Sequential(nn.Linear(30, 8), nn.ReLU(), nn.Dropout(0.1), nn.Linear(8, 2))
# malignant cases are rarer and matter more
criterion = nn.CrossEntropyLoss(weight=torch.tensor([6.0, 1.0]))
optimizer = torch.optim.Adam(net.parameters(), lr=5e-3, weight_decay=1e-4)

for epoch in range(4):
    net.train()
    for xb, yb in DataLoader(train_ds, batch_size=32, shuffle=True):
        optimizer.zero_grad()
        criterion(net(xb), yb).backward()
        optimizer.step()
    net.eval()
    val_loss = 0.0
    with torch.no_grad():
        for xb, yb in DataLoader(val_ds, batch_size=64):
            val_loss += criterion(net(xb), yb).item() * len(yb)
    print(f"epoch {epoch} val_loss {val_loss / len(val_ds):.4f}")
torch.save(net.state_dict(), "net.pt")
