import json

import numpy as np
import torch

from common import AutoEncoder, errors, runs

torch.manual_seed(388)
normal, _ = runs("normal")
model = AutoEncoder()
optimizer = torch.optim.Adam(model.parameters(), lr=0.01)
for epoch in range(30):
    model.train()
    for batch in torch.randperm(len(normal)).split(45):
        loss = torch.nn.functional.mse_loss(model(normal[batch]), normal[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
torch.save(model.state_dict(), "pumps.pt")

level = float(np.quantile(errors(model, normal), 0.95))
with open("alarm.json", "w") as f:
    json.dump({"split": "bench", "level": level}, f)
x, faulty = runs("bench")
alarm = errors(model, x) > level
print("level", round(level, 4))
print("bench accuracy", round(float((alarm == faulty).mean()), 4))
