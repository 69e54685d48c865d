import json

import numpy as np
import pandas as pd

rng = np.random.default_rng(2101)


def park(n, start):
    wind = rng.weibull(2.1, n) * 8.2
    gust = wind + rng.gamma(2.0, 1.4, n)
    frame = pd.DataFrame(
        {
            "time": pd.date_range(start, periods=n, freq="h").strftime("%d.%m.%Y %H:%M"),
            "wind": wind.round(2),
            "gust": gust.round(2),
            "air": rng.normal(1.22, 0.03, n).round(3),
            "temperature": rng.normal(9, 7, n).round(1),
            "yaw": rng.normal(0, 4, n).round(1),
        }
    )
    power = 2000 / (1 + np.exp(-(0.6 * wind + 0.25 * (gust - wind) - 5.2))) * frame["air"] / 1.22
    frame["power"] = (power * np.cos(np.radians(frame["yaw"])) + rng.normal(0, 90, n)).clip(0).round(1)
    return frame


park(1500, "2023-01-01").to_csv("winter.csv", sep=";", decimal=",", index=False)
spring = park(700, "2023-03-05")
spring["gust"] = spring["gust"].map(lambda value: f"{value:.2f}")
spring[["time", "yaw", "gust", "wind", "temperature", "air", "power"]].to_csv("spring.csv", sep=";", decimal=",", index=False)
with open("export.json", "w") as f:
    json.dump({"sep": ";", "decimal": ",", "thousands": "."}, f)
