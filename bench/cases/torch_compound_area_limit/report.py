import torch
import yaml

from houses.data import tensors
from houses.net import Regressor, rmse

model = Regressor()
model.load_state_dict(torch.load("houses.pt"))
model.eval()
cfg = yaml.safe_load(open("agency.yaml"))
X, y = tensors(cfg)
print(f"RMSE on the agency's rows: {rmse(model, X, y):.3f}")
