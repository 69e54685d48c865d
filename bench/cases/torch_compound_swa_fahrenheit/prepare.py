import json

import numpy as np
import pandas as pd
import yaml

rng = np.random.default_rng(90)
n = 3400
temperature, humidity = rng.normal(14, 8, n), rng.uniform(20, 100, n)
wind, pressure = rng.gamma(2, 2.5, n), rng.normal(1013, 9, n)
sun = rng.uniform(0, 14, n)
score = 0.06 * (temperature - 14) - 0.03 * (humidity - 60) + 0.25 * (sun - 7) - 0.2 * (wind - 5) + 0.03 * (pressure - 1013)
score += 0.012 * (temperature - 14) * (sun - 7) + rng.normal(0, 0.5, n)
mood = np.digitize(score, [-1.4, 1.0])
frame = pd.DataFrame({"temperature": temperature, "humidity": humidity, "wind": wind, "pressure": pressure, "sun": sun,
                      "visitors": np.array(["few", "some", "many"])[mood]}).round(2)
frame[:2000].to_csv("park_train.csv", index=False)
frame[2000:2600].to_csv("park_dev.csv", index=False)
season = frame[2600:].copy()
season["temperature"] = (season["temperature"] * 9 / 5 + 32).round(1)
season.to_json("park_season.json", orient="records")
with open("scaling.json", "w") as f:
    numbers = frame[:2000].drop(columns="visitors")
    json.dump({"mean": numbers.mean().to_dict(), "std": numbers.std().to_dict(), "classes": ["few", "some", "many"]}, f)
with open("deploy.yaml", "w") as f:
    yaml.safe_dump({"checkpoint": "visitors.pt", "weights": "averaged", "device": "cpu", "batch": 90}, f)
