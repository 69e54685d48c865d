import joblib
import numpy as np
import pandas as pd

bundle = joblib.load("power.joblib")
table = pd.read_csv("spring.csv", parse_dates=["time"], date_format="%d.%m.%Y %H:%M", **bundle["export"])
table["hour"] = table["time"].dt.hour
guess = bundle["forest"].predict(table[bundle["features"]])
left = np.sum((table["power"] - guess) ** 2)
total = np.sum((table["power"] - table["power"].mean()) ** 2)
print(f"spring, {len(table)} hours: R2 {1 - left / total:.4f}")
