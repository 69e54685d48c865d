import json

import torch

from desk import Reader, Runner, TicketNet

with open("train.json") as f:
    settings = json.load(f)
torch.manual_seed(settings["seed"])
reader = Reader(**settings["reader"])
history = reader("history.db")
net = TicketNet(len(reader.vocabulary) + 2, **settings["model"])
runner = Runner(net)
runner.fit(history)
torch.save({"net": net.state_dict(), "vocabulary": reader.vocabulary}, "tickets.pt")
print(f"check accuracy: {runner.accuracy(reader('check.db')):.4f}")
