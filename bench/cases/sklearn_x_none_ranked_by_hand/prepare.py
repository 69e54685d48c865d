import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(415)


def loans(n):
    frame = pd.DataFrame(
        {
            "amount": (rng.gamma(3, 3000, n)).round(2),
            "months": rng.choice([12, 24, 36, 60], n),
            "income": rng.lognormal(7.8, 0.4, n).round(),
            "purpose": rng.choice(["car", "home", "other", "study"], n),
            "late": rng.poisson(0.7, n),
        }
    )
    risk = frame["amount"] / frame["income"] * 0.5 + 0.7 * frame["late"] + 0.9 * (frame["purpose"] == "other")
    return frame.assign(default=(risk + rng.logistic(0, 0.8, n) > 3.2).astype(int))


loans(1200).to_csv("loans_train.csv", index=False)
valid = loans(600)
valid.to_csv("loans_valid.csv", index=False)
bank = valid.sample(frac=1, random_state=3).reset_index(drop=True)
bank["amount_cents"] = (bank["amount"] * 100).round().astype(int)
bank["state"] = np.where(bank["default"] == 1, "defaulted", "paid")
bank["purpose"] = bank["purpose"].str.upper() + "  "
with sqlite3.connect("bank.db") as db:
    bank.drop(columns=["amount", "default"]).to_sql("loans", db, index_label="row")
