import pandas as pd
import torch
from torch import nn

fresh = pd.read_csv("fresh.csv")
net = nn.Sequential(nn.Linear(16, 128), nn.ReLU(), nn.Linear(128, 64), nn.ReLU(), nn.Linear(64, 2))
net.load_state_dict(torch.load("net.pt"))
net.eval()
with torch.no_grad():
    scores = net(torch.tensor(fresh.drop(columns="label").to_numpy(), dtype=torch.float32))
hits = scores.argmax(1).numpy() == fresh["label"].to_numpy()
print(f"fresh: {hits.mean():.4f}")
