import sqlite3

import numpy as np
import pandas as pd

rng = np.random.default_rng(50)
n = 1500
fuel = rng.choice(["petrol", "diesel", "hybrid", "electric"], n, p=[0.4, 0.3, 0.2, 0.1])
body = rng.choice(["estate", "hatchback", "saloon"], n)
km, age = rng.gamma(3, 25, n), rng.integers(0, 15, n)
z = np.select([fuel == "petrol", fuel == "diesel", fuel == "hybrid"], [0.2, -2.2, 1.6], 2.4)
z = z + 0.7 * (body == "hatchback") - 0.02 * (km - 75) - 0.2 * (age - 7)
cars = pd.DataFrame({"fuel": fuel, "body": body, "km": km.round(1), "age": age})
cars["sold"] = np.where(rng.random(n) < 1 / (1 + np.exp(-1.6 * z)), "yes", "no")
with sqlite3.connect("cars.db") as db:
    cars[:900].to_sql("y2023", db, index=False)
    cars[900:1200].to_sql("y2024", db, index=False)
    late = cars[1200:].copy()
    late["fuel"] = late["fuel"].str.capitalize()
    late.to_sql("y2025", db, index=False)
