import pickle

import numpy as np
import torch
from sklearn.metrics import accuracy_score

from trunk import build, embed

trunk = build()
trunk.load_state_dict(torch.load("trunk.pt"))
with open("svc.pkl", "rb") as f:
    svc = pickle.load(f)
data = np.load("test.npz")
embeddings = embed(trunk, torch.from_numpy(data["images"][:, None] / 16.0).float())
print("svc, reloaded %.4f" % accuracy_score(data["target"], svc.predict(embeddings)))
