import torch
from grader import Grader, boards

model = Grader()
model.load_state_dict(torch.load("grader.pt")["model"])
x, y = boards("autumn")
print(f"autumn lot: {model.score(x, y):.4f}")
