import pandas as pd

pred = pd.read_csv("predictions.csv")
true = pd.read_csv("closed_by.csv")
both = pred.merge(true, on="ticket", suffixes=("_pred", "_true"))
correct = both["team_pred"] == both["team_true"]
print(correct.groupby(both["team_pred"]).mean().round(3).to_dict())
print("production accuracy:", round(correct.mean(), 4))
