import torch

from job import accuracy, build, data, epoch

X, y = data()
model, optimizer, schedule = build()
checkpoint = torch.load("epoch5.pt")
model.load_state_dict(checkpoint["model"])
for number in (6, 7):
    epoch(number, model, optimizer, schedule, X, y)
print(f"resumed: {accuracy(model, X, y):.4f}")
