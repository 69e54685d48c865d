import json

parts = {
    "train": {"rows": [0, 1200], "shift": 1},
    "valid": {"rows": [1200, 1797], "shift": 0},
    "test": {"rows": [1200, 1797], "shift": 2},
}
with open("parts.json", "w") as f:
    json.dump(parts, f)
