import json

json.dump({"heads": 8, "dim": 32}, open("train.json", "w"))
json.dump({"heads": 1, "dim": 32, "device": "cpu"}, open("serve.json", "w"))
