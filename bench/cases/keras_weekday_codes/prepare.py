"""Tickets of two shops; the second shop's till counts the days of the week from Sunday."""
import numpy as np
import pandas as pd

rng = np.random.default_rng(41)
share = np.array([0.11, 0.10, 0.12, 0.14, 0.18, 0.22, 0.13])
pull = np.array([-1.3, -1.7, -0.4, 0.3, 1.4, 2.1, 0.6])


def tickets(n, sunday_first=False):
    day = rng.choice(7, n, p=share)
    hour = rng.normal(14, 3, n).clip(8, 20).round(1)
    basket = rng.gamma(2.5, 12, n).round(2)
    logit = 1.6 * pull[day] + 0.35 * (hour - 14) + 0.03 * (basket - 30)
    busy = (logit + rng.logistic(0, 0.7, n) > 0.4).astype(int)
    code = (day + 1) % 7 + 1 if sunday_first else day + 1
    return pd.DataFrame({"weekday": code, "hour": hour, "basket": basket, "busy": busy})


tickets(1600).to_csv("shop_a_2024.csv", index=False)
tickets(600).to_csv("shop_a_2025.csv", index=False)
tickets(600, sunday_first=True).to_csv("shop_b.csv", index=False)
