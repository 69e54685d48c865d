import json

settings = {"train": {"noise": 0.0}, "valid": {"noise": 0.0}, "test": {"noise": 0.6}}
with open("splits.json", "w") as f:
    json.dump(settings, f)
