import torch

from sensor import build, data, evaluate

model = build()
model.load_state_dict(torch.load("sensor.pt"))
print("service accuracy %.4f" % evaluate(model, data(900, 1500), "service.json"))
