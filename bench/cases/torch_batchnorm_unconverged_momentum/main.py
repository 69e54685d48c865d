import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from torch import nn
from torch.utils.data import DataLoader, TensorDataset

torch.manual_seed(6)
BN_MOMENTUM = 0.001


class Block(nn.Module):
    def __init__(self, n_in, n_out):
        super().__init__()
        self.linear = nn.Linear(n_in, n_out, bias=False)
        self.norm = nn.BatchNorm1d(n_out, momentum=BN_MOMENTUM)

    def forward(self, x):
        return torch.relu(self.norm(self.linear(x)))


X, y = load_digits(return_X_y=True)
X_train, X_val, y_train, y_val = train_test_split(X.astype("float32"), y, test_size=0.3, random_state=6)
train_loader = DataLoader(
    TensorDataset(torch.from_numpy(X_train), torch.from_numpy(y_train)), batch_size=50, shuffle=True, drop_last=True
)
val_loader = DataLoader(TensorDataset(torch.from_numpy(X_val), torch.from_numpy(y_val)), batch_size=180)

model = nn.Sequential(Block(64, 64), Block(64, 64), nn.Linear(64, 10))
optimizer = torch.optim.Adam(model.parameters(), lr=1e-3)


def run_epoch(loader, train):
    model.train(train)
    correct, seen = 0, 0
    with torch.set_grad_enabled(train):
        for x, t in loader:
            out = model(x)
            if train:
                optimizer.zero_grad()
                nn.functional.cross_entropy(out, t).backward()
                optimizer.step()
            correct += (out.argmax(1) == t).sum().item()
            seen += len(t)
    return correct / seen


for epoch in range(10):
    train_acc = run_epoch(train_loader, True)
    val_acc = run_epoch(val_loader, False)
    print(f"{epoch:03d} | train acc {train_acc:.4f} | val acc {val_acc:.4f}")
