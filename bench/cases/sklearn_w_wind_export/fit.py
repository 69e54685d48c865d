import json

import joblib
import pandas as pd
from sklearn.ensemble import RandomForestRegressor
from sklearn.metrics import r2_score
from sklearn.model_selection import train_test_split

with open("export.json") as f:
    export = json.load(f)
table = pd.read_csv("winter.csv", parse_dates=["time"], date_format="%d.%m.%Y %H:%M", **export)
table["hour"] = table["time"].dt.hour
features = ["wind", "gust", "air", "temperature", "yaw", "hour"]
seen, held = train_test_split(table, test_size=0.35, random_state=3)
forest = RandomForestRegressor(60, min_samples_leaf=3, max_features=3, random_state=3).fit(seen[features], seen["power"])
print(f"held back in winter: R2 {r2_score(held['power'], forest.predict(held[features])):.4f}")
joblib.dump({"forest": forest, "features": features, "export": export}, "power.joblib")
