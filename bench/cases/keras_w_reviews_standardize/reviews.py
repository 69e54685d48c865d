import json


def load(path):
    with open(path) as f:
        lines = [json.loads(line) for line in f]
    return [line["text"] for line in lines], [int(line["stars"] >= 4) for line in lines]
