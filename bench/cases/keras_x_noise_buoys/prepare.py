import numpy as np
import pandas as pd

rng = np.random.default_rng(2031)


def buoy(count):
    wind, pressure = rng.gamma(3.0, 2.5, count), rng.normal(1013, 9, count)
    swell, fetch = rng.gamma(2.0, 0.5, count), rng.uniform(20, 300, count)
    wave = 0.2 + 0.016 * wind**1.5 * (fetch / 150) ** 0.3 + 0.4 * swell + rng.normal(0, 0.25, count)
    return pd.DataFrame({"wind": wind, "pressure": pressure, "swell": swell, "fetch": fetch, "wave": wave.clip(0.05)}).round(3)


buoy(600).to_csv("buoy_4401.csv", index=False)
north = buoy(110)
north["time"] = pd.date_range("2024-03-01", periods=110, freq="h")
north.sort_values("wave")[["time", "fetch", "swell", "wave", "pressure", "wind"]].to_csv("buoy_north.csv", index=False, sep=";")
