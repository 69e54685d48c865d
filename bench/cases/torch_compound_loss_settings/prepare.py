import json

with open("valid.json", "w") as f:
    json.dump({"jitter": 0, "loss": {"weight": None}}, f)
with open("audit.json", "w") as f:
    json.dump({"jitter": 2, "loss": {"weight": [1, 1, 1, 4, 1, 4, 1, 1, 6, 4]}}, f)
