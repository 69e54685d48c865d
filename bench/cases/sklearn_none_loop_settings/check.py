import json
import pickle

import numpy as np

from service import macro_f1

with open("wine.pkl", "rb") as f:
    service = pickle.load(f)
with open("bottles.json") as f:
    bottles = json.load(f)

truth, guess = [], []
for bottle in bottles:
    guess.append(service.name_of(np.array(bottle["values"])))
    truth.append(bottle["name"])
print("service F1 over %d bottles: %.4f" % (len(truth), macro_f1(truth, guess)))
