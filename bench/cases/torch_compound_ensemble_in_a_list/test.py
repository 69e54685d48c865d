import torch
from sklearn.datasets import load_digits
from sklearn.metrics import f1_score
from torch.utils.data import DataLoader, TensorDataset

from ensemble import Ensemble, member

torch.manual_seed(1)
X, y = load_digits(return_X_y=True)
test = TensorDataset(torch.tensor(X[1000:], dtype=torch.float32) / 16, torch.tensor(y[1000:]))
members = []
for seed in range(2):
    net = member(48, 0.6)
    net.load_state_dict(torch.load(f"member_{seed}.pt"))
    members.append(net)
model = Ensemble(members)
model.eval()

scores = []
with torch.no_grad():
    for x, t in DataLoader(test, batch_size=12):
        answer = model(x)
        scores.append(f1_score(t, answer.argmax(-1), average="macro"))
print("ensemble F1 in test.py %.4f" % (sum(scores) / len(scores)))
