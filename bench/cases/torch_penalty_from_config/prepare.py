import json

with open("config.json", "w") as file:
    json.dump({"hidden": 24, "lr": 0.01, "terms": {"l1": 0.0, "l2": 0.004}}, file)
