import torch
import yaml
from torch.utils.data import DataLoader, TensorDataset

from park import load, net

with open("deploy.yaml") as f:
    settings = yaml.safe_load(f)
checkpoint = torch.load(settings["checkpoint"], map_location=settings["device"])
model = net()
model.load_state_dict(checkpoint[settings["weights"]])
model.eval()
season = TensorDataset(*load("park_season.json"))
right = []
with torch.inference_mode():
    for x, y in DataLoader(season, batch_size=settings["batch"]):
        right.append(model(x).argmax(-1).eq(y))
print("season accuracy = %.4f" % torch.cat(right).double().mean())
