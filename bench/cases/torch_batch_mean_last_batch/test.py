import numpy as np
import torch
from torch.utils.data import DataLoader

from wine import get_data, get_model

_, test_ds = get_data()
loader = DataLoader(test_ds, batch_size=32)
model = get_model()
model.load_state_dict(torch.load("wine.pt"))
model.eval()

accs = []
with torch.no_grad():
    for x, y in loader:
        accs.append((model(x).argmax(1) == y).float().mean().item())
print("test_acc=%.4f" % np.mean(accs))
