import pandas as pd
import torch
from torch import nn

audit = pd.read_csv("audit.csv").merge(pd.read_csv("audit_labels_v2.csv"), on="case")
model = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 1))
model.load_state_dict(torch.load("risk.pt"))
model.eval()
with torch.no_grad():
    said = model(torch.tensor(audit[list("abcdef")].to_numpy()).float()).squeeze(1) > 0
print("accuracy on annotation 2: %.4f" % (said.numpy() == audit.label.to_numpy()).mean())
