import json
import sys

import torch
from sklearn.metrics import f1_score

from tagger import Tagger, rows, tags

where = sys.argv[1]
model = Tagger()
model.load_state_dict(torch.load("tagger.pt"))
cuts = json.load(open(f"{where}/cuts.json"))
X, Y = rows(1400, 1800)
found = tags(model.probabilities(X), cuts)
print("deployed micro-F1: %.4f" % f1_score(Y, found, average="micro"))
