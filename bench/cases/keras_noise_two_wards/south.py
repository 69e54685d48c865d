import json

import keras
import numpy as np

from network import STATES, PulseNet

with open("ward_south.json") as f:
    records = json.load(f)["records"]
x = np.array([[record["wave"], record["second"]] for record in records]).transpose(0, 2, 1)
y = np.array([STATES.index(record["state"]) for record in records])

net = PulseNet()
net.build((None, 40, 2))
net(x[:1])
net.load_weights("pulse.weights.h5")
hits = 0
for start in range(0, len(x), 25):
    logits = net(x[start:start + 25], training=False)
    hits += int(np.sum(keras.ops.convert_to_numpy(logits).argmax(-1) == y[start:start + 25]))
print("south ward accuracy {:.4f}".format(hits / len(y)))
