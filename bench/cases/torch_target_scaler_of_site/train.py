from pathlib import Path

import numpy as np
import torch

from power import Scaler, network, r_squared

torch.manual_seed(0)
data = np.load("plant_a.npz")
inputs, outputs = Scaler.of(data["x"]), Scaler.of(data["power"])
x = torch.from_numpy(inputs.to(data["x"]))
y = torch.from_numpy(outputs.to(data["power"]).astype("float32"))
model = network()
opt = torch.optim.Adam(model.parameters(), lr=3e-3)
for epoch in range(30):
    model.train()
    for rows in torch.randperm(len(x)).split(50):
        opt.zero_grad()
        torch.nn.functional.mse_loss(model(x[rows])[:, 0], y[rows]).backward()
        opt.step()
print(f"June R2: {r_squared(model, inputs, outputs, 'plant_a_june.npz'):.4f}")
run = Path("run")
run.mkdir(exist_ok=True)
torch.save(model.state_dict(), run / "weights.pt")
inputs.save(run / "inputs.json")
outputs.save(run / "power.json")
