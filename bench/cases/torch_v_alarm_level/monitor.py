import json

import torch
from sklearn.metrics import classification_report

from common import AutoEncoder, errors, runs

with open("alarm_field.json") as f:
    alarm = json.load(f)
model = AutoEncoder()
model.load_state_dict(torch.load("pumps.pt"))
x, faulty = runs(alarm["split"])
rings = errors(model, x) > alarm["level"]
print(classification_report(faulty, rings, target_names=["sound", "faulty"], digits=4))
