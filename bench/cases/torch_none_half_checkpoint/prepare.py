import json

with open("export.json", "w") as f:
    json.dump({"dtype": "float16", "classes": {"7": "seven", "0": "zero", "3": "three"}, "augment": "train only"}, f)
