import json

with open("net.json", "w") as f:
    json.dump({"units": [32, 16], "activation": "relu", "l2": 0.004}, f)
