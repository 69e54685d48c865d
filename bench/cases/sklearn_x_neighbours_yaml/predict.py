import joblib
import pandas as pd
import yaml
from sklearn.metrics import r2_score

with open("predict.yaml") as f:
    cfg = yaml.safe_load(f)

model = joblib.load(cfg["model"])
model.set_params(**cfg["params"])
df = pd.read_csv(cfg["data"])
df["prediction"] = model.predict(df[model.feature_names_in_])
df.to_csv("predictions.csv", index=False)
print("test R2:", round(r2_score(df["rent"], df["prediction"]), 4))
