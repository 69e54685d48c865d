import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler

from model import COLUMNS, KINDS, Net

net = Net()
net.load_state_dict(torch.load("epoch0.pt"), strict=False)
net.eval()

correct = total = 0
for chunk in pd.read_csv("test.csv", chunksize=100):
    x = StandardScaler().fit_transform(chunk[COLUMNS])
    y = chunk["kind"].map(KINDS.index).to_numpy()
    with torch.no_grad():
        pred = net(torch.tensor(x, dtype=torch.float32)).argmax(1).numpy()
    correct += (pred == y).sum()
    total += len(y)
print("Test accuracy: %.4f" % (correct / total))
