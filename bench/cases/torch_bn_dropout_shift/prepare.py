import json

with open("net.json", "w") as f:
    json.dump({"hidden": 48, "drop": 0.6}, f)
