import numpy as np
import pandas as pd

rng = np.random.default_rng(912)
n = 1700
channels = ["web", "shop", "phone", "partner"]
frame = pd.DataFrame({
    "order_id": rng.permutation(90000)[:n] + 10000,
    "channel": rng.choice(channels, n, p=[0.5, 0.25, 0.15, 0.1]),
    "country": rng.choice(["AT", "CH", "DE", "FR", "NA"], n),
    "price": rng.lognormal(3.2, 0.6, n).round(2),
    "weight": rng.gamma(2, 0.8, n).round(2),
})
pull = frame["channel"].map({"web": 0.9, "shop": -1.1, "phone": 0.3, "partner": -0.4}) + frame["country"].map({"AT": 0.5, "CH": -0.9, "DE": 0.8, "FR": -0.2, "NA": 0.1})
frame["returned"] = (1.6 * pull + (np.log(frame["price"]) - 3.2) * 2 - 0.5 * (frame["weight"] - 1.6) + rng.logistic(0, 0.5, n) > 0.3).astype(int)
frame[:1100].to_csv("orders.csv", index=False)
held = frame[1100:]
held.to_csv("held.csv", index=False)
held[["weight", "country", "order_id", "price", "channel"]].sample(frac=1, random_state=4).to_csv("delivery.csv", index=False, sep=";", decimal=",", lineterminator="\r\n")
held.sort_values("order_id")[["order_id", "returned"]].to_csv("register.csv", index=False)
