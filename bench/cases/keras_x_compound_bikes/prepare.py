import numpy as np
import pandas as pd

rng = np.random.default_rng(365)
n = 1500
frame = pd.DataFrame({
    "hour": rng.integers(6, 23, n),
    "temperature": rng.normal(17, 7, n).round(1),
    "wind": rng.gamma(2.5, 4.0, n).round(1),
    "weather": rng.choice(["clear", "cloudy", "rain", "storm"], n, p=[0.45, 0.33, 0.18, 0.04]),
    "season": rng.choice(["autumn", "spring", "summer", "winter"], n),
})
rides = 90 + 5 * frame["temperature"] - 1.5 * frame["wind"] + 60 * np.exp(-np.square((frame["hour"] - 17) / 2.5))
rides *= frame["weather"].map({"clear": 1.1, "cloudy": 1.0, "rain": 0.55, "storm": 0.25})
rides *= frame["season"].map({"autumn": 1.0, "spring": 0.9, "summer": 1.2, "winter": 0.6})
frame["rides"] = (rides.clip(3) + rng.normal(0, 14, n)).clip(0).round()
frame[:1100].to_csv("bikes_train.csv", index=False)
frame[1100:].query("season != 'autumn'").to_csv("bikes_test.csv", index=False)
