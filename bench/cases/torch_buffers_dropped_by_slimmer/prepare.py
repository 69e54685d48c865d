import json

json.dump({"format": 2, "keep": ["weight", "bias"], "folder": "."}, open("export.json", "w"))
