import pandas as pd
import torch
from sklearn.datasets import make_classification
from sklearn.model_selection import train_test_split
from torch import nn

torch.manual_seed(5)
X, y = make_classification(900, 16, n_informative=6, flip_y=0.15, class_sep=0.6, random_state=5)
table = pd.DataFrame(X, columns=[f"f{i}" for i in range(16)])
table["label"] = y
table[500:].to_csv("fresh.csv", index=False)

augmented = table[:500].sample(n=1500, replace=True, random_state=1)
fit, valid = train_test_split(augmented, test_size=0.3, random_state=1)


def tensors(part):
    return torch.tensor(part.drop(columns="label").to_numpy(), dtype=torch.float32), torch.tensor(part["label"].to_numpy())


net = nn.Sequential(nn.Linear(16, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 2))
optimizer = torch.optim.Adam(net.parameters(), lr=5e-3)
inputs, targets = tensors(fit)
for step in range(200):
    optimizer.zero_grad()
    nn.functional.cross_entropy(net(inputs), targets).backward()
    optimizer.step()
net.eval()
with torch.no_grad():
    inputs, targets = tensors(valid)
    print(f"valid: {(net(inputs).argmax(1) == targets).float().mean():.4f}")
torch.save(net.state_dict(), "net.pt")
