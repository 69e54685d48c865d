import json

import pandas as pd
import torch
from network import Net, inputs

with open("release.json") as f:
    release = json.load(f)
net = Net()
net.load_state_dict(torch.load(release["weights"]))
net.eval()
table = pd.read_csv("test.csv").sort_values("case")
with torch.no_grad():
    table["probability"] = torch.sigmoid(net(inputs(table))).numpy()
table[["case", "probability"]].to_csv("answers.csv", index=False)
