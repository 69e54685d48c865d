import json

json.dump({"metric": "f1_score", "options": {"average": "macro"}}, open("validation.json", "w"))
json.dump({"metric": "f1_score", "options": {"average": "weighted"}}, open("release.json", "w"))
