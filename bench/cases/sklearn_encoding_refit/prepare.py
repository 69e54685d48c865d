import numpy as np
import pandas as pd

rng = np.random.default_rng(31)
n = 1500
frame = pd.DataFrame(
    {
        "fuel": rng.choice(["diesel", "electric", "hybrid", "petrol"], n, p=[0.3, 0.15, 0.2, 0.35]),
        "body": rng.choice(["coupe", "estate", "saloon", "van"], n, p=[0.1, 0.3, 0.4, 0.2]),
        "age": rng.integers(0, 15, n),
        "mileage": rng.gamma(3, 25000, n).round(),
    }
)
worth = frame.fuel.map({"diesel": -1.0, "electric": 2.0, "hybrid": 0.8, "petrol": -0.4})
worth += frame.body.map({"coupe": 1.2, "estate": -0.5, "saloon": 0.1, "van": -1.0}) - 0.25 * (frame.age - 7)
worth -= (frame.mileage - 75000) / 60000
frame["sold"] = (worth + rng.logistic(0, 0.4, n) > 0).astype(int)

frame[:700].to_csv("train.csv", index=False)
frame[700:1100].to_csv("valid.csv", index=False)
frame[1100:][frame.fuel[1100:] != "diesel"].to_csv("north.csv", index=False)
