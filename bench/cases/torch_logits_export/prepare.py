import json

with open("train.json", "w") as f:
    json.dump({"hidden": 32, "head": []}, f)
with open("monitor.json", "w") as f:
    json.dump({"hidden": 32, "head": ["Softmax"]}, f)
