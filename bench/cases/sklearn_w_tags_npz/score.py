import json

import numpy as np

saved = np.load("inbox.npz")
tags = json.load(open("tags.json"))
guess = saved["chance"] > 0.5
told = {}
for line in open("agents.jsonl"):
    row = json.loads(line)
    told[row["id"]] = row["tags"]
truth = np.zeros(guess.shape, dtype=bool)
for k, number in enumerate(saved["ids"]):
    for tag in told[int(number)]:
        truth[k, tags.index(tag)] = True

tp = (guess & truth).sum()
fp = (guess & ~truth).sum()
fn = (~guess & truth).sum()
print("inbox micro F1: %.4f" % (2 * tp / (2 * tp + fp + fn)))
