import pandas as pd
from sklearn.metrics import r2_score

table = pd.read_csv("forecasts.csv", index_col="step")
print(f"R2 in the third year: {r2_score(table['level'], table['forecast']):.4f}")
