import pandas as pd
import torch
from torch import nn

torch.manual_seed(43)
history = pd.read_csv("history.csv")
features = list("abcdef")
X, y = torch.tensor(history[features].to_numpy()).float(), torch.tensor(history.label.to_numpy()).float()
model = nn.Sequential(nn.Linear(6, 12), nn.ReLU(), nn.Linear(12, 1))
opt = torch.optim.Adam(model.parameters(), lr=0.02)
for step in range(150):
    opt.zero_grad()
    nn.functional.binary_cross_entropy_with_logits(model(X).squeeze(1), y).backward()
    opt.step()
audit = pd.read_csv("audit.csv").merge(pd.read_csv("audit_labels_v1.csv"), on="case")
with torch.no_grad():
    said = model(torch.tensor(audit[features].to_numpy()).float()).squeeze(1) > 0
print("accuracy on annotation 1: %.4f" % (said.numpy() == audit.label.to_numpy()).mean())
torch.save(model.state_dict(), "risk.pt")
