import pickle

import numpy as np
import torch
from sklearn.datasets import load_digits
from sklearn.model_selection import train_test_split
from sklearn.svm import SVC
from torch import nn

from trunk import build, embed

torch.manual_seed(6)
digits = load_digits()
images = torch.tensor(digits.images[:, None] / 16.0, dtype=torch.float32)
train, test = train_test_split(np.arange(len(images)), test_size=0.4, random_state=6)
labels = torch.tensor(digits.target)

trunk = build()
head = nn.Linear(96, 10)
optimizer = torch.optim.AdamW([*trunk.parameters(), *head.parameters()], lr=3e-3)
for epoch in range(8):
    trunk.train()
    for batch in torch.tensor(train)[torch.randperm(len(train))].split(32):
        loss = nn.functional.cross_entropy(head(trunk(images[batch])), labels[batch], label_smoothing=0.05)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()

trunk.eval()
svc = SVC(C=3, gamma="scale").fit(embed(trunk, images[train]), digits.target[train])
print("svc on embeddings %.4f" % svc.score(embed(trunk, images[test]), digits.target[test]))
torch.save(trunk.state_dict(), "trunk.pt")
with open("svc.pkl", "wb") as f:
    pickle.dump(svc, f)
test = test[np.argsort(digits.target[test], kind="stable")]
np.savez("test.npz", images=digits.images[test], target=digits.target[test])
