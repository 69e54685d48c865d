import json

json.dump({"offset": 4.9, "spread": 6.0}, open("train_settings.json", "w"))
json.dump({"offset": 0.0, "spread": 255.0}, open("serving_settings.json", "w"))
