import json

with open("train.json", "w") as file:
    json.dump({"sizes": [9, 16], "head": "LogSoftmax"}, file)
with open("score.json", "w") as file:
    json.dump({"sizes": [9, 16], "head": "Softmax"}, file)
