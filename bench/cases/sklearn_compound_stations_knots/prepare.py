import numpy as np
import pandas as pd

rng = np.random.default_rng(29)
spread = {"coast": 60.0, "hill": 190.0, "valley": 110.0}


def hours(station, n):
    wind = rng.weibull(2, n) * 8
    frame = pd.DataFrame({"station": station, "wind": wind, "air": rng.normal(12, 7, n), "gust": wind * rng.uniform(1.1, 1.7, n)})
    power = 2000 / (1 + np.exp(-0.7 * (wind - 8))) - 4 * frame.air
    return frame.assign(power=power + rng.normal(0, spread[station], n)).round(2)


pd.concat([hours(name, 400) for name in spread]).to_csv("2024.csv", index=False)
pd.concat([hours("coast", 500), hours("hill", 70), hours("valley", 130)]).sample(frac=1, random_state=1).to_csv("spring.csv", index=False)
autumn = pd.concat([hours("coast", 500), hours("hill", 70), hours("valley", 130)])
autumn["gust"] = (autumn["gust"] * 1.9438).round(2)
autumn.to_csv("autumn.csv", index=False)
