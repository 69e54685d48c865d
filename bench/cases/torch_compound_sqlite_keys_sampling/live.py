import json

import torch

from serving import Predictor, read
from serving.predictor import build

torch.manual_seed(0)
settings = json.load(open("live.json"))
model = build()
model.load_state_dict(torch.load("scans.pt"))
predictor = Predictor(model, settings["posterior_samples"])
X, y = read(settings["database"])
answers = torch.cat([predictor(x) for x in X.split(50)])
print("live", round((answers.argmax(-1) == y).float().mean().item(), 4))
