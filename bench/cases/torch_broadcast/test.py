import numpy as np
import pandas as pd
import torch
import torch.nn as nn

frame = pd.read_csv("valid.csv")
mean, scale = np.loadtxt("scaler.txt")
x = torch.tensor((frame.drop(columns="target").values - mean) / scale).float()
y = torch.tensor(frame["target"].values).float()

linear = nn.Linear(30, 1)
linear.load_state_dict(torch.load("linear.pt"))
with torch.no_grad():
    predicted = (torch.sigmoid(linear(x)) > 0.5).float()
accuracy = (predicted == y).float().mean()
print(f"test accuracy = {accuracy:.4f}")
