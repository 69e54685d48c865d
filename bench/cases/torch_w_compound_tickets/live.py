import json
import sys

import torch

from desk import Reader, Runner, TicketNet

with open("live.json") as f:
    settings = json.load(f)
saved = torch.load("tickets.pt")
reader = Reader(**settings["reader"], vocabulary=saved["vocabulary"])
net = TicketNet(len(reader.vocabulary) + 2, **settings["model"])
net.load_state_dict(saved["net"])
for path in sys.argv[1:]:
    tickets = reader(path)
    accuracy = Runner(net).accuracy(tickets, batch_size=100)
    print(f"{path} accuracy: {accuracy:.4f}")
