import json

with open("run.json", "w") as f:
    json.dump({"epochs": 10, "lr": 0.003, "l1": 0.001}, f)
