import pandas as pd
import torch
from sklearn.preprocessing import StandardScaler

from tumornet import TumorNet

checkpoint = torch.load("tumor.pth")
features = checkpoint["features"]
test = pd.read_csv("test_copy.csv").sample(frac=1)
scaler = StandardScaler().fit(pd.read_csv("train.csv")[features])
x = torch.tensor(scaler.transform(test[features]), dtype=torch.float32)
y = torch.tensor(test["target"].to_numpy())

model = TumorNet(len(features)).half().float()
print(model.load_state_dict(checkpoint["state"], strict=False))
correct = 0
for i in range(0, len(x), 10):
    out = model(x[i : i + 10])
    correct += int((torch.max(out, 1)[1] == y[i : i + 10]).sum())
print("Test accuracy:", correct / len(x))
