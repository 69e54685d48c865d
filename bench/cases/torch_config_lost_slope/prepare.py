import json
import os

full = {"width": 40, "activation": {"slope": 0.8}, "classes": 10}
short = {"width": 40, "activation": {}, "classes": 10}
for folder, settings in (("experiment", full), ("export", short)):
    os.makedirs(folder, exist_ok=True)
    with open(f"{folder}/model.json", "w") as f:
        json.dump(settings, f)
