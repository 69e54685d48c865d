import numpy as np
import pandas as pd

rng = np.random.default_rng(905)
teams = np.array(["billing", "network", "orders", "sales"])


def tickets(n, first):
    team = rng.choice(4, n, p=[0.3, 0.2, 0.35, 0.15])
    frame = pd.DataFrame(
        {
            "ticket": np.arange(first, first + n),
            "words": rng.poisson(np.array([60, 120, 80, 40])[team]),
            "attachments": rng.poisson(np.array([1.6, 0.4, 0.3, 0.8])[team]),
            "priority": rng.integers(1, 4, n) + (team == 1),
            "age_days": rng.gamma(2, np.array([1.0, 0.6, 2.0, 1.5])[team]).round(2),
            "replies": rng.poisson(np.array([2, 5, 3, 6])[team]),
            "team": teams[team],
        }
    )
    return frame


tickets(1400, 10000).to_csv("tickets.csv", index=False)
inbox = tickets(800, 30000).sample(frac=1, random_state=2)
inbox.drop(columns="team").to_csv("inbox.csv", index=False)
closed = inbox[["ticket", "team"]].sort_values("ticket")
closed.loc[rng.random(len(closed)) < 0.17, "team"] = np.nan
closed.to_csv("closed_by.csv", index=False)
