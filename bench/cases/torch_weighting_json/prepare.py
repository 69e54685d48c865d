import json

with open("classes.json", "w") as f:
    json.dump({"names": ["setting", "clear", "storm"], "weights": [0.4, 1.0, 3.0]}, f)
