import json

import torch

from glyphs import net, rows

release = json.load(open("release.json"))
model = net()
model.load_state_dict(torch.load(release["checkpoint"]))
model.eval()
X, y = rows(release["classes"], 1200, 1797)
with torch.no_grad():
    guess = model(X).argmax(1)
print("release accuracy %.4f" % (guess == y).float().mean())
