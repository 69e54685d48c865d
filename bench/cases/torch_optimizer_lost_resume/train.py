import torch

from job import accuracy, build, data, epoch

X, y = data()
model, optimizer, schedule = build()
for number in range(8):
    epoch(number, model, optimizer, schedule, X, y)
    if number == 5:
        torch.save(
            {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "schedule": schedule.state_dict()},
            "epoch5.pt",
        )
print(f"uninterrupted: {accuracy(model, X, y):.4f}")
