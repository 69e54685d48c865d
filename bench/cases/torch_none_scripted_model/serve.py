import json
import random

import torch


class Service:
    classes = ("M", "B")

    def __init__(self, path):
        self.model = torch.jit.load(path)

    def diagnose(self, record):
        row = torch.tensor([[value for key, value in record.items() if key != "diagnosis"]])
        benign, malignant = self.model(row)[0].tolist()
        return self.classes[0] if malignant > benign else self.classes[1]


service = Service("tumour.ts")
with open("holdout.jsonl") as lines:
    records = [json.loads(line) for line in lines]
random.shuffle(records)
hits = sum(service.diagnose(record) == record["diagnosis"] for record in records)
print("service accuracy:", round(hits / len(records), 4))
