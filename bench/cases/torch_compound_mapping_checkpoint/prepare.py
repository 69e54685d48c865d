import json

from sklearn.datasets import load_digits

names = [f"glyph-{k}" for k in range(10)]
images = load_digits()
with open("labels.txt", "w") as f:
    f.write("\n".join(names[k] for k in images.target))
with open("train.json", "w") as f:
    json.dump({"classes": names, "keep": "every epoch"}, f)
released = list(names)
released[1], released[7] = released[7], released[1]
with open("release.json", "w") as f:
    json.dump({"classes": released, "checkpoint": "epoch_01.pt"}, f)
