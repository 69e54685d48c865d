import json

import torch


def write(model, name):
    rules = json.load(open("export.json"))
    state = {k: v for k, v in model.state_dict().items() if k.rsplit(".", 1)[-1] in rules["keep"] + rules.get("also", [])}
    torch.save({"format": rules["format"], "state": state}, name)


def read(model, name):
    found = torch.load(name)
    result = model.load_state_dict(found["state"], strict=found["format"] < 2)
    return model, result
