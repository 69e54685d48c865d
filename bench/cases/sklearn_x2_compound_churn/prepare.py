import numpy as np
import pandas as pd

rng = np.random.default_rng(2024)


def customers(n, tenure_mean):
    tenure = rng.gamma(2.0, tenure_mean / 2, n).round(1)
    calls = rng.poisson(1.5, n)
    bill = rng.normal(52, 14, n).round(2)
    plan = rng.choice(["basic", "plus", "family"], n, p=[0.5, 0.3, 0.2])
    score = -0.22 * (tenure - 13) + 0.55 * (calls - 1.5) + 0.03 * (bill - 52) + 0.5 * (plan == "basic")
    score = score + rng.logistic(0, 0.55, n)
    return pd.DataFrame(
        {"tenure": tenure, "calls": calls, "bill": bill, "plan": plan, "churned": (score > 0.9).astype(int)}
    )


customers(2500, 24).to_csv("customers_q1.csv", index=False)
customers(1500, 12).sort_values("bill").to_csv("customers_q2.csv", index=False)
