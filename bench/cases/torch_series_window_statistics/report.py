import configparser

import torch
from torch.utils.data import DataLoader

from forecaster import Forecaster
from series import Windows

config = configparser.ConfigParser()
config.read("report.ini")
saved = torch.load("forecaster.pt", weights_only=True)
model = Forecaster(config.getint("windows", "lookback"))
model.load_state_dict(saved["model"])
model.eval()
data = Windows("recent.csv", config, saved["stats"])
errors = []
with torch.no_grad():
    for x, y in DataLoader(data, batch_size=config.getint("loader", "batch_size")):
        errors.append((model(x) - y).abs())
print(f"recent MAE {torch.cat(errors).mean():.4f}")
