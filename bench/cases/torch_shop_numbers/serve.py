import sys

import torch
from sklearn.metrics import r2_score
from torch.utils.data import DataLoader

from sales import SalesNet, SalesTable

saved = torch.load("sales.pt")
net = SalesNet(saved["shops"], saved["kinds"])
net.load_state_dict(saved["net"])
net.eval()
year = SalesTable(sys.argv[1], keys="service_keys.json")
guess, sold = [], []
with torch.inference_mode():
    for ids, numbers, y in DataLoader(year, batch_size=32, shuffle=True):
        guess += net(ids, numbers).tolist()
        sold += y.tolist()
print("service R2:", round(r2_score(sold, guess), 4))
