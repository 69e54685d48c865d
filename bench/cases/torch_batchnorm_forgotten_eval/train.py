import torch
from sklearn.datasets import load_digits
from torch.nn.functional import cross_entropy
from torch.utils.data import DataLoader, TensorDataset, random_split

from model import mlp

torch.manual_seed(0)
X, y = load_digits(return_X_y=True)
full = TensorDataset(torch.tensor(X).float(), torch.tensor(y))
train_ds, test_ds = random_split(full, [1397, 400], generator=torch.Generator().manual_seed(42))
torch.save(test_ds.indices, "test_indices.pt")

net = mlp()
optimizer = torch.optim.Adam(net.parameters(), lr=2e-3)
scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.3)
for epoch in range(8):
    net.train()
    running = 0.0
    for xb, yb in DataLoader(train_ds, batch_size=64, shuffle=True):
        loss = cross_entropy(net(xb), yb)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        running += loss.item() * len(xb)
    scheduler.step()
    net.eval()
    with torch.no_grad():
        good = [(net(xb).argmax(1) == yb) for xb, yb in DataLoader(test_ds, batch_size=200)]
    print(f"epoch {epoch} train_loss {running / len(train_ds):.4f} val_accuracy {100 * torch.cat(good).float().mean():.2f} %")
torch.save(net.state_dict(), "net.pt")
