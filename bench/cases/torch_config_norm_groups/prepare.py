import json

from sklearn.datasets import load_digits

digits = load_digits()
with open("digits.json", "w") as f:
    json.dump({"images": digits.images.tolist(), "labels": digits.target.tolist()}, f)
with open("net.json", "w") as f:
    json.dump({"channels": 16, "groups": 16, "classes": 10, "dropout": 0.1}, f)
with open("edge.json", "w") as f:
    json.dump({"channels": 16, "groups": 1, "classes": 10, "dropout": 0.0}, f)
