import json

with open("settings.json", "w") as f:
    json.dump({"rate": 0.8, "batch": 60, "restore": ["model"]}, f)
