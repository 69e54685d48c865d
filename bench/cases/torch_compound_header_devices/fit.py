import pandas as pd
import torch

from wear import Wear

torch.manual_seed(31)
line1 = pd.read_csv("line1.csv")
model = Wear()
machine, readings = model.tensors(line1)
wear = torch.tensor(line1["wear"].to_numpy(), dtype=torch.float32)
opt = torch.optim.Adam(model.parameters(), lr=1e-2)
for epoch in range(25):
    model.train()
    for rows in torch.randperm(len(wear)).split(64):
        loss = torch.nn.functional.l1_loss(model(machine[rows], readings[rows]), wear[rows])
        opt.zero_grad()
        loss.backward()
        opt.step()
week = pd.read_csv("line1_week9.csv")
week["error"] = (model.guess(week) - week["wear"]).abs()
print(f"line 1, week 9: mean error {week['error'].mean():.3f} um")
torch.save(model.state_dict(), "wear.pt")
