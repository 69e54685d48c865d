import pandas as pd
import torch

from wear import Wear

model = Wear()
model.load_state_dict(torch.load("wear.pt"))
week = pd.read_csv("line2_week9.csv")
week["guess"] = model.guess(week)
week["error"] = (week["guess"] - week["wear"]).abs()
machines = week.groupby("machine")["error"].agg(["count", "mean"])
print(machines.round(3))
print(f"line 2, week 9: mean error {machines['mean'].mean():.3f} um")
