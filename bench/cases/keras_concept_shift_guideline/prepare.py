import numpy as np
import pandas as pd

rng = np.random.default_rng(2207)
channels = np.array(["mail", "phone", "chat", "form"])
push = {"mail": -0.6, "phone": 0.9, "chat": 0.2, "form": -0.5}


def quarter(n, wait_counts):
    table = pd.DataFrame({
        "channel": rng.choice(channels, n, p=[0.4, 0.2, 0.25, 0.15]),
        "words": rng.gamma(3.0, 20.0, n).round(),
        "wait_hours": rng.exponential(8.0, n).round(1),
        "contacts": rng.poisson(1.5, n),
    })
    heat = table["channel"].map(push) + 0.02 * (table["words"] - 60) + 0.7 * (table["contacts"] - 1.5)
    heat += wait_counts * 0.16 * (table["wait_hours"] - 8) + rng.normal(0, 0.3, n)
    return table.assign(urgent=(heat > 0).astype("int64"))


quarter(2400, 1.0).to_parquet("tickets_train.parquet")
quarter(900, 1.0).to_parquet("tickets_q1.parquet")
quarter(900, -0.4).to_parquet("tickets_q2.parquet")
