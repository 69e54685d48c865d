import subprocess
import sys

import torch

from power import Scaler, network, r_squared

subprocess.run([sys.executable, "deploy.py"], check=True)
model = network()
model.load_state_dict(torch.load("board/weights.pt"))
inputs, outputs = Scaler.load("board/inputs.json"), Scaler.load("board/power.json")
print(f"July R2: {r_squared(model, inputs, outputs, 'plant_a_july.npz'):.4f}")
