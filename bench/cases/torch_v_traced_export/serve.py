import numpy as np
import torch

torch.manual_seed(0)
model = torch.jit.load("digits_traced.pt", map_location="cpu")
model.eval()

rows = np.loadtxt("holdout.csv", delimiter=",")
answers = []
with torch.inference_mode():
    for start in range(0, len(rows), 50):
        x = torch.from_numpy(rows[start : start + 50, :-1] / 16).float().view(-1, 1, 8, 8)
        answers.append(model(x).argmax(dim=1).numpy())
served = 100 * np.mean(np.concatenate(answers) == rows[:, -1])
print(f"served accuracy: {served:.2f}%")
