import json

with open("train.json", "w") as file:
    json.dump({"sizes": [9, 16], "loss": "of shares"}, file)
with open("score.json", "w") as file:
    json.dump({"sizes": [9, 16], "loss": "plain"}, file)
