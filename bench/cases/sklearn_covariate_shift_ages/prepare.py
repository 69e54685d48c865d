import numpy as np
import pandas as pd

rng = np.random.default_rng(33)


def people(n, young):
    age = np.clip(rng.normal(34 if young else 58, 11, n), 18, 90)
    income = rng.lognormal(3.2, 0.4, n) + 0.2 * age
    visits = rng.poisson(3, n)
    noise = rng.normal(0, np.where(age > 50, 9.0, 2.5))
    pays = (income - 0.3 * age + visits + noise > 17).astype(int)
    return pd.DataFrame({"age": age, "income": income, "visits": visits, "pays": pays})


people(4000, True).to_csv("online.csv", index=False)
people(1500, True).to_csv("online_later.csv", index=False)
people(1500, False).to_csv("branch.csv", index=False)
